/** `+12025550100` as `+1-202-555-0100`; numbers of other countries stay as they are. */
export function hyphenated(number: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts === null ? number : `+1-${parts[1]}-${parts[2]}-${parts[3]}`;
}

/**
 * The link of a Call button, as the spec's examples write it ("The tel URI", "Examples"):
 * `tel:+1-234-555-6789;ext=1234;source=outreach;call-id=91FCF82E-9817-4C73-959F-4CF4A0DB334D`.
 */
export function writeTelLink(to: { number: string; extension?: string | undefined }, callId: string): string {
  const extension = to.extension === undefined ? '' : `;ext=${to.extension}`;
  return `tel:${hyphenated(to.number)}${extension};source=outreach;call-id=${callId}`;
}
