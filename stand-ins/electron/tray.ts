import { EventEmitter } from 'node:events';
import type { Menu, NativeImage } from 'electron';

/** Electron's Tray, kept and shown nowhere: a test emits `click` on it. */
export class Tray extends EventEmitter {
  image: NativeImage | string;
  toolTip = '';
  contextMenu: Menu | null = null;
  private gone = false;

  constructor(image: NativeImage | string) {
    super();
    this.image = image;
  }
  setImage(image: NativeImage | string): void {
    this.image = image;
  }
  setPressedImage(): void {}
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setTitle(): void {}
  setContextMenu(menu: Menu | null): void {
    this.contextMenu = menu;
  }
  popUpContextMenu(): void {
    this.contextMenu?.popup();
  }
  getBounds() {
    return { x: 0, y: 0, width: 0, height: 0 };
  }
  destroy(): void {
    this.gone = true;
    this.removeAllListeners();
  }
  isDestroyed(): boolean {
    return this.gone;
  }
}
