import { useEffect, useRef, useState } from 'react';

/** A click already on its way when a button appears must not press it. In milliseconds. */
const ARMING = 400;

/** True once `subject` has been the same for a moment; false again when another one takes its place. */
export function useArmed(subject: string): boolean {
  const [armed, setArmed] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setArmed(subject), ARMING);
    return () => clearTimeout(timer);
  }, [subject]);
  return armed === subject;
}

/** As `useArmed`, but true from the start for the first subject: nothing was there that could have been meant instead. */
export function useArmedAgain(subject: string): boolean {
  const first = useRef(subject);
  const armed = useArmed(subject);
  return armed || first.current === subject;
}
