const DOTS = '•••••';

/**
 * A number as logs and messages may show it: `+1•••••6789`. Always five dots, so that the length stays hidden too;
 * a number with + keeps one digit before them, one of eight digits or more the last four, one of five to seven the
 * last two, a shorter one none. Text that is no number is masked like one.
 */
export function maskNumber(number: string): string {
  const global = number.startsWith('+');
  const digits = number.replace(/[^0-9]/g, '');
  const kept = digits.length >= 8 ? 4 : digits.length >= 5 ? 2 : 0;
  const head = global && digits.length >= 8 ? `+${digits.slice(0, 1)}` : global ? '+' : '';
  return head + DOTS + digits.slice(digits.length - kept);
}
