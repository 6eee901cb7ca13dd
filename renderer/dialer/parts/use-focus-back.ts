import { type RefObject, useEffect, useRef } from 'react';

/**
 * When what was `open` closes and takes the focus with it, the focus goes to the first of these that takes it: the
 * button which opened it, or else what stands around it. A focus that is elsewhere by then stays there.
 */
export function useFocusBack(open: boolean, ...places: RefObject<HTMLElement | null>[]): void {
  const was = useRef(open);
  useEffect(() => {
    const closed = was.current && !open;
    was.current = open;
    for (const { current } of closed ? places : []) {
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      current?.focus();
    }
  });
}
