import { debug, UA, WebSocketInterface } from 'jssip';

// What JsSIP's documentation shows ("Getting started"), and nothing more: the ground the voice page is measured against.

declare global {
  interface Window {
    /** Set before the page's scripts run. */
    readonly demoAccount: { server: string; domain: string; username: string; password: string };
  }
}

debug.disable();
const { server, domain, username, password } = window.demoAccount;
const ua = new UA({
  sockets: [new WebSocketInterface(server)],
  uri: `sip:${username}@${domain}`,
  password,
});
ua.on('registered', () => {
  document.title = 'registered';
});
ua.start();

document.querySelector('#call')?.addEventListener('click', () => {
  const number = document.querySelector<HTMLInputElement>('#number')?.value ?? '';
  const session = ua.call(`sip:${number}@${domain}`, {
    mediaConstraints: { audio: true, video: false },
    eventHandlers: {
      confirmed: () => {
        document.title = 'confirmed';
      },
    },
  });
  const audio = document.createElement('audio');
  audio.autoplay = true;
  document.body.append(audio);
  session.connection.addEventListener('track', ({ streams, track }) => {
    audio.srcObject = streams[0] ?? new MediaStream([track]);
  });
  session.on('ended', () => audio.remove());
  session.on('failed', () => audio.remove());
});
document.querySelector('#hang-up')?.addEventListener('click', () => {
  document.title = 'registered';
  ua.terminateSessions();
});
