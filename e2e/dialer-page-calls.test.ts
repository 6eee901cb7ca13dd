import { describe, expect, it } from 'vitest';
import { callInView, calmSnapshot, ringingInView, talkingInView } from './fixtures/dialer-snapshots.ts';
import { dialerWindows, eventually, stopTimers } from './fixtures/dialer-windows.ts';

const { open } = dialerWindows();

const first = talkingInView({ number: '+12065550123', held: true });
const second = talkingInView({ number: '+12345556789' });
const refused = {
  ok: false,
  failure: { code: 'x', message: 'The other call is not answered yet.' },
} as const;

describe('one call', () => {
  it('is held and resumed by its button and by O; what it can’t do on hold is off', async () => {
    const call = talkingInView();
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    await screen.hold.click();
    await bridge.send(calmSnapshot({ calls: [{ ...call, held: true }] }));
    await eventually(() => screen.call.textContent()).toContain('On hold');
    expect(await screen.openKeypad.isDisabled()).toBe(true);
    await page.keyboard.press('5');
    await page.keyboard.press('o');
    await eventually(bridge.asked).toEqual([
      { name: 'call.hold', payload: { callId: call.id, held: true } },
      { name: 'call.hold', payload: { callId: call.id, held: false } },
    ]);
    await bridge.send(calmSnapshot({ calls: [{ ...call, heldByFarEnd: true }] }));
    await eventually(() => screen.announcer.textContent()).toMatch(/^They put you on hold/);
  });

  it('is transferred to a number; digits typed anywhere are the number, and no tones', async () => {
    const call = talkingInView();
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    await screen.transfer.click();
    await eventually(() => screen.transferNumber.evaluate((input) => input === document.activeElement)).toBe(
      true,
    );
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.type('+12065550123');
    await eventually(() => screen.transferNumber.inputValue()).toBe('+1 206 555 0123');
    await bridge.answer('call.transfer', refused);
    await page.keyboard.press('Enter');
    await eventually(() => screen.transferPanel.textContent()).toContain(refused.failure.message);
    await page.keyboard.press('Escape');
    await eventually(() => screen.transferPanel.count()).toBe(0);
    expect(await screen.transfer.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await bridge.asked()).toEqual([
      { name: 'call.transfer', payload: { callId: call.id, text: '+12065550123' } },
    ]);
  });

  it('says that a transfer is under way, and that it failed and why, with another try', async () => {
    const call = talkingInView({ transfer: { status: 'trying' } });
    const { screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    expect(await screen.call.textContent()).toContain('Transferring');
    expect([await screen.hold.isDisabled(), await screen.transfer.isDisabled()]).toEqual([true, true]);
    expect(await screen.hangUp.isEnabled()).toBe(true);
    const failed = { ...call, transfer: { status: 'failed', message: 'They are busy.' } } as const;
    await bridge.send(calmSnapshot({ calls: [failed] }));
    await eventually(() => screen.cardAlert.textContent()).toMatch(/didn’t work.*They are busy/);
    await eventually(() => screen.announcer.textContent()).toMatch(/transfer didn’t work. They are busy/);
    await screen.transferAgain.click();
    await screen.transferPanel.waitFor();
  });

  it('another one is added from the last calls, and nothing of them dials by itself', async () => {
    const call = talkingInView();
    const recent = [callInView({ phase: 'ended', state: 'busy', number: '+12065550177' })];
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [call], recent }));
    const row = screen.recentRows.first().getByRole('button').first();
    expect(await row.isDisabled()).toBe(true);
    await page.keyboard.press('n');
    await row.click();
    await eventually(() => screen.addNumber.inputValue()).toBe('+1 206 555 0177');
    await page.keyboard.press('Enter');
    await eventually(bridge.asked).toEqual([
      { name: 'call.dial', payload: { text: '+12065550177', others: 'hold' } },
    ]);
    await eventually(() => screen.addPanel.count()).toBe(0);
  });
});

describe('two calls', () => {
  it('the one that is talked in stands first; S swaps, and the focus stays on the button', async () => {
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [first, second] }));
    await eventually(() => screen.call.textContent()).toMatch(/In call.*\+1 234 555 6789/);
    expect(await screen.other.textContent()).toMatch(/On hold.*\+1 206 555 0123/);
    await screen.swap.click();
    await bridge.send(
      calmSnapshot({
        calls: [
          { ...first, held: false },
          { ...second, held: true },
        ],
      }),
    );
    await eventually(() => screen.call.textContent()).toContain('+1 206 555 0123');
    expect(await screen.swap.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('s');
    await eventually(bridge.asked).toEqual([
      { name: 'call.hold', payload: { callId: first.id, held: false } },
      { name: 'call.hold', payload: { callId: second.id, held: false } },
    ]);
  });

  it('a second press on Hang up does not end the call that was left', async () => {
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [first, second] }));
    await screen.hangUp.click();
    await stopTimers(page);
    const box = await screen.hangUp.boundingBox();
    if (!box) throw new Error('Hang up is not drawn.');
    const over = { ...second, phase: 'ended', state: 'completed', endedBecause: 'You hung up' } as const;
    await bridge.send(calmSnapshot({ calls: [first], recent: [over] }));
    await screen.lastCall.waitFor();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.clock.runFor(500);
    await eventually(() => screen.lastCall.textContent()).toContain('Completed');
    await eventually(() => screen.announcer.textContent()).toMatch(/^Call ended.*On hold, /);
    await eventually(() => screen.hangUp.isEnabled()).toBe(true);
    expect(await bridge.asked()).toEqual([{ name: 'call.hangUp', payload: { callId: second.id } }]);
    expect(await screen.resume.isEnabled()).toBe(true);
  });

  it('asked first, the transfer is completed by one button once they have answered', async () => {
    const asking = { ...first, held: false };
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [asking] }));
    await bridge.answer('call.dial', { ok: true, value: { callId: second.id } });
    await screen.transfer.click();
    await page.keyboard.type('12345556789');
    await screen.askFirst.click();
    await bridge.send(calmSnapshot({ calls: [first, { ...second, phase: 'ringing' }] }));
    await eventually(() => screen.completeTransfer.isDisabled()).toBe(true);
    await bridge.send(calmSnapshot({ calls: [first, second] }));
    await screen.completeTransfer.click();
    expect((await bridge.asked()).at(-1)).toEqual({
      name: 'call.transferTo',
      payload: { callId: first.id, otherCallId: second.id },
    });
    await screen.transfer.click();
    await screen.connectCalls.click();
    expect((await bridge.asked()).length).toBe(3);
  });

  it('merged they are one card, muted and ended as one; a refusal is said in it', async () => {
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [first, second] }));
    await screen.merge.click();
    const joined = [first, second].map((call) => ({ ...call, held: false, inConference: true }));
    await bridge.send(calmSnapshot({ calls: joined }));
    await eventually(() => screen.participants.count()).toBe(2);
    expect(await screen.call.count()).toBe(0);
    await eventually(() => screen.announcer.textContent()).toMatch(/^In conference with .* and /);
    await page.keyboard.press('m');
    await bridge.answer('call.hold', refused);
    await screen.holdParticipant('206 555 0123').click();
    await eventually(() => screen.cardAlert.textContent()).toContain(refused.failure.message);
    await screen.endAll.click();
    await eventually(async () => (await bridge.asked()).map(({ name }) => name)).toEqual([
      'call.conference',
      'call.mute',
      'call.mute',
      'call.hold',
      'call.hangUp',
      'call.hangUp',
    ]);
  });
});

describe('call waiting', () => {
  it('holds and answers, ends and answers, forwards, ignores; digits are still tones', async () => {
    const ringing = ringingInView({ known: true, name: 'Petra Lindqvist' });
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [second, ringing] }));
    await eventually(() => screen.announcer.textContent()).toMatch(/^Incoming call, Petra Lindqvist/);
    await page.keyboard.type('5a');
    await page.keyboard.press('Enter');
    await screen.holdAndAnswer.click();
    await screen.endAndAnswer.click();
    await screen.ignore.click();
    await screen.sendTo.click();
    await page.keyboard.type('100');
    await page.keyboard.press('Enter');
    const { id: callId } = ringing;
    await eventually(bridge.asked).toEqual([
      { name: 'call.sendDigits', payload: { callId: second.id, digits: '5' } },
      { name: 'call.answer', payload: { callId, others: 'hold' } },
      { name: 'call.answer', payload: { callId, others: 'end' } },
      { name: 'call.ignore', payload: { callId } },
      { name: 'call.forward', payload: { callId, text: '100' } },
    ]);
  });

  it('moves nothing of the call that goes on, and stays in view over an open keypad', async () => {
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [second] }));
    await screen.openKeypad.click();
    const before = await screen.hangUp.boundingBox();
    await bridge.send(calmSnapshot({ calls: [second, ringingInView()] }));
    await screen.incoming.waitFor();
    expect(await screen.hangUp.boundingBox()).toEqual(before);
    const box = await screen.reject.boundingBox();
    expect((box?.y ?? 1e9) + (box?.height ?? 0)).toBeLessThan(page.viewportSize()?.height ?? 0);
  });

  it('one that is ignored leaves the line free for a call of the rep’s own', async () => {
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [ringingInView({ ignored: true })] }));
    await page.keyboard.type('12065550123');
    await page.keyboard.press('Enter');
    await eventually(bridge.asked).toEqual([{ name: 'call.dial', payload: { text: '12065550123' } }]);
    expect([await screen.answer.count(), await screen.ignore.count()]).toEqual([1, 0]);
  });
});

describe('the extension', () => {
  it('counts down in view, and is sent now, canceled and sent again by hand', async () => {
    const counting = { status: 'counting', sent: 0, dialsAt: Date.now() + 30_000 } as const;
    const call = talkingInView({ extension: '12,34', extensionProgress: counting });
    const { screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    const before = await screen.call.textContent();
    expect(before).toMatch(/Dialing extension .*12 \(1 s\) 34.*in \d+ s/);
    await eventually(() => screen.call.textContent()).not.toBe(before);
    await screen.sendExtension.click();
    await screen.cancelExtension.click();
    const extensionProgress = { status: 'canceled', sent: 0 } as const;
    await bridge.send(calmSnapshot({ calls: [{ ...call, extensionProgress }] }));
    await screen.sendExtension.click();
    await eventually(async () => (await bridge.asked()).map(({ payload }) => payload)).toEqual([
      { callId: call.id, action: 'send' },
      { callId: call.id, action: 'cancel' },
      { callId: call.id, action: 'send' },
    ]);
  });

  it('before the answer goes out by hand where the other side can be heard', async () => {
    const call = callInView({ phase: 'ringing', state: 'ringing', earlyMedia: true, extension: '12' });
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    expect(await screen.call.textContent()).toContain('before they answer');
    await page.keyboard.press('1');
    await screen.sendExtension.click();
    await eventually(async () => (await bridge.asked()).map(({ name }) => name)).toEqual([
      'call.sendDigits',
      'call.extension',
    ]);
  });
});

describe('an emergency call', () => {
  it('says where the carrier knows it to come from, and offers nothing that could part it', async () => {
    const emergency = { location: '12 Main Street, Springfield', numbers: ['2222'] };
    const { page, screen, bridge } = await open(calmSnapshot({ emergency }));
    await page.keyboard.type('222');
    expect(await screen.emergencyLocation.count()).toBe(0);
    await page.keyboard.type('2');
    await eventually(() => screen.emergencyLocation.textContent()).toContain('12 Main Street, Springfield');
    const call = talkingInView({ number: '2222', origin: 'dialer', logging: 'none' });
    await bridge.send(calmSnapshot({ emergency, calls: [call, ringingInView()] }));
    await eventually(() => screen.emergencyLocation.textContent()).toContain('Springfield');
    for (const key of ['o', 't', 'n', 's', 'Control+Shift+O', 'Control+Shift+A'])
      await page.keyboard.press(key);
    const offered = [screen.hold, screen.transfer, screen.addCall, screen.answer, screen.holdAndAnswer];
    expect(await Promise.all(offered.map((button) => button.count()))).toEqual([0, 0, 0, 0, 0]);
    await page.keyboard.press('Control+Shift+H');
    await eventually(bridge.asked).toEqual([{ name: 'call.hangUp', payload: { callId: call.id } }]);
  });

  it('says that the carrier may not know it', async () => {
    const { page, screen } = await open();
    await page.keyboard.type('911');
    await eventually(() => screen.emergencyLocation.textContent()).toContain('may not know');
  });
});
