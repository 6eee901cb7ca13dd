import type { HidCollection } from '../../../app/voice/headset-layout.ts';

export interface StandInHeadset {
  readonly name: string;
  readonly collections: readonly HidCollection[];
}

/**
 * A script for `OpenOptions.first`: WebHID with these devices, since no test machine has one. Defines `standInHid`:
 * `press(name, reportId, ...bytes)`, `plug(headset)`, `unplug(name)`, `busy(is)`: none takes a report while it is, `opened()` (the names) and `sent` (each report to a
 * device, as `name reportId: bytes`).
 */
export function hidDevices(headsets: readonly StandInHeadset[]): string {
  return `
(() => {
  const sent = [];
  let isBusy = false;
  const hid = new EventTarget();
  const deviceOf = ({ name, collections }) => Object.assign(new EventTarget(), {
    opened: false, productName: name, collections,
    async open() { this.opened = true; },
    async close() { this.opened = false; },
    async sendReport(reportId, data) {
      if (isBusy) throw new DOMException('Failed to write the report.', 'NetworkError');
      sent.push(name + ' ' + reportId + ': ' + data.join(' '));
    },
  });
  let devices = ${JSON.stringify(headsets)}.map(deviceOf);
  const told = (type, device) => hid.dispatchEvent(Object.assign(new Event(type), { device }));
  hid.getDevices = async () => devices;
  Object.defineProperty(navigator, 'hid', { value: hid });
  window.standInHid = {
    sent,
    busy(is) { isBusy = is; },
    opened: () => devices.filter(({ opened }) => opened).map(({ productName }) => productName),
    press(name, reportId, ...bytes) {
      const device = devices.find(({ productName }) => productName === name);
      const data = new DataView(Uint8Array.from(bytes).buffer);
      device.dispatchEvent(Object.assign(new Event('inputreport'), { device, reportId, data }));
    },
    plug(headset) { const device = deviceOf(headset); devices = [...devices, device]; told('connect', device); },
    unplug(name) {
      const device = devices.find(({ productName }) => productName === name);
      devices = devices.filter((other) => other !== device);
      told('disconnect', device);
    },
  };
})();
`;
}
