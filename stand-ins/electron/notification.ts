import { EventEmitter } from 'node:events';
import type { NotificationConstructorOptions } from 'electron';
import { createEvent } from './event.ts';

/** Electron's Notification, kept and shown nowhere (its words may name people): a test emits `click` on it. */
export class Notification extends EventEmitter {
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  urgency: string;
  actions: NonNullable<NotificationConstructorOptions['actions']>;
  private shown = false;

  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.urgency = options.urgency ?? 'normal';
    this.actions = options.actions ?? [];
  }
  show(): void {
    this.shown = true;
    setImmediate(() => this.emit('show', createEvent({})));
  }
  close(): void {
    if (!this.shown) return;
    this.shown = false;
    this.emit('close', createEvent({}));
  }
  static isSupported(): boolean {
    return true;
  }
}
