import { describe, expect, it } from 'vitest';
import { isRelayRefusal, RELAY_TROUBLES, relayWarningOf } from './relay-trouble.ts';

describe('a TURN server that gives no relay', () => {
  it.each([
    [401, true],
    [403, true],
    [441, true],
    [486, false],
    [508, false],
    [701, false],
  ])('error %i is a refusal of the credentials: %s', (errorCode, refusal) => {
    expect(isRelayRefusal(errorCode)).toBe(refusal);
  });

  it.each(RELAY_TROUBLES)('%s: names the key to look at, and what it means for calls', (trouble) => {
    const [some, all] = [false, true].map((relayOnly) => relayWarningOf(trouble, relayOnly));
    expect([some?.code, all?.code]).toEqual([trouble, trouble]);
    expect(some?.message).toMatch(/sip\.iceServers.*some networks/);
    expect(all?.message).toMatch(/sip\.iceServers.*no call/);
  });
});
