import type { Locator, Page } from '@playwright/test';

/**
 * The dialer as a rep finds their way in it: by roles and names, never by classes. Where two names
 * begin alike ("Call", "Call back …") the match is exact.
 *
 * @param page the dialer window's page
 */
export function dialerScreen(page: Page) {
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const call = page.getByRole('group', { name: 'Call', exact: true });
  const other = page.getByRole('group', { name: 'Call on hold', exact: true });
  const conference = page.getByRole('group', { name: 'Conference', exact: true });
  const incoming = page.getByRole('group', { name: 'Incoming call', exact: true });
  const transferPanel = page.getByRole('form', { name: 'Transfer this call', exact: true });
  const addPanel = page.getByRole('form', { name: 'Add a call', exact: true });
  const forwardPanel = page.getByRole('form', { name: 'Send to another number', exact: true });
  const lastCall = page.getByRole('group', { name: 'Last call', exact: true });
  const question = page.getByRole('alertdialog');
  const recent = page.getByRole('region', { name: 'Recent calls' });
  const notices = page.getByRole('region', { name: 'Notices' });
  const keypad = page.getByRole('group', { name: 'Keypad', exact: true });
  const settings = page.getByRole('dialog', { name: 'Settings', exact: true });

  return {
    /** Connection lights; their text is in words: "Connected as …", "Signed out", "Ready", "Not connected", "Practice". */
    outreach: page.getByRole('status', { name: 'Outreach', exact: true }),
    phone: page.getByRole('status', { name: 'Phone', exact: true }),
    connectOutreach: button('Connect Outreach'),
    outreachAccount: button('Outreach account'),
    signOut: button('Sign out of Outreach'),
    /** Beside Outreach's light, while updates wait or one has failed; opens the list of them. */
    openOutbox: page.getByRole('button', { name: /^\d+ waiting$|^Not all logged$/ }),
    outbox: page.getByRole('dialog', { name: 'Updates for Outreach' }),
    retryNow: button('Retry now'),
    copyDetails: button('Copy details'),
    /** Registers with the phone system again, or asks main again where the window could not be filled. */
    tryAgain: button('Try again'),
    openTelLinks: button('Open tel: links with Outdial'),

    openSettings: button('Settings'),
    settings,
    closeSettings: button('Close settings'),
    microphone: settings.getByRole('combobox', { name: 'Microphone', exact: true }),
    speaker: settings.getByRole('combobox', { name: 'Speaker', exact: true }),
    ringer: settings.getByRole('combobox', { name: 'Ringer', exact: true }),
    microphoneLevel: settings.getByRole('meter', { name: 'Microphone level' }),
    hearYourself: settings.getByRole('button', { name: 'Hear yourself' }),
    testRing: settings.getByRole('button', { name: 'Test ring' }),

    number: page.getByRole('textbox', { name: 'Number', exact: true }),
    /** What the field says of its number: the country, or why it can't be dialled. */
    numberHint: page.locator('#number-hint'),
    clearNumber: button('Clear number'),
    deleteDigit: button('Delete last digit'),
    dialButton: button('Call'),
    keypad,
    /** One key, by its character. */
    key(character: string): Locator {
      const names: Readonly<Record<string, string>> = { '*': 'Star', '#': 'Pound' };
      return keypad.getByRole('button', { name: names[character] ?? character, exact: true });
    },

    /** The call the rep is in: with two, the one that is not on hold. A conference is `conference` instead. */
    call,
    timer: call.getByRole('timer'),
    mute: call.getByRole('button', { name: 'Mute', exact: true }),
    unmute: call.getByRole('button', { name: 'Unmute', exact: true }),
    openKeypad: call.getByRole('button', { name: 'Keypad', exact: true }),
    keysSent: call.getByRole('status', { name: 'Keys sent' }),
    hold: call.getByRole('button', { name: 'Hold', exact: true }),
    resume: call.getByRole('button', { name: 'Resume', exact: true }),
    hangUp: call.getByRole('button', { name: 'Hang up', exact: true }),

    /** Opens `transferPanel`: its number is called by the phone system, or by the rep first (`askFirst`). */
    transfer: call.getByRole('button', { name: 'Transfer', exact: true }),
    transferPanel,
    transferNumber: transferPanel.getByRole('textbox'),
    transferNow: transferPanel.getByRole('button', { name: 'Transfer now', exact: true }),
    askFirst: transferPanel.getByRole('button', { name: 'Ask first', exact: true }),
    /** With two calls: connects them, whichever was asked first. */
    connectCalls: transferPanel.getByRole('button', { name: /^Connect / }),
    /** After `askFirst`; enabled once both have answered. */
    completeTransfer: call.getByRole('button', { name: 'Complete transfer', exact: true }),
    transferAgain: call.getByRole('button', { name: 'Transfer again', exact: true }),

    /** Opens `addPanel`, which holds this call and dials another one. */
    addCall: call.getByRole('button', { name: 'Add call', exact: true }),
    addPanel,
    addNumber: addPanel.getByRole('textbox'),
    holdAndDial: addPanel.getByRole('button', { name: 'Hold and dial', exact: true }),

    /** The call beside the one the rep is in. */
    other,
    swap: other.getByRole('button', { name: 'Swap', exact: true }),
    resumeOther: other.getByRole('button', { name: 'Resume', exact: true }),
    hangUpOther: other.getByRole('button', { name: /^Hang up / }),

    merge: call.getByRole('button', { name: 'Merge', exact: true }),
    /** The calls that hear each other, as one card; its rows name them. */
    conference,
    participants: conference.getByRole('listitem'),
    muteConference: conference.getByRole('button', { name: 'Mute', exact: true }),
    /** By any part of the participant's name or number. */
    holdParticipant: (who: string): Locator =>
      conference
        .getByRole('listitem')
        .filter({ hasText: who })
        .getByRole('button', { name: /^Hold / }),
    hangUpParticipant: (who: string): Locator =>
      conference
        .getByRole('listitem')
        .filter({ hasText: who })
        .getByRole('button', { name: /^Hang up / }),
    /** The others go on without the rep. */
    leaveConference: conference.getByRole('button', { name: 'Leave', exact: true }),
    endAll: conference.getByRole('button', { name: 'End all', exact: true }),

    cancelExtension: call.getByRole('button', { name: 'Cancel: extension', exact: true }),
    sendExtension: call.getByRole('button', { name: 'Send now: extension', exact: true }),
    sendExtensionAgain: call.getByRole('button', { name: 'Send again: extension', exact: true }),

    /** Why the last command for a call was refused, or its transfer failed; in the call's card. */
    cardAlert: page.getByRole('alert', { name: /didn’t work$/ }),
    /** Of the number in the field, or of the call: where the carrier knows an emergency call to come from. */
    emergencyLocation: page.getByRole('status', { name: 'Emergency location' }),

    /** A call that rings here; its buttons are enabled 0.4 s after it appears. */
    incoming,
    answer: incoming.getByRole('button', { name: 'Answer', exact: true }),
    reject: incoming.getByRole('button', { name: 'Reject', exact: true }),
    /** Instead of `answer` while another call has the line. */
    holdAndAnswer: incoming.getByRole('button', { name: 'Hold and answer', exact: true }),
    endAndAnswer: incoming.getByRole('button', { name: 'End and answer', exact: true }),
    ignore: incoming.getByRole('button', { name: 'Ignore', exact: true }),
    /** Opens `forwardPanel`. */
    sendTo: incoming.getByRole('button', { name: 'Send to…', exact: true }),
    forwardPanel,
    forwardNumber: forwardPanel.getByRole('textbox'),
    sendCall: forwardPanel.getByRole('button', { name: 'Send call', exact: true }),

    /** What became of the call that has just ended. */
    lastCall,
    closeLastCall: lastCall.getByRole('button', { name: 'Close last call' }),

    /** The question before a dial; "Dial" is enabled 0.4 s after it appears. */
    question,
    dial: question.getByRole('button', { name: 'Dial', exact: true }),
    /** The ways to say yes while another call is up. */
    holdAndDialQuestion: question.getByRole('button', { name: 'Hold and dial', exact: true }),
    endAndDialQuestion: question.getByRole('button', { name: 'End and dial', exact: true }),
    dontDial: question.getByRole('button', { name: "Don't dial", exact: true }),

    recent,
    /** Every row of the last calls, newest first. */
    recentRows: recent.getByRole('listitem'),
    callBack: (number: string): Locator => recent.getByRole('button', { name: `Call back ${number}` }),

    notices,
    /** One line of the notices, by any part of its text. */
    notice: (text: string | RegExp): Locator => notices.getByRole('listitem').filter({ hasText: text }),
    dismissNotice: (title: string): Locator =>
      notices.getByRole('button', { name: `Dismiss: ${title}`, exact: true }),
    /** The sentence a screen reader hears when the current call changes. */
    announcer: page.getByTestId('announcer'),

    /** Types a number and presses Enter. */
    async dialNumber(number: string): Promise<void> {
      await page.getByRole('textbox', { name: 'Number', exact: true }).fill(number);
      await page.keyboard.press('Enter');
    },
  };
}

export type DialerScreen = ReturnType<typeof dialerScreen>;
