export interface NetworkListener {
  /** There is a network again, likely another one. */
  changed(): void;
  /** Chromium sees the network differently: often for no reason a call would notice. */
  doubtful(): void;
}

/** Follows what the browser knows of the network. Returns the function that ends it. */
export function followNetwork({ changed, doubtful }: NetworkListener): () => void {
  const connection: unknown = Reflect.get(navigator, 'connection');
  window.addEventListener('online', changed);
  if (connection instanceof EventTarget) connection.addEventListener('change', doubtful);
  return () => {
    window.removeEventListener('online', changed);
    if (connection instanceof EventTarget) connection.removeEventListener('change', doubtful);
  };
}
