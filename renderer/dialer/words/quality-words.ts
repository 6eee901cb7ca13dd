import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import {
  type CallQuality,
  isDead,
  type LineState,
  levelOf,
  lightOf,
  type Network,
  type QualityLevel,
  type Trouble,
} from '../../../app/voice/quality.ts';
import type { Words } from './call-words.ts';

const LIGHTS: Readonly<Record<QualityLevel, Words>> = {
  good: { text: 'Good line', tone: 'live' },
  fair: { text: 'Fair line', tone: 'wait' },
  poor: { text: 'Poor line', tone: 'bad' },
};

/** The line of a call that is up, where there is one to speak of: not on hold, and measured. */
export function lineOf(call: CallView): LineState | null {
  if (call.phase !== 'talking' || call.held || call.heldByFarEnd) return null;
  return call.quality?.now ?? null;
}

/** The light beside a line and its words; null while nothing was measured. */
export function lightWords(line: LineState): Words | null {
  const level = lightOf(line);
  if (level === undefined) return null;
  return isDead(line) ? { text: 'No sound', tone: 'bad' } : LIGHTS[level];
}

/** What is wrong, and what to do about it. */
export interface Advice {
  readonly what: string;
  readonly remedy: string;
}

/** That one side can't hear the other; null where both can. */
export function alarmWords({ hearing, speaking }: LineState): Advice | null {
  if (hearing === 'nothing' && speaking === 'not-sent')
    return {
      what: 'No sound in either direction',
      remedy: 'Your network connection may be gone. Check it; the call goes on when it is back.',
    };
  if (hearing === 'nothing')
    return {
      what: 'Nothing comes from the other side',
      remedy: 'They may still hear you: say so, and call back if it stays like this.',
    };
  if (speaking === 'no-microphone')
    return {
      what: 'You can’t be heard: the microphone is gone',
      remedy: 'Plug it in again, or choose another one in the settings.',
    };
  if (speaking === 'not-sent')
    return {
      what: 'You can’t be heard',
      remedy: 'No sound leaves this computer. Check its network connection.',
    };
  if (speaking === 'not-arriving')
    return {
      what: 'You can’t be heard',
      remedy: 'Nothing you say arrives. A firewall or a VPN may block it; call again if it stays like this.',
    };
  return null;
}

const BY_CABLE = 'Move closer to the access point, or use a cable.';
const LESS_TRAFFIC = 'Pause downloads, backups and video on your network.';

/** Over Wi-Fi it is most likely the Wi-Fi; else it may be either side's connection. */
function lossAdvice(network: Network | undefined, which: 'loss-in' | 'loss-out' | 'loss-both'): Advice {
  if (network === 'wifi') return { what: 'Your Wi-Fi loses parts of what is said.', remedy: BY_CABLE };
  if (network === 'cellular')
    return {
      what: 'Your mobile network loses parts of what is said.',
      remedy: 'Move to where reception is better.',
    };
  switch (which) {
    case 'loss-both':
      return { what: 'Your network loses parts of what is said.', remedy: LESS_TRAFFIC };
    case 'loss-in':
      return {
        what: 'Parts of what they say don’t arrive.',
        remedy: `${LESS_TRAFFIC} If it stays, it is the other side’s connection.`,
      };
    case 'loss-out':
      return {
        what: 'Parts of what you say don’t arrive.',
        remedy: 'Pause uploads and backups. If it stays, it is the other side’s connection.',
      };
    default:
      return which satisfies never;
  }
}

function troubleAdvice(trouble: Trouble, network: Network | undefined): Advice {
  switch (trouble) {
    case 'loss-in':
    case 'loss-out':
    case 'loss-both':
      return lossAdvice(network, trouble);
    case 'jitter-in':
      return {
        what: 'Their voice arrives unevenly.',
        remedy: network === 'wifi' ? `Your Wi-Fi is busy. ${BY_CABLE}` : LESS_TRAFFIC,
      };
    case 'jitter-out':
      return {
        what: 'Your voice arrives unevenly there.',
        remedy: network === 'wifi' ? `Your Wi-Fi is busy. ${BY_CABLE}` : 'Pause uploads and backups.',
      };
    case 'delay':
      return {
        what: 'The delay is long: let them finish before you speak.',
        remedy:
          network === 'vpn' ? 'Your VPN makes the way longer: turn it off if you may.' : 'Are you on a VPN?',
      };
    default:
      return trouble satisfies never;
  }
}

/** What spoils a line that is not dead; null where nothing is worth the rep's attention. */
export function adviceWords(line: LineState): Advice | null {
  if (isDead(line)) return null;
  const level = lightOf(line);
  if (line.trouble !== undefined && level !== undefined && level !== 'good')
    return troubleAdvice(line.trouble, line.figures.network);
  if (line.hearing === 'quiet')
    return { what: 'The other side is silent so far.', remedy: 'The line is up; they may be muted.' };
  return null;
}

/** How the line of a call that is over was on the whole; null where it was never measured. */
export function keptLight(quality: CallQuality | undefined): Words | null {
  return quality?.average === undefined ? null : LIGHTS[levelOf(quality.average)];
}

/** The same, and how it was at its worst. */
export function keptWords(quality: CallQuality | undefined): Words | null {
  const { average, worst } = quality ?? {};
  if (average === undefined || worst === undefined) return null;
  const words = LIGHTS[levelOf(average)];
  if (worst <= 1) return { text: `${words.text}, without sound at times`, tone: words.tone };
  if (levelOf(worst) === 'poor' && levelOf(average) !== 'poor')
    return { text: `${words.text}, poor at times`, tone: words.tone };
  return words;
}
