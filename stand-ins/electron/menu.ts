import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions } from 'electron';
import { throwByName } from './unsupported.ts';

type Click = (item: unknown, window: undefined, event: object) => void;

export interface MenuPorts {
  /** What `role: 'quit'` does. */
  quit(): void;
}

/** Electron's Menu and MenuItem: lists that tests can read and click, drawn nowhere. */
export function createMenu(ports: MenuPorts) {
  let applicationMenu: Menu | null = null;

  class MenuItem {
    id: string;
    label: string;
    role: string | undefined;
    type: string;
    accelerator: string | undefined;
    enabled: boolean;
    visible: boolean;
    checked: boolean;
    submenu: Menu | undefined;
    click: () => void;

    constructor(options: MenuItemConstructorOptions) {
      this.id = options.id ?? '';
      this.label = options.label ?? options.role ?? '';
      this.role = options.role;
      this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
      this.accelerator = options.accelerator;
      this.enabled = options.enabled ?? true;
      this.visible = options.visible ?? true;
      this.checked = options.checked ?? false;
      this.submenu = options.submenu ? Menu.buildFromTemplate(options.submenu as never) : undefined;
      this.click = () => {
        if (!this.enabled) return;
        if (this.type === 'checkbox') this.checked = !this.checked;
        if (this.role === 'quit') ports.quit();
        (options.click as unknown as Click | undefined)?.(this, undefined, {});
      };
    }
  }

  class Menu extends EventEmitter {
    items: MenuItem[] = [];

    append(item: MenuItem): void {
      this.items.push(item);
    }
    insert(at: number, item: MenuItem): void {
      this.items.splice(at, 0, item);
    }
    popup(): void {
      this.emit('menu-will-show');
    }
    closePopup(): void {
      this.emit('menu-will-close');
    }
    getMenuItemById(id: string): MenuItem | null {
      for (const item of this.items) {
        const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
        if (found) return found;
      }
      return null;
    }

    static buildFromTemplate(template: (MenuItemConstructorOptions | MenuItem)[]): Menu {
      const menu = throwByName('Menu', new Menu());
      for (const one of template) {
        menu.append(throwByName('MenuItem', one instanceof MenuItem ? one : new MenuItem(one)));
      }
      return menu;
    }
    static setApplicationMenu(menu: Menu | null): void {
      applicationMenu = menu;
    }
    static getApplicationMenu(): Menu | null {
      return applicationMenu;
    }
  }

  return { Menu: throwByName('Menu', Menu) as unknown, MenuItem: MenuItem as unknown };
}
