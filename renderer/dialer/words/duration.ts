/**
 * How long a call has lasted, as a clock shows it: `0:07`, `12:34`, `1:02:03`.
 *
 * @param milliseconds anything below zero (clocks that disagree) counts as zero
 */
export function clockDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** The same in words, for a screen reader: `1 hour 2 minutes`, `12 seconds`. Seconds are left out from an hour on. */
export function spokenDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const parts = [count(hours, 'hour'), count(minutes, 'minute')];
  if (hours === 0) parts.push(count(seconds % 60, 'second'));
  return parts.filter(Boolean).join(' ') || '0 seconds';
}

function count(amount: number, unit: string): string {
  if (amount === 0) return '';
  return amount === 1 ? `1 ${unit}` : `${amount} ${unit}s`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
