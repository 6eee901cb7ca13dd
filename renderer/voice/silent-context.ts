/** What the DOM's types do not know yet: an output that is none (Web Audio API, `AudioSinkType`). */
type Nowhere = AudioContextOptions & { readonly sinkId: { readonly type: 'none' } };

/** A context that plays nothing anywhere: without an output it does not stop where a loudspeaker is pulled out. */
export function openSilentContext(): AudioContext {
  const nowhere: Nowhere = { sinkId: { type: 'none' } };
  return new AudioContext(nowhere);
}
