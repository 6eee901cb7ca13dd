/** `(00:03)`, as the Calls list writes a duration; takes milliseconds. */
export function duration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `(${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')})`;
}

/** `3:20 pm`. */
export function timeOfDay(iso) {
  const text = new Date(iso).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });
  return text.toLowerCase();
}

/** `15:20:07.123`. */
export function exactTime(when) {
  const at = new Date(when);
  return `${at.toLocaleTimeString('en-GB')}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** `+0.012 s`. */
export function gap(ms) {
  return `${ms < 0 ? '−' : '+'}${(Math.abs(ms) / 1000).toFixed(3)} s`;
}
