/** Runs before the page's own script, as text: the page's connections are in `window.standInConnections` from then on. */
export const WATCH_CONNECTIONS = `
  window.standInConnections = [];
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...values) {
      super(...values);
      window.standInConnections.push(this);
    }
  };
`;
