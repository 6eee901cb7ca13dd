import { readSipHead } from './sip-head.ts';

const CHALLENGES = ['www-authenticate', 'proxy-authenticate'];

/**
 * A 401 or 407 with the one challenge that JsSIP can answer, the topmost (RFC 8760 section 2.4): a server may offer
 * several algorithms or schemes, and JsSIP takes the last one, or drops the whole answer over one it can't read. Every
 * other message, and one without such a challenge, is given back as it came.
 */
export function withAnswerableChallenge(message: string): string {
  const { status } = readSipHead(message);
  if (status !== 401 && status !== 407) return message;
  const end = message.indexOf('\r\n\r\n');
  if (end < 0) return message;
  const lines = message.slice(0, end).split(/\r\n(?![ \t])/);
  const chosen = CHALLENGES.map((name) => lines.find((line) => isOf(line, name) && isAnswerable(line)));
  const kept = lines.filter((line) => {
    const which = CHALLENGES.findIndex((name) => isOf(line, name));
    return which < 0 || chosen[which] === undefined || line === chosen[which];
  });
  return kept.join('\r\n') + message.slice(end);
}

function isOf(line: string, name: string): boolean {
  return line.slice(0, line.indexOf(':')).trim().toLowerCase() === name;
}

/** RFC 2617 as RFC 3261 section 22.4 uses it: MD5, which is also meant where none is named. */
function isAnswerable(line: string): boolean {
  if (!/^[^:]*:\s*Digest\s/i.test(line)) return false;
  const algorithm = /[\s,]algorithm\s*=\s*"?([^",\s]+)/i.exec(line)?.[1];
  return algorithm === undefined || algorithm.toUpperCase() === 'MD5';
}
