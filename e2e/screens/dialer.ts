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
  const incoming = page.getByRole('group', { name: 'Incoming call', exact: true });
  const lastCall = page.getByRole('group', { name: 'Last call', exact: true });
  const question = page.getByRole('alertdialog');
  const recent = page.getByRole('region', { name: 'Recent calls' });
  const notices = page.getByRole('region', { name: 'Notices' });
  const keypad = page.getByRole('group', { name: 'Keypad', exact: true });

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

    /** The call that is up; with several, the first is the oldest. */
    call,
    timer: call.getByRole('timer'),
    mute: call.getByRole('button', { name: 'Mute', exact: true }),
    unmute: call.getByRole('button', { name: 'Unmute', exact: true }),
    openKeypad: call.getByRole('button', { name: 'Keypad', exact: true }),
    keysSent: call.getByRole('status', { name: 'Keys sent' }),
    hangUp: call.getByRole('button', { name: 'Hang up', exact: true }),

    /** A call that rings here; its buttons are enabled 0.4 s after it appears. */
    incoming,
    answer: incoming.getByRole('button', { name: 'Answer', exact: true }),
    reject: incoming.getByRole('button', { name: 'Reject', exact: true }),

    /** What became of the call that has just ended. */
    lastCall,
    closeLastCall: lastCall.getByRole('button', { name: 'Close last call' }),

    /** The question before a dial; "Dial" is enabled 0.4 s after it appears. */
    question,
    dial: question.getByRole('button', { name: 'Dial', exact: true }),
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
