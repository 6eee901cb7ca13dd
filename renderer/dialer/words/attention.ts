import type { Notice, Snapshot } from '../../../app/ipc/snapshot-schema.ts';
import { ofAudio } from './audio-attention.ts';
import { updates } from './connection-words.ts';
import { wasRefused } from './phone-words.ts';

/** The commands a line of attention may offer; each is one of the contract's. */
export type AttentionCommand = 'outreach.connect' | 'phone.reconnect' | 'telHandler.register';

/** What a press on a line's button does: a command, or the settings are opened. */
export type AttentionAction =
  | { readonly label: string; readonly command: AttentionCommand }
  | { readonly label: string; readonly command?: undefined };

/** One line that asks for the rep's attention: a connection that needs them, or a notice of main's. */
export interface Attention {
  readonly id: string;
  readonly kind: Notice['kind'];
  readonly title: string;
  readonly message: string;
  readonly action?: AttentionAction;
  /** The notice's id, where the rep may put it away. */
  readonly noticeId?: string;
}

const CONNECT = { label: 'Connect Outreach', command: 'outreach.connect' } as const;
const RANK: Record<Notice['kind'], number> = { error: 0, warning: 1, info: 2 };

/** Everything that asks for attention, the gravest first, otherwise in the order: notices, sound, phone, Outreach, links. */
export function attentionOf(snapshot: Snapshot): Attention[] {
  const all = [
    ...snapshot.notices.map(fromNotice),
    ...ofAudio(snapshot),
    ...ofPhone(snapshot),
    ...ofOutreach(snapshot),
    ...ofLinks(snapshot),
  ];
  return all.sort((one, other) => RANK[one.kind] - RANK[other.kind]);
}

/** How many lines are open at once; the rest waits behind a button, so that the keypad stays in view. */
const OPEN_LINES = 2;

/**
 * What is open of `all` before the rep asks for more. Connecting Outreach is never put away: without it nothing is
 * logged, and the line is the only place where the rep can do it.
 */
export function openLines(all: readonly Attention[]): readonly Attention[] {
  return all.filter((line, index) => index < OPEN_LINES || line.action?.command === 'outreach.connect');
}

function fromNotice(notice: Notice): Attention {
  const { id, kind, title, message } = notice;
  return { id: `notice-${id}`, kind, title, message, noticeId: id };
}

function ofPhone({ phone }: Snapshot): Attention[] {
  if (phone.status === 'failed' && phone.account?.from === 'needed') {
    return [
      {
        id: 'phone',
        kind: 'warning',
        title: 'Nobody is signed in to the phone',
        message: 'You can neither make nor take calls until you sign in.',
        action: { label: 'Sign in to the phone' },
      },
    ];
  }
  if (phone.status === 'failed') {
    const typed = phone.account !== undefined && phone.account.from !== 'configuration';
    return [
      {
        id: 'phone',
        kind: 'error',
        title: 'The phone isn’t connected',
        message: phone.failure?.message ?? 'The phone system didn’t answer.',
        action:
          typed && wasRefused(phone)
            ? { label: 'Sign in to the phone' }
            : { label: 'Try again', command: 'phone.reconnect' },
      },
    ];
  }
  if (phone.warning !== undefined) {
    const { message } = phone.warning;
    return [{ id: 'phone', kind: 'warning', title: 'The relay for the audio doesn’t work', message }];
  }
  if (phone.status !== 'not-configured') return [];
  return [
    {
      id: 'phone',
      kind: 'warning',
      title: 'The phone isn’t set up',
      message: 'Ask your IT admin to add the phone account under “sip” in Outdial’s configuration file.',
    },
  ];
}

function ofOutreach({ outreach }: Snapshot): Attention[] {
  const { status, waiting, failure } = outreach;
  const kept =
    waiting > 0 ? ` ${updates(waiting)} ${waiting === 1 ? 'waits' : 'wait'}; nothing is lost.` : '';
  const line = (kind: Notice['kind'], title: string, message: string): Attention => ({
    id: 'outreach',
    kind,
    title,
    message,
  });
  switch (status) {
    case 'not-configured':
      return [
        line(
          'warning',
          'Outreach isn’t set up',
          'Ask your IT admin to add your company’s app under “outreach” in Outdial’s configuration file.',
        ),
      ];
    case 'signed-out':
      return [
        {
          ...line(
            failure ? 'warning' : 'info',
            'Outreach isn’t connected',
            `${failure?.message ?? 'Your calls are not logged until it is.'}${kept}`,
          ),
          action: CONNECT,
        },
      ];
    case 'sign-in-needed':
      return [
        {
          ...line(
            'error',
            'Outreach wants you to sign in again',
            `${failure?.message ?? 'Your sign-in is no longer valid.'}${kept}`,
          ),
          action: CONNECT,
        },
      ];
    case 'signing-in':
      return [line('info', 'Signing in to Outreach', 'Finish in the window that has opened.')];
    case 'offline':
      return [
        line(
          'warning',
          'Outreach can’t be reached',
          waiting > 0
            ? `${updates(waiting)} will be sent when it’s back.`
            : 'Calls made now are logged when it’s back.',
        ),
      ];
    case 'connected':
      if (outreach.tokensKeptIn !== 'memory') return [];
      return [
        line(
          'warning',
          'Your sign-in ends with Outdial',
          'This computer has no keychain that Outdial can use, so you will connect again next time.',
        ),
      ];
    default:
      return status satisfies never;
  }
}

function ofLinks({ telHandler }: Snapshot): Attention[] {
  if (telHandler.isDefault) return [];
  return [
    {
      id: 'links',
      kind: 'info',
      title: 'Outdial doesn’t open tel: links yet',
      message: 'Call in Outreach reaches Outdial once it does.',
      action: { label: 'Open tel: links with Outdial', command: 'telHandler.register' },
    },
  ];
}
