import type { WebFrameMain } from 'electron';
import { unsupported } from './unsupported.ts';

export interface Frame {
  readonly id: string;
  readonly public: WebFrameMain;
  /** Sets what Chromium says the frame shows, in the application's words (app://…). */
  navigated(url: string): void;
  removed(): void;
}

/** The frames of one page, as Chromium reports them. */
export interface Frames {
  readonly main: WebFrameMain;
  get(frameId: string): Frame | undefined;
  attached(frameId: string, parentId: string | undefined): Frame;
  detached(frameId: string): void;
  isMain(frameId: string): boolean;
}

export interface FrameActions {
  executeJavaScript(code: string): Promise<unknown>;
  send(channel: string, args: readonly unknown[]): void;
  processId(): number;
}

export function createFrames(actions: FrameActions): Frames {
  const frames = new Map<string, Frame>();
  let mainId: string | undefined;
  let last = 0;

  const create = (id: string, parent: Frame | undefined): Frame => {
    last += 1;
    const number = last;
    let url = '';
    let gone = false;
    const properties = {
      get url() {
        return url;
      },
      get origin() {
        return originOf(url);
      },
      get parent() {
        return parent?.public ?? null;
      },
      get top() {
        return parent ? parent.public.top : frame;
      },
      get frames() {
        return [...frames.values()].filter((one) => one.public.parent === frame).map((one) => one.public);
      },
      get processId() {
        return actions.processId();
      },
      get osProcessId() {
        return actions.processId();
      },
      get detached() {
        return gone;
      },
      routingId: number,
      frameTreeNodeId: number,
      isDestroyed: () => gone,
      executeJavaScript(code: string) {
        if (parent) throw unsupported('webFrameMain.executeJavaScript in a child frame');
        return actions.executeJavaScript(code);
      },
      send(channel: string, ...args: unknown[]) {
        if (parent) throw unsupported('webFrameMain.send to a child frame');
        actions.send(channel, args);
      },
    } satisfies Partial<WebFrameMain>;
    const frame = properties as unknown as WebFrameMain;
    return {
      id,
      public: frame,
      navigated: (to) => {
        url = to;
      },
      removed: () => {
        gone = true;
      },
    };
  };

  const first = create('', undefined);
  return {
    main: first.public,
    get: (id) => frames.get(id),
    isMain: (id) => id === mainId,
    attached(id, parentId) {
      const known = frames.get(id);
      if (known) return known;
      const parent = parentId === undefined ? undefined : frames.get(parentId);
      const frame = parentId === undefined ? { ...first, id } : create(id, parent);
      if (parentId === undefined) mainId = id;
      frames.set(id, frame);
      return frame;
    },
    detached(id) {
      frames.get(id)?.removed();
      frames.delete(id);
    },
  };
}

/** `scheme://host`, as `senderFrame.origin` says it; `null` for an opaque one. */
export function originOf(url: string): string {
  const [, origin] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/i.exec(url) ?? [];
  return origin ?? 'null';
}
