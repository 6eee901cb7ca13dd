import { resolve } from 'node:path';
import type { App } from 'electron';
import { findTelLinks } from '../app/tel/tel-link.ts';

/** What reaches Outdial from outside: links, and a second start without one. */
export interface Links {
  /** Hands over every link heard so far, then each one as it comes. Call it once. */
  deliverTo(receiver: LinkReceiver): void;
}

export interface LinkReceiver {
  /** `raw` is the link exactly as the system handed it over. */
  link(raw: string): void;
  /** Outdial was started again without a link: the user wants to see it. */
  activate(): void;
}

/**
 * Takes the single-instance lock and listens for links from the first tick: in `argv` (Windows, Linux),
 * by `open-url` (macOS) and from second processes, whose argv comes untouched in the additional data
 * (the argv of the `second-instance` event itself may be reordered by Chromium).
 *
 * @returns null when another Outdial runs on this profile; it has then been given our links.
 */
export function hearLinks(app: App, argv: readonly string[]): Links | null {
  const waiting: string[] = [];
  let receiver: LinkReceiver | undefined;
  const hear = (raw: string): void => {
    if (receiver) receiver.link(raw);
    else waiting.push(raw);
  };

  app.on('open-url', (event, url) => {
    event.preventDefault();
    hear(url);
  });

  const profile = profileFolder(argv);
  if (profile) app.setPath('userData', profile);
  if (!app.requestSingleInstanceLock({ argv })) return null;

  app.on('second-instance', (_event, reorderedArgv, _folder, additionalData) => {
    const found = findTelLinks(argvOf(additionalData) ?? reorderedArgv);
    for (const raw of found) hear(raw);
    if (found.length === 0) receiver?.activate();
  });

  for (const raw of findTelLinks(argv)) hear(raw);

  return {
    deliverTo(newReceiver) {
      receiver = newReceiver;
      for (const raw of waiting.splice(0)) newReceiver.link(raw);
    },
  };
}

/** `--user-data-dir`, read from argv because Electron's own command line lower-cases what it holds. */
function profileFolder(argv: readonly string[]): string | undefined {
  const prefix = '--user-data-dir=';
  const given = argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
  return given ? resolve(given) : undefined;
}

/** The second process may be another version of Outdial: its data is checked like any other from outside. */
function argvOf(additionalData: unknown): string[] | undefined {
  if (typeof additionalData !== 'object' || additionalData === null) return undefined;
  const { argv } = additionalData as { argv?: unknown };
  return Array.isArray(argv) && argv.every((argument) => typeof argument === 'string') ? argv : undefined;
}
