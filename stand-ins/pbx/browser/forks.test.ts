import { describe, expect, it } from 'vitest';
import { replyTo } from '../practice/reply.ts';
import { headerOf, type SipHeader, type SipRequest, tagOf } from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { CONTACT } from './scripted-server.ts';
import { scriptedWorld } from './scripted-world.ts';

/** Browsers as phones: 'early' sounds at 440 Hz, 'answers' at 660. The practice phone system can't begin DTLS anew. */
const FAR_ENDS = `void (() => {
  const phones = new Map();
  const context = new AudioContext();
  window.answerAs = async (name, sdp) => {
    const phone = phones.get(name) ?? new RTCPeerConnection();
    if (!phones.has(name)) {
      const output = new MediaStreamAudioDestinationNode(context);
      const tone = new OscillatorNode(context, { frequency: name === 'early' ? 440 : 660 });
      tone.connect(output);
      tone.start();
      phone.addTrack(output.stream.getAudioTracks()[0]);
      phones.set(name, phone);
    }
    await phone.setRemoteDescription({ type: 'offer', sdp });
    await phone.setLocalDescription();
    while (phone.iceGatheringState !== 'complete') await new Promise((resolve) => setTimeout(resolve, 20));
    return phone.localDescription.sdp;
  };
})()`;
const ELSEWHERE: SipHeader = ['contact', '<sip:elsewhere@127.0.0.2>'];

const { server, far, page, calls } = scriptedWorld();

const sent = (method: string, tag: string): SipRequest | undefined =>
  server()
    .requests()
    .find((request) => request.method === method && tagOf(headerOf(request, 'to')) === tag);

/** Takes the call's INVITE and lets the test answer it; every other request is taken with 200. */
async function dial(): Promise<{ callId: string; invite: SipRequest }> {
  server().script((request) => {
    if (request.method !== 'INVITE' && request.method !== 'ACK') server().send(replyTo(request, 200));
  });
  const callId = await page().dial('+12025550100');
  const invite = await until('INVITE', () =>
    server()
      .requests()
      .find(({ method }) => method === 'INVITE'),
  );
  return { callId, invite };
}

describe('a phone system that rings several phones at once (RFC 3261, 13.2.2.4)', () => {
  it('two of which answer: the first one stays, the second one is acknowledged and hung up', async () => {
    const { callId, invite } = await dial();
    const first = await far().sounding(440).media.answer(invite.body);
    const second = await far().sounding(660).media.answer(invite.body);
    server().send(replyTo(invite, 200, { tag: 'first', headers: [CONTACT], sdp: first }));
    server().send(replyTo(invite, 200, { tag: 'second', headers: [ELSEWHERE], sdp: second }));
    const bye = await until('BYE', () =>
      server()
        .requests()
        .find(({ method }) => method === 'BYE'),
    );
    expect(tagOf(headerOf(bye, 'to'))).toBe('second');
    expect(bye.uri).toBe('sip:elsewhere@127.0.0.2');
    expect(sent('ACK', 'second')?.uri).toBe('sip:elsewhere@127.0.0.2');
    await calls().hears(callId, 440);
    expect(sent('ACK', 'first')?.uri).toBe('sip:far@127.0.0.1');
    expect(calls().all(callId, 'ended')).toEqual([]);
  });

  it('one of which is heard before the answer of another: the one that answered is heard', async () => {
    await page().evaluate(FAR_ENDS);
    const { callId, invite } = await dial();
    const answer = (phone: string, { body }: SipRequest): Promise<string> =>
      page().evaluate(`window.answerAs('${phone}', ${JSON.stringify(body)})`);
    const early = await answer('early', invite);
    server().send(replyTo(invite, 183, { tag: 'early', headers: [CONTACT], sdp: early }));
    await calls().hears(callId, 440);
    const sdp = await answer('answers', invite);
    server().script(async (request) => {
      if (request.method === 'ACK') return;
      const again = request.method === 'INVITE' ? await answer('answers', request) : undefined;
      server().send(replyTo(request, 200, { headers: [ELSEWHERE], sdp: again }));
    });
    server().send(replyTo(invite, 200, { tag: 'answers', headers: [ELSEWHERE], sdp }));
    await calls().has(callId, 'answered');
    await calls().hears(callId, 660);
    expect(calls().all(callId, 'ended')).toEqual([]);
  });

  it('and answers from another address than it rang from: requests go there', async () => {
    const { callId, invite } = await dial();
    server().send(replyTo(invite, 180, { tag: 'one', headers: [CONTACT] }));
    await calls().has(callId, 'ringing');
    const sdp = await far().sounding(440).media.answer(invite.body);
    server().send(replyTo(invite, 200, { tag: 'one', headers: [ELSEWHERE], sdp }));
    await calls().has(callId, 'answered');
    await page().command({ type: 'hang-up', callId });
    await until('BYE', () => sent('BYE', 'one'));
    expect(sent('ACK', 'one')?.uri).toBe('sip:elsewhere@127.0.0.2');
    expect(sent('BYE', 'one')?.uri).toBe('sip:elsewhere@127.0.0.2');
  });
});
