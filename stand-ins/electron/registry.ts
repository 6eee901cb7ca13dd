import type { BrowserWindow, WebContents } from 'electron';
import type { PageHost } from './page-host.ts';

export interface WindowEntry {
  readonly window: BrowserWindow;
  readonly page: PageHost;
  /** Closes as the user would: `close` may be prevented. True when it was not. */
  tryClose(): Promise<boolean>;
  /** Closes without asking. */
  destroy(): void;
}

/** Every window there is, and the page within it; the one place that knows. */
export interface Registry {
  add(entry: WindowEntry): void;
  remove(entry: WindowEntry): void;
  readonly windows: ReadonlySet<WindowEntry>;
  byContents(contents: WebContents): WindowEntry | undefined;
  pageOfFrame(frameId: string): PageHost | undefined;
  pageOfTarget(targetId: string): PageHost | undefined;
  nextId(): number;
}

/** @param onLast Called when the last window is gone. */
export function createRegistry(onLast: () => void): Registry {
  const windows = new Set<WindowEntry>();
  let last = 0;
  const find = (test: (page: PageHost) => boolean): PageHost | undefined =>
    [...windows].find(({ page }) => test(page))?.page;
  return {
    windows,
    add: (entry) => void windows.add(entry),
    remove(entry) {
      if (windows.delete(entry) && windows.size === 0) onLast();
    },
    byContents: (contents) => [...windows].find(({ page }) => page.contents.id === contents.id),
    pageOfFrame: (frameId) => find((page) => page.frames.get(frameId) !== undefined),
    pageOfTarget: (targetId) => find((page) => page.targetId() === targetId),
    nextId() {
      last += 1;
      return last;
    },
  };
}
