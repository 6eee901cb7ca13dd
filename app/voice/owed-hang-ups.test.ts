import { beforeEach, describe, expect, it } from 'vitest';
import { createOwedHangUps, type OwedHangUps } from './owed-hang-ups.ts';
import { readSipHead } from './sip-head.ts';

const request = (method: string, callId: string, sequence: number, toTag = '') =>
  [
    `${method} sip:+12025550100@pbx.example SIP/2.0`,
    'Route: <sip:proxy.example;lr>',
    `Via: SIP/2.0/WSS x.invalid;branch=z9hG4bK${callId}${sequence}`,
    'Max-Forwards: 69',
    `To: <sip:+12025550100@pbx.example>${toTag && `;tag=${toTag}`}`,
    'From: <sip:u@pbx.example>;tag=ours',
    `Call-ID: ${callId}`,
    `CSeq: ${sequence} ${method}`,
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
const answer = (status: number, callId: string, cseq: string) =>
  `SIP/2.0 ${status} X\r\nCall-ID: ${callId}\r\nCSeq: ${cseq}\r\n\r\n`;

describe('hang-ups that the server has not taken', () => {
  let now: number;
  let owed: OwedHangUps;
  beforeEach(() => {
    now = 0;
    owed = createOwedHangUps(() => now);
  });
  const due = () => owed.due().map(({ kind, sipCallId }) => `${kind} ${sipCallId}`);

  it('owes a BYE that never went out', () => {
    owed.sent(request('BYE', 'a', 2, 'far'), false);
    expect(due()).toEqual(['BYE a']);
  });
  it('owes a BYE whose connection went away before the answer', () => {
    owed.sent(request('BYE', 'a', 2, 'far'), true);
    expect(due()).toEqual([]);
    owed.lost();
    expect(due()).toEqual(['BYE a']);
  });
  it.each([200, 404, 408, 481, 501, 600])('is done with a BYE that is answered by %i', (status) => {
    owed.sent(request('BYE', 'a', 2, 'far'), true);
    owed.heard(answer(status, 'a', '2 BYE'));
    owed.lost();
    expect(due()).toEqual([]);
    expect(owed.any()).toBe(false);
  });
  it.each([401, 403, 407, 500, 503])('still owes one that is answered by %i', (status) => {
    owed.sent(request('BYE', 'a', 2, 'far'), true);
    owed.heard(answer(100, 'a', '2 BYE'));
    owed.heard(answer(status, 'a', '2 BYE'));
    expect(due()).toEqual(['BYE a']);
  });
  it('knows an answer by Call-ID and number', () => {
    owed.sent(request('BYE', 'a', 2, 'far'), false);
    for (const other of [answer(200, 'b', '2 BYE'), answer(200, 'a', '1 BYE'), answer(200, 'a', '2 INVITE')])
      owed.heard(other);
    expect(due()).toEqual(['BYE a']);
  });
  it('takes the later BYE of a call for the same hang-up', () => {
    owed.sent(request('BYE', 'a', 2, 'far'), false);
    owed.sent(request('BYE', 'a', 3, 'far'), true);
    owed.heard(answer(200, 'a', '3 BYE'));
    expect(owed.any()).toBe(false);
  });

  it('owes a CANCEL for an INVITE without a final answer', () => {
    owed.sent(request('INVITE', 'a', 1), true);
    owed.heard(answer(180, 'a', '1 INVITE'));
    owed.lost();
    const [cancel] = owed.due();
    const head = readSipHead(cancel?.message ?? '');
    const invite = readSipHead(request('INVITE', 'a', 1));
    expect(head.start).toBe('CANCEL sip:+12025550100@pbx.example SIP/2.0');
    for (const name of ['via', 'to', 'from', 'call-id', 'route'])
      expect(head.headers(name)).toEqual(invite.headers(name));
    expect(head.header('cseq')).toBe('1 CANCEL');
    expect(cancel?.message.endsWith('\r\n\r\n')).toBe(true);
    owed.heard(answer(481, 'a', '1 CANCEL'));
    expect(due()).toEqual([]);
  });
  it.each([200, 407, 486, 603])('owes none for an INVITE that was answered by %i', (status) => {
    owed.sent(request('INVITE', 'a', 1), true);
    owed.heard(answer(status, 'a', '1 INVITE'));
    owed.lost();
    expect(due()).toEqual([]);
  });
  it('owes one where only JsSIP’s own CANCEL was answered', () => {
    owed.sent(request('INVITE', 'a', 1), true);
    owed.heard(answer(200, 'a', '1 CANCEL'));
    owed.lost();
    expect(due()).toEqual(['CANCEL a']);
  });
  it('owes none for an INVITE that never left, or inside of a call', () => {
    owed.sent(request('INVITE', 'a', 1), false);
    owed.sent(request('INVITE', 'b', 4, 'far'), true);
    owed.lost();
    expect(due()).toEqual([]);
  });

  it('gives up after five minutes, and after six attempts', () => {
    owed.sent(request('BYE', 'a', 2, 'far'), false);
    for (let attempt = 0; attempt < 6; attempt += 1) expect(due()).toEqual(['BYE a']);
    expect(due()).toEqual([]);
    owed.sent(request('BYE', 'b', 2, 'far'), false);
    now = 5 * 60_000;
    expect(due()).toEqual(['BYE b']);
    now += 1;
    expect(due()).toEqual([]);
  });
  it('keeps the latest twenty', () => {
    for (let call = 0; call < 30; call += 1) owed.sent(request('BYE', `c${call}`, 2, 'far'), false);
    expect(due()).toHaveLength(20);
    expect(due().at(-1)).toBe('BYE c29');
  });
});
