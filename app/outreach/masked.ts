/** An id as logs and failure messages may show it: its last four characters, and none of a short one's. */
export function masked(id: string): string {
  return id.length > 4 ? `…${id.slice(-4)}` : '…';
}

const SHOWN = 120;

/**
 * Words of a server's that a person may be shown: printable, short, and without anything that looks like an id,
 * a number or a token (five or more digits, or twenty characters without a space).
 */
export function shownWords(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ')
    .replace(/\S{20,}/g, '…')
    .replace(/\+?\d[\d\-() .]{3,}\d/g, '…')
    .trim()
    .slice(0, SHOWN);
}
