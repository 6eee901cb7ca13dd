import type { HeadsetButton } from '../../app/voice/audio.ts';
import { createHeadset, type Headset } from '../../app/voice/headset.ts';
import { type HidCollection, headsetLayout } from '../../app/voice/headset-layout.ts';
import type { LineState } from '../../app/voice/line-state.ts';

/** No report reads like this. */
const NOT_TAKEN = 'not taken';

/** WebHID (https://wicg.github.io/webhid), as far as headsets need it; TypeScript's library has no types of it. */
export interface HidDevice extends EventTarget {
  readonly opened: boolean;
  readonly productName: string;
  readonly collections: readonly HidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
}
export interface Hid extends EventTarget {
  getDevices(): Promise<readonly HidDevice[]>;
}

export interface HeadsetsParts {
  /** Undefined where Chromium has no WebHID. */
  readonly hid: Hid | undefined;
  line(): LineState;
  pressed(button: HeadsetButton): void;
  /** The names of the headsets whose buttons work. */
  changed(names: readonly string[]): void;
}

interface Connected {
  readonly device: HidDevice;
  readonly headset: Headset;
  /** What was sent of each report, so that only news are; `NOT_TAKEN` where the headset did not take it. */
  readonly sent: Map<number, string>;
  listener(event: Event): void;
}

/** Every headset with call buttons that is plugged in: its buttons are heard, its lights show the line. */
export function createHeadsets({ hid, line, pressed, changed }: HeadsetsParts) {
  const connected = new Map<HidDevice, Connected>();

  function tell(): void {
    changed([...new Set([...connected.keys()].map(({ productName }) => productName || 'Headset'))]);
  }
  async function add(device: HidDevice): Promise<void> {
    const layout = headsetLayout(device.collections);
    if (layout === undefined || connected.has(device)) return;
    const headset = createHeadset(layout);
    const one: Connected = { device, headset, sent: new Map(), listener: (event) => heard(one, event) };
    connected.set(device, one);
    try {
      if (!device.opened) await device.open();
    } catch {
      // Another program has it, or the system gives it to nobody: its buttons stay that program's.
      connected.delete(device);
      return;
    }
    if (connected.get(device) !== one) return;
    device.addEventListener('inputreport', one.listener);
    tell();
    show(one);
  }
  function remove(device: HidDevice): void {
    const one = connected.get(device);
    if (one === undefined) return;
    device.removeEventListener('inputreport', one.listener);
    connected.delete(device);
    tell();
  }
  function heard(one: Connected, event: Event): void {
    if (!isReport(event)) return;
    const { buffer, byteOffset, byteLength } = event.data;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    for (const button of one.headset.input(event.reportId, bytes, line(), performance.now())) pressed(button);
  }
  /** Nothing is sent before there is something to show: the headset may be in another program's call. */
  function show({ device, headset, sent }: Connected): void {
    const news = headset
      .show(line(), performance.now())
      .filter(({ reportId, bytes }) => (sent.get(reportId) ?? dark(bytes)) !== bytes.join());
    for (const { reportId, bytes } of news) {
      sent.set(reportId, bytes.join());
      // Pulled out this moment, and `disconnect` follows; or busy: then its lights are sent again when the line changes.
      device.sendReport(reportId, bytes).catch(() => sent.set(reportId, NOT_TAKEN));
    }
  }

  hid?.addEventListener('connect', (event) => void add((event as HidConnection).device));
  hid?.addEventListener('disconnect', (event) => remove((event as HidConnection).device));
  hid?.getDevices().then(
    (devices) => Promise.all(devices.map(add)),
    () => {
      // Not permitted: there are none for this page, which is what the rep is shown from the beginning.
    },
  );

  return {
    /** The line has changed: the lights follow. */
    show(): void {
      for (const one of connected.values()) show(one);
    },
  };
}

/** All lights out, as a headset is before anybody tells it otherwise. */
function dark(bytes: Uint8Array): string {
  return new Uint8Array(bytes.length).join();
}

interface HidConnection extends Event {
  readonly device: HidDevice;
}
interface HidInputReport extends Event {
  readonly reportId: number;
  readonly data: DataView<ArrayBuffer>;
}

function isReport(event: Event): event is HidInputReport {
  return 'reportId' in event && 'data' in event && event.data instanceof DataView;
}

/** The browser's WebHID. */
export function hidOf(navigator: Navigator): Hid | undefined {
  return 'hid' in navigator ? (navigator.hid as Hid) : undefined;
}
