import type { HidCollection, HidItem, HidReport } from '../voice/headset-layout.ts';

interface Globals {
  page: number;
  size: number;
  count: number;
  reportId: number;
  logicalMinimum: number;
}
interface Growing {
  usagePage: number;
  inputReports: { reportId: number; items: HidItem[] }[];
  outputReports: { reportId: number; items: HidItem[] }[];
  children: Growing[];
}

/**
 * A report descriptor's bytes as WebHID gives them to a page (WebHID, "parse a report descriptor"; HID 1.11, section 6.2.2):
 * short items only, input and output reports only. For tests, so that they can quote real devices.
 */
export function hidCollections(hex: string): HidCollection[] {
  const bytes = (hex.match(/[0-9a-f]{2}/gi) ?? []).map((byte) => Number.parseInt(byte, 16));
  const globals: Globals = { page: 0, size: 0, count: 0, reportId: 0, logicalMinimum: 0 };
  const top: Growing[] = [];
  const open: Growing[] = [];
  let usages: number[] = [];
  let range: { usageMinimum?: number; usageMaximum?: number } = {};

  function add(kind: 'inputReports' | 'outputReports', flags: number): void {
    const item: HidItem = {
      isAbsolute: (flags & 4) === 0,
      isArray: (flags & 2) === 0,
      isRange: range.usageMinimum !== undefined,
      usages,
      ...range,
      reportSize: globals.size,
      reportCount: globals.count,
      logicalMinimum: globals.logicalMinimum,
    };
    for (const collection of open) reportOf(collection[kind], globals.reportId).items.push(item);
  }
  for (let at = 0; at < bytes.length; ) {
    const prefix = bytes[at] ?? 0;
    const length = [0, 1, 2, 4][prefix & 3] ?? 0;
    const data = bytes.slice(at + 1, at + 1 + length).reduceRight((value, byte) => value * 256 + byte, 0);
    const usage = length < 4 ? globals.page * 0x1_0000 + data : data;
    at += 1 + length;
    switch (prefix & 0xfc) {
      case 0x04:
        globals.page = data;
        break;
      case 0x14:
        globals.logicalMinimum = data;
        break;
      case 0x74:
        globals.size = data;
        break;
      case 0x84:
        globals.reportId = data;
        break;
      case 0x94:
        globals.count = data;
        break;
      case 0x08:
        usages.push(usage);
        break;
      case 0x18:
        range = { ...range, usageMinimum: usage };
        break;
      case 0x28:
        range = { ...range, usageMaximum: usage };
        break;
      case 0xa0: {
        const next: Growing = { usagePage: globals.page, inputReports: [], outputReports: [], children: [] };
        (open.at(-1)?.children ?? top).push(next);
        open.push(next);
        break;
      }
      case 0xc0:
        open.pop();
        break;
      case 0x80:
        add('inputReports', data);
        break;
      case 0x90:
        add('outputReports', data);
        break;
    }
    // Local items hold for one main item.
    if ([0x80, 0x90, 0xa0, 0xb0, 0xc0].includes(prefix & 0xfc)) {
      usages = [];
      range = {};
    }
  }
  return top;
}

function reportOf(
  reports: { reportId: number; items: HidItem[] }[],
  reportId: number,
): HidReport & { items: HidItem[] } {
  const found = reports.find((report) => report.reportId === reportId);
  if (found !== undefined) return found;
  const fresh = { reportId, items: [] };
  reports.push(fresh);
  return fresh;
}
