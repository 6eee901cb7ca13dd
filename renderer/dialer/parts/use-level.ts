import { useEffect } from 'react';
import { useActions } from '../state/dialer-context.tsx';

/** Main stops listening after 25 s without being asked again: a window that went away must not keep a microphone open. */
const AGAIN_MILLISECONDS = 10_000;

/** Has the microphone's level told while this part is drawn and the window can be seen. */
export function useLevel(): void {
  const { watchLevel } = useActions();
  useEffect(() => {
    const look = (): void => void watchLevel(document.visibilityState === 'visible');
    look();
    const timer = setInterval(look, AGAIN_MILLISECONDS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      void watchLevel(false);
    };
  }, [watchLevel]);
}
