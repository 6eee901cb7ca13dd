import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { CdpSession } from './cdp.ts';
import { createEvent } from './event.ts';
import { createWindowFrame } from './window-frame.ts';

export interface WindowStatePorts {
  readonly options: BrowserWindowConstructorOptions;
  readonly title: string;
  readonly attached: Promise<CdpSession>;
  emit(name: string, ...args: unknown[]): void;
}

/**
 * What a window looks like from outside: shown, focused, minimised, where, how called. Headless Chromium has
 * no window manager, so this is the truth there; with a display, Chromium's window follows it.
 */
export function createWindowState({ options, title, attached, emit }: WindowStatePorts) {
  let visible = options.show !== false;
  let focused = visible;
  let minimized = false;
  let maximized = false;
  let onTop = options.alwaysOnTop ?? false;
  let flashing = false;
  let menuBar = !options.autoHideMenuBar;
  let name = title;
  let bounds: Rectangle = {
    x: options.x ?? 0,
    y: options.y ?? 0,
    width: options.width ?? 800,
    height: options.height ?? 600,
  };

  const tell = (act: (cdp: CdpSession) => void): void => {
    attached.then(act, () => undefined);
  };
  const frame = createWindowFrame(attached, options.skipTaskbar ?? false);
  const setFocus = (to: boolean): void => {
    if (focused === to) return;
    focused = to;
    emit(to ? 'focus' : 'blur');
  };
  const setVisible = (to: boolean): void => {
    if (visible === to) return;
    visible = to;
    frame.setShown(to);
    emit(to ? 'show' : 'hide');
    if (!to) setFocus(false);
  };
  const raise = (): void => tell((cdp) => cdp.tell('Page.bringToFront'));
  const setBounds = (to: Partial<Rectangle>): void => {
    const before = bounds;
    bounds = { ...bounds, ...to };
    bounds.width = Math.max(bounds.width, options.minWidth ?? 0);
    bounds.height = Math.max(bounds.height, options.minHeight ?? 0);
    frame.setBounds(bounds);
    if (before.width !== bounds.width || before.height !== bounds.height) emit('resize');
    if (before.x !== bounds.x || before.y !== bounds.y) emit('move');
  };

  const colour = readColour(options.backgroundColor);
  frame.setBounds(bounds);
  if (!visible) frame.setShown(false);
  tell((cdp) => {
    if (colour) cdp.tell('Emulation.setDefaultBackgroundColorOverride', { color: colour });
    cdp.tell('Emulation.setFocusEmulationEnabled', { enabled: true });
  });

  const methods = {
    show: () => {
      minimized = false;
      setVisible(true);
      setFocus(true);
      raise();
    },
    showInactive: () => {
      minimized = false;
      setVisible(true);
    },
    hide: () => setVisible(false),
    focus: () => {
      if (visible) setFocus(true);
      raise();
    },
    blur: () => setFocus(false),
    isVisible: () => visible && !minimized,
    isFocused: () => visible && focused,
    isMinimized: () => minimized,
    minimize: () => {
      if (minimized) return;
      minimized = true;
      frame.setShown(false);
      emit('minimize');
      setFocus(false);
    },
    restore: () => {
      if (!minimized) return;
      minimized = false;
      frame.setShown(true);
      emit('restore');
      setFocus(true);
    },
    maximize: () => {
      maximized = true;
      emit('maximize');
    },
    unmaximize: () => {
      maximized = false;
      emit('unmaximize');
    },
    isMaximized: () => maximized,
    isFullScreen: () => false,
    flashFrame: (to: boolean) => {
      flashing = to;
    },
    isFlashing: () => flashing,
    setTitle: (to: string) => {
      name = to;
    },
    getTitle: () => name,
    getBounds: () => ({ ...bounds }),
    setBounds,
    getContentBounds: () => ({ ...bounds }),
    getSize: () => [bounds.width, bounds.height],
    setSize: (width: number, height: number) => setBounds({ width, height }),
    getContentSize: () => [bounds.width, bounds.height],
    setContentSize: (width: number, height: number) => setBounds({ width, height }),
    getPosition: () => [bounds.x, bounds.y],
    setPosition: (x: number, y: number) => setBounds({ x, y }),
    center: () => undefined,
    moveTop: () => undefined,
    setMinimumSize: (width: number, height: number) => {
      options.minWidth = width;
      options.minHeight = height;
    },
    setAlwaysOnTop: (to: boolean) => {
      onTop = to;
    },
    isAlwaysOnTop: () => onTop,
    removeMenu: () => undefined,
    setMenu: () => undefined,
    setMenuBarVisibility: (to: boolean) => {
      menuBar = to;
    },
    isMenuBarVisible: () => menuBar,
    setAutoHideMenuBar: () => undefined,
    setIcon: () => undefined,
    setBackgroundColor: (to: string) => {
      const color = readColour(to);
      if (color) tell((cdp) => cdp.tell('Emulation.setDefaultBackgroundColorOverride', { color }));
    },
    setSkipTaskbar: () => undefined,
    setProgressBar: () => undefined,
    setOverlayIcon: () => undefined,
  };

  return {
    methods,
    size: () => ({ width: bounds.width, height: bounds.height, show: visible }),
    /** The page has another title: the window takes it over unless the application prevents it. */
    pageTitle(to: string, url: string) {
      const explicit = to !== '' && !url.endsWith(to);
      if (!explicit || to === name) return;
      const event = createEvent({});
      emit('page-title-updated', event, to, explicit);
      if (!event.defaultPrevented) name = to;
    },
    hideForGood() {
      visible = false;
      focused = false;
    },
  };
}

/** `#RGB`, `#RRGGBB` and `#AARRGGBB`, as Electron takes colours. */
function readColour(text: string | undefined): { r: number; g: number; b: number; a: number } | undefined {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text ?? '');
  const hex = short ? `${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}` : text?.slice(1);
  const [, alpha = 'ff', rgb] = /^([0-9a-f]{2})?([0-9a-f]{6})$/i.exec(hex ?? '') ?? [];
  if (rgb === undefined) return undefined;
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16));
  return { r, g, b, a: Number.parseInt(alpha, 16) / 255 };
}
