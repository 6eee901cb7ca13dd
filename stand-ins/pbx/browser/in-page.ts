/**
 * Scripts that run inside the voice page, as text: this room is compiled without the DOM.
 * `bridge` stands where the preload's `window.outdial` is; `ears` listens to the page's audio elements.
 */
export const BRIDGE = `
(() => {
  const listeners = new Set();
  window.outdial = {
    request: (name, payload) => window.standInRequest(name, payload, performance.timeOrigin + performance.now()),
    subscribe: (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
  };
  window.standInCommand = (command) => {
    for (const listener of listeners) listener({ type: 'carrier-command', command });
  };
  window.standInAudio = (command) => {
    for (const listener of listeners) listener({ type: 'audio-command', command });
  };
})();
`;

/** Defines \`standInHear(callId)\`: { hertz, loudness } of the last two thirds of a second of that call's element. */
export const EARS = `
(() => {
  const context = new AudioContext();
  const ears = new Map();
  window.standInHear = (callId) => {
    const element = [...document.querySelectorAll('audio')].find((audio) => audio.dataset.callId === callId);
    if (!element || !element.srcObject || element.paused) return { hertz: 0, loudness: 0 };
    const stream = element.srcObject;
    let { ear, listensTo } = ears.get(callId) ?? {};
    // The far end may have become another one.
    if (listensTo !== stream) {
      ear = new AnalyserNode(context, { fftSize: 32768, smoothingTimeConstant: 0 });
      context.createMediaStreamSource(stream).connect(ear);
      ears.set(callId, { ear, listensTo: stream });
    }
    const samples = new Float32Array(ear.fftSize);
    ear.getFloatTimeDomainData(samples);
    const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    const bins = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(bins);
    const strongest = bins.reduce((best, value, index) => (value > bins[best] ? index : best), 0);
    return { hertz: loudness < 0.001 ? 0 : (strongest * context.sampleRate) / ear.fftSize, loudness };
  };
})();
`;
