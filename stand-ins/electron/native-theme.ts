import { EventEmitter } from 'node:events';
import type { NativeTheme } from 'electron';
import type { CdpSession } from './cdp.ts';
import { throwByName } from './unsupported.ts';

export interface ThemeHost {
  readonly nativeTheme: object;
  /** Makes a new page see the scheme. */
  apply(cdp: CdpSession): void;
}

/** `nativeTheme`: the system is light here; `themeSource` really changes what pages see. */
export function createNativeTheme(pages: () => Iterable<Promise<CdpSession>>): ThemeHost {
  let source: NativeTheme['themeSource'] = 'system';
  const apply = (cdp: CdpSession): void => {
    const value = source === 'system' ? 'light' : source;
    cdp.tell('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  };
  const emitter = new EventEmitter();
  Object.defineProperties(
    emitter,
    Object.getOwnPropertyDescriptors({
      get themeSource() {
        return source;
      },
      set themeSource(to: NativeTheme['themeSource']) {
        const dark = source === 'dark';
        source = to;
        for (const page of pages()) page.then(apply, () => undefined);
        if (dark !== (to === 'dark')) emitter.emit('updated');
      },
      get shouldUseDarkColors() {
        return source === 'dark';
      },
      get shouldUseDarkColorsForSystemIntegratedUI() {
        return source === 'dark';
      },
      shouldUseHighContrastColors: false,
      shouldUseInvertedColorScheme: false,
      prefersReducedTransparency: false,
    } satisfies Partial<NativeTheme>),
  );
  return {
    nativeTheme: throwByName('nativeTheme', emitter),
    apply: (cdp) => {
      if (source !== 'system') apply(cdp);
    },
  };
}
