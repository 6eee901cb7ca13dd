/**
 * The cursor in a list's `links.next`: the value of `page[after]`; undefined where there is none. Nothing else of the
 * link is used, so that no answer sends the sign-in elsewhere.
 */
export function cursorOf(link: string): string | undefined {
  const cursor = /[?&]page(?:\[|%5B)after(?:\]|%5D)=([^&#]{1,1024})/i.exec(link)?.[1];
  if (cursor === undefined) return undefined;
  try {
    return decodeURIComponent(cursor);
  } catch {
    // A cursor that is not percent-encoded rightly is none: the list ends here.
    return undefined;
  }
}
