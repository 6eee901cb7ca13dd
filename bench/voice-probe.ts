/**
 * A script for any page that makes SIP calls, run before its own. It writes down, in milliseconds since 1970, when
 * each INVITE was handed to the socket, when the first sound of each call was played, and when the first of them was
 * not silence. Looked at every few milliseconds by the same hands in every page, so pages compare.
 */
export const VOICE_PROBE = `
(() => {
  const probe = { clicks: [], invites: [], calls: [] };
  window.benchProbe = probe;
  const now = () => performance.timeOrigin + performance.now();
  addEventListener('click', (event) => probe.clicks.push(performance.timeOrigin + event.timeStamp), true);
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    if (typeof data === 'string' && data.startsWith('INVITE ')) probe.invites.push(now());
    return send.call(this, data);
  };
  const listen = async (track, call) => {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (let { value } = await reader.read(); value; { value } = await reader.read()) {
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      value.close();
      if (samples.every((sample) => Math.abs(sample) < 0.01)) continue;
      call.sound ??= now();
      return reader.cancel();
    }
  };
  const Connection = RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(...given) {
      super(...given);
      const call = {};
      probe.calls.push(call);
      const look = setInterval(() => {
        const came = this.getReceivers().some((receiver) => receiver.getSynchronizationSources().length > 0);
        if (came) call.packet = now();
        if (came || this.connectionState === 'closed') clearInterval(look);
      }, 2);
      this.addEventListener('track', ({ track }) => listen(track, call));
    }
  };
})();
`;

export interface VoiceProbe {
  readonly clicks: readonly number[];
  readonly invites: readonly number[];
  readonly calls: readonly { readonly packet?: number; readonly sound?: number }[];
}

/** What it has written down so far. */
export const READ_PROBE = 'window.benchProbe';
/** Forgets what it has written down. */
export const CLEAR_PROBE = 'Object.assign(window.benchProbe, { clicks: [], invites: [], calls: [] })';
