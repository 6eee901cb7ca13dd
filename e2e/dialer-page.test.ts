import { describe, expect, it } from 'vitest';
import { callInView, calmSnapshot, talkingInView } from './fixtures/dialer-snapshots.ts';
import { dialerWindows, eventually } from './fixtures/dialer-windows.ts';

const { open } = dialerWindows();

const talking = talkingInView;

describe('dialling', () => {
  it('types from anywhere, formats, and Enter dials', async () => {
    const { page, screen, bridge } = await open();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.type('+442079460958');
    await eventually(() => screen.number.inputValue()).toBe('+44 20 7946 0958');
    await eventually(() => screen.numberHint.textContent()).toBe('United Kingdom');
    await page.keyboard.press('Enter');
    await eventually(bridge.asked).toEqual([{ name: 'call.dial', payload: { text: '+442079460958' } }]);
    await eventually(() => screen.number.inputValue()).toBe('');
  });

  it('keeps the caret behind the digit that was typed, and deletes across a separator', async () => {
    const { page, screen } = await open();
    await page.keyboard.type('+12345556789');
    await eventually(() => screen.number.inputValue()).toBe('+1 234 555 6789');
    await page.keyboard.press('Home');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('19');
    expect(await screen.number.inputValue()).toBe('+1 934 555 6789');
  });

  it('the keypad leaves the focus in the field; a held 0 is a plus', async () => {
    const { page, screen, bridge } = await open();
    await screen.key('0').click({ delay: 700 });
    for (const key of '12065550123') await screen.key(key).click();
    await page.keyboard.press('Enter');
    await eventually(bridge.asked).toEqual([{ name: 'call.dial', payload: { text: '+12065550123' } }]);
  });

  it('says why main refuses a number, and keeps it', async () => {
    const { screen, bridge } = await open();
    await bridge.answer('call.dial', {
      ok: false,
      failure: { code: 'short', message: 'Too short to dial.' },
    });
    await screen.dialNumber('12');
    await eventually(() => screen.numberHint.textContent()).toBe('Too short to dial.');
    expect(await screen.number.inputValue()).toBe('12');
    expect(await screen.number.getAttribute('aria-invalid')).toBe('true');
  });

  it('a press on a recent call fills the field and dials nothing; its button dials', async () => {
    const recent = [callInView({ phase: 'ended', state: 'busy', number: '+12065550177', extension: '9' })];
    const { page, screen, bridge } = await open(calmSnapshot({ recent }));
    await screen.recentRows.first().getByRole('button').first().click();
    await eventually(() => screen.number.inputValue()).toBe('+1 206 555 0177 ext. 9');
    expect(await bridge.asked()).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await screen.number.inputValue()).toBe('');
    await screen.callBack('+1 206 555 0177').click();
    await eventually(bridge.asked).toEqual([{ name: 'call.dial', payload: { text: '+12065550177x9' } }]);
  });
});

describe('in a call', () => {
  it('shows who, where it stands and for how long; M mutes, digits are sent, Esc never hangs up', async () => {
    const call = talking({ extension: '1234', extensionProgress: { status: 'dialing', sent: 2 } });
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    await eventually(() => screen.call.textContent()).toContain('+1 234 555 6789');
    expect(await screen.call.textContent()).toMatch(/In call.*From Outreach.*Logged in Outreach/);
    expect(await screen.call.textContent()).toContain('2 of 4 digits sent');
    const first = await screen.timer.textContent();
    expect(first).toMatch(/^2:\d\d$/);
    await eventually(() => screen.timer.textContent()).not.toBe(first);
    await page.keyboard.press('m');
    await page.keyboard.type('1#');
    await eventually(() => screen.keysSent.textContent()).toBe('1#');
    await page.keyboard.press('Escape');
    await eventually(() => screen.keypad.count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+H');
    expect(await bridge.asked()).toEqual([
      { name: 'call.mute', payload: { callId: call.id, muted: true } },
      { name: 'call.sendDigits', payload: { callId: call.id, digits: '1' } },
      { name: 'call.sendDigits', payload: { callId: call.id, digits: '#' } },
      { name: 'call.hangUp', payload: { callId: call.id } },
    ]);
  });

  it('a muted call says so, and its button takes it back', async () => {
    const call = talking({ muted: true });
    const { screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    await screen.unmute.click();
    await eventually(bridge.asked).toEqual([
      { name: 'call.mute', payload: { callId: call.id, muted: false } },
    ]);
    expect(await screen.call.textContent()).toContain('You are muted');
  });

  it('is announced, and its result stays in view until it is put away', async () => {
    const call = callInView({ phase: 'ringing', state: 'ringing' });
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    await eventually(() => screen.announcer.textContent()).toBe('Ringing, +1 234 555 6789');
    const ended = {
      ...call,
      phase: 'ended',
      state: 'failed',
      endedBecause: 'Nobody has this number.',
    } as const;
    await bridge.send(calmSnapshot({ recent: [ended] }));
    await eventually(() => screen.lastCall.textContent()).toMatch(/Failed.*Nobody has this number/);
    await eventually(() => screen.announcer.textContent()).toMatch(/^Call ended: Failed/);
    expect(await screen.number.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await eventually(() => screen.lastCall.count()).toBe(0);
  });
});

describe('the question', () => {
  const asking = callInView({
    phase: 'asking',
    question: 'not-from-outreach',
    origin: 'link',
    logging: 'none',
  });

  it('is not answered by the rest of what was being typed', async () => {
    const { page, screen, bridge } = await open();
    await page.keyboard.type('20655');
    await bridge.send(calmSnapshot({ calls: [asking] }));
    await screen.question.waitFor();
    await page.keyboard.type('50123');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await eventually(() => screen.dial.isEnabled()).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await bridge.asked()).toEqual([]);
    expect(await screen.question.textContent()).toContain('+1 234 555 6789');
  });

  it('yes takes Tab to the button; no is also Esc', async () => {
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [asking] }));
    await eventually(() => screen.dial.isEnabled()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await eventually(bridge.asked).toEqual([
      { name: 'call.confirm', payload: { callId: asking.id, dial: true } },
      { name: 'call.confirm', payload: { callId: asking.id, dial: false } },
      { name: 'call.confirm', payload: { callId: asking.id, dial: false } },
    ]);
  });

  it('comes one at a time, names the call that is up, and asks what is to become of it', async () => {
    const other = {
      ...callInView({ phase: 'asking', number: '+12065550123' }),
      question: 'another-call' as never,
    };
    const up = talking();
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [up, other, asking] }));
    expect(await screen.question.textContent()).toMatch(
      /Dial this one too.*You are in a call with \+1 234 555 6789/,
    );
    expect(await screen.question.textContent()).toContain('1 more link waits.');
    expect(await screen.dial.count()).toBe(0);
    await screen.holdAndDialQuestion.click();
    await screen.endAndDialQuestion.click();
    // The call that is up is not out of reach meanwhile.
    await page.keyboard.press('Control+Shift+M');
    await page.keyboard.press('Control+Shift+H');
    expect(await bridge.asked()).toEqual([
      { name: 'call.confirm', payload: { callId: other.id, dial: true, others: 'hold' } },
      { name: 'call.confirm', payload: { callId: other.id, dial: true, others: 'end' } },
      { name: 'call.mute', payload: { callId: up.id, muted: true } },
      { name: 'call.hangUp', payload: { callId: up.id } },
    ]);
    await bridge.send(calmSnapshot({ calls: [asking] }));
    await eventually(() => screen.question.textContent()).toContain('didn’t come from Outreach');
    expect(await screen.question.count()).toBe(1);
    await screen.dontDial.click();
    await bridge.send(calmSnapshot());
    await eventually(() => screen.question.count()).toBe(0);
    await eventually(() => screen.number.evaluate((field) => field === document.activeElement)).toBe(true);
  });
});
