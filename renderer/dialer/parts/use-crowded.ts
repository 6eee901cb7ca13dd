import { type RefObject, useLayoutEffect, useState } from 'react';

/** Below this height a list is not worth a scrolling of its own, in CSS pixels; `.recent` has it as its least. */
const LEAST = 150;

/** Whether less than that is left below this element, as the window opens it, before anything is scrolled. */
export function useCrowded(above: RefObject<HTMLElement | null>): boolean {
  const [crowded, setCrowded] = useState(false);
  useLayoutEffect(() => {
    const element = above.current;
    const body = document.body;
    if (!element) return;
    const measure = (): void =>
      setCrowded(body.clientHeight - (element.offsetTop + element.offsetHeight) < LEAST);
    // What comes and goes above it moves it and resizes what it stands in.
    const observer = new ResizeObserver(measure);
    for (const each of [body, element, element.parentElement]) if (each) observer.observe(each);
    return () => observer.disconnect();
  }, [above]);
  return crowded;
}
