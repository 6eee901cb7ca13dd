import { type App, Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron';

/** The application menu: what every program of this system has, and nothing more. */
export function setApplicationMenu(): void {
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...mac,
      { label: 'File', submenu: [{ role: process.platform === 'darwin' ? 'close' : 'quit' }] },
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'toggleDevTools' }],
      },
      { role: 'windowMenu' },
    ]),
  );
}

/** The tray's glyph for a light bar and for a dark one. */
export interface TrayIcons {
  readonly light: string;
  readonly dark: string;
}

/** The tray icon keeps Outdial reachable while its window is closed. @returns a function that takes it away */
export function showTray(app: App, icons: TrayIcons, show: () => void): () => void {
  const icon = (): string => (nativeTheme.shouldUseDarkColors ? icons.dark : icons.light);
  const tray = new Tray(icon());
  tray.setToolTip('Outdial');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open Outdial', click: show },
      { type: 'separator' },
      { label: 'Quit', click: () => app.quit() },
    ]),
  );
  tray.on('click', show);
  const repaint = (): void => tray.setImage(icon());
  nativeTheme.on('updated', repaint);
  return () => {
    nativeTheme.removeListener('updated', repaint);
    tray.destroy();
  };
}
