import { type App, type Session, shell, type WebContents } from 'electron';
import { pageOrigin } from './app-protocol.ts';
import { type AskedDevice, mayBeHeadset } from './voice/headset-permission.ts';

/** Addresses that may be opened outside: the web over TLS, and Windows' own settings pages. */
const OPENABLE = ['https:', 'ms-settings:'];

/** Opens an address in the system's browser or settings; anything but https and ms-settings is refused. */
export function openOutside(url: string): void {
  if (URL.canParse(url) && OPENABLE.includes(new URL(url).protocol)) void shell.openExternal(url);
}

/** Our pages never navigate, open windows or embed webviews; a link in one opens outside. */
export function confinePages(app: App, isOurs: (contents: WebContents) => boolean): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (event) => {
      if (isOurs(contents)) event.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      if (isOurs(contents)) openOutside(url);
      return { action: 'deny' };
    });
  });
}

/**
 * Refuses every permission but these, to the voice page alone: the microphone (never the camera), the choice of a
 * speaker, and headsets with call buttons. Request and check are separate doors in Chromium, so both are closed. No device
 * is ever offered in a list: a headset that is plugged in needs no click.
 */
export function guardPermissions(session: Session, isVoice: (contents: WebContents | null) => boolean): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const types = 'mediaTypes' in details ? details.mediaTypes : undefined;
    const onlyAudio = types?.length === 1 && types[0] === 'audio';
    callback(
      permission === 'media' &&
        onlyAudio === true &&
        isVoice(contents) &&
        isVoiceOrigin(details.requestingUrl),
    );
  });
  session.setPermissionCheckHandler((contents, permission, requestingOrigin, details) => {
    if (permission === 'speaker-selection') return isVoice(contents);
    if (permission !== 'hid' && (permission !== 'media' || details.mediaType === 'video')) return false;
    return isVoice(contents) && isVoiceOrigin(requestingOrigin);
  });
  session.setDevicePermissionHandler(
    ({ deviceType, origin, device }) =>
      deviceType === 'hid' &&
      isVoiceOrigin(origin) &&
      'vendorId' in device &&
      mayBeHeadset(device as AskedDevice),
  );
}

function isVoiceOrigin(url: string): boolean {
  return url === pageOrigin('voice') || url.startsWith(`${pageOrigin('voice')}/`);
}
