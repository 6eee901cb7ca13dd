/**
 * A headset's buttons and lights as its HID report descriptor describes them (USB HID 1.11, section 6.2.2; HID Usage
 * Tables, pages 0x08 and 0x0B). The shapes are WebHID's, as far as they are needed, all optional as there.
 */
export interface HidItem {
  readonly isAbsolute?: boolean | undefined;
  readonly isArray?: boolean | undefined;
  readonly isRange?: boolean | undefined;
  readonly usages?: readonly number[] | undefined;
  readonly usageMinimum?: number | undefined;
  readonly usageMaximum?: number | undefined;
  readonly reportSize?: number | undefined;
  readonly reportCount?: number | undefined;
  readonly logicalMinimum?: number | undefined;
}
export interface HidReport {
  readonly reportId?: number | undefined;
  readonly items?: readonly HidItem[] | undefined;
}
export interface HidCollection {
  readonly usagePage?: number | undefined;
  readonly inputReports?: readonly HidReport[] | undefined;
  readonly outputReports?: readonly HidReport[] | undefined;
  readonly children?: readonly HidCollection[] | undefined;
}

export const TELEPHONY_PAGE = 0x0b;
/** Longer ones no headset has, whatever it says. */
const LONGEST_REPORT_BITS = 8192;

/** Page and usage in one number, as WebHID has them. */
const INPUT_USAGES = {
  hookSwitch: [0x0b_0020],
  mute: [0x0b_002f],
  /** Drop; and the seventh programmable button, with which most headsets reject a call. */
  reject: [0x0b_0026, 0x0b_0007, 0x09_0007],
} as const;
const OUTPUT_USAGES = {
  mute: [0x08_0009],
  offHook: [0x08_0017],
  /** The light, and the ringer of the headset itself. */
  ring: [0x08_0018, 0x0b_009e],
  hold: [0x08_0020],
} as const;

export type HeadsetInput = keyof typeof INPUT_USAGES;
export type HeadsetLight = keyof typeof OUTPUT_USAGES;

/** Where a button is in its report. */
export interface InputField {
  readonly button: HeadsetInput;
  readonly reportId: number;
  /** The first of its bits, counted from the report's first one, without the report id. */
  readonly bit: number;
  readonly size: number;
  /** The value that means this button, in a field that holds the number of whichever is pressed. */
  readonly value?: number | undefined;
  /** False: each 1 is a press of its own. */
  readonly absolute: boolean;
}
export interface OutputReport {
  readonly reportId: number;
  /** In bytes. */
  readonly length: number;
  readonly lights: readonly { readonly light: HeadsetLight; readonly bit: number }[];
}
export interface HeadsetLayout {
  readonly inputs: readonly InputField[];
  readonly outputs: readonly OutputReport[];
}

/**
 * Finds buttons and lights in a device's collections.
 *
 * @returns undefined for what is no headset with call buttons
 */
export function headsetLayout(collections: readonly HidCollection[]): HeadsetLayout | undefined {
  const telephony = collections.filter(({ usagePage }) => usagePage === TELEPHONY_PAGE).flatMap(withChildren);
  const inputs: InputField[] = [];
  const outputs: OutputReport[] = [];
  for (const { inputReports = [], outputReports = [] } of telephony) {
    for (const report of inputReports) {
      for (const field of inputFields(report)) {
        if (!inputs.some(({ button }) => button === field.button)) inputs.push(field);
      }
    }
    for (const report of outputReports) {
      const read = outputReport(report);
      if (read.lights.length > 0 && !outputs.some(({ reportId }) => reportId === read.reportId))
        outputs.push(read);
    }
  }
  const hasButtons = inputs.some(({ button }) => button !== 'reject');
  return hasButtons ? { inputs, outputs } : undefined;
}

/** Reports are looked for in nested collections, too: parents repeat them in some browsers and not in others. */
function withChildren(collection: HidCollection): HidCollection[] {
  return [collection, ...(collection.children ?? []).flatMap(withChildren)];
}

interface Field {
  readonly item: HidItem;
  readonly bit: number;
  readonly size: number;
  readonly index: number;
}

/** The report's fields one behind the other. Padding has no usage, but its bits count. */
function fieldsOf({ items = [] }: HidReport): { readonly fields: readonly Field[]; readonly bits: number } {
  const fields: Field[] = [];
  let bits = 0;
  for (const item of items) {
    const { reportSize: size = 0, reportCount: count = 0 } = item;
    if (size <= 0) continue;
    for (let index = 0; index < count && bits < LONGEST_REPORT_BITS; index += 1) {
      fields.push({ item, bit: bits, size, index });
      bits += size;
    }
  }
  return { fields, bits };
}

/**
 * What a field stands for. That an item calls itself constant says nothing: some headsets say so of their buttons.
 * Where there are more fields than usages, the last usage goes on (HID 1.11, section 6.2.2.8).
 */
function usageOf({ item, index }: Field): number | undefined {
  const { usages = [], isRange, usageMinimum, usageMaximum } = item;
  if (isRange && usageMinimum !== undefined) return Math.min(usageMinimum + index, usageMaximum ?? Infinity);
  return usages[index] ?? usages.at(-1);
}

function inputFields(report: HidReport): InputField[] {
  return fieldsOf(report).fields.flatMap((field) => {
    const { item, bit, size } = field;
    const place = { reportId: report.reportId ?? 0, bit, size, absolute: item.isAbsolute !== false };
    if (!item.isArray) {
      const button = buttonOf(usageOf(field));
      return button === undefined ? [] : [{ button, ...place }];
    }
    return arrayUsages(item).flatMap((usage, at) => {
      const button = buttonOf(usage);
      return button === undefined ? [] : [{ button, ...place, value: at + (item.logicalMinimum ?? 0) }];
    });
  });
}

function arrayUsages({
  usages = [],
  isRange,
  usageMinimum = 0,
  usageMaximum = 0,
}: HidItem): readonly number[] {
  if (!isRange) return usages;
  const length = Math.min(256, Math.max(0, usageMaximum - usageMinimum + 1));
  return Array.from({ length }, (_, at) => usageMinimum + at);
}

function outputReport(report: HidReport): OutputReport {
  const { fields, bits } = fieldsOf(report);
  const lights = fields.flatMap((field) => {
    const light = field.item.isArray ? undefined : lightOf(usageOf(field));
    return light === undefined ? [] : [{ light, bit: field.bit }];
  });
  return { reportId: report.reportId ?? 0, length: Math.ceil(bits / 8), lights };
}

function buttonOf(usage: number | undefined): HeadsetInput | undefined {
  return named(INPUT_USAGES, usage);
}

function lightOf(usage: number | undefined): HeadsetLight | undefined {
  return named(OUTPUT_USAGES, usage);
}

function named<Name extends string>(
  usages: Readonly<Record<Name, readonly number[]>>,
  usage: number | undefined,
): Name | undefined {
  if (usage === undefined) return undefined;
  return (Object.keys(usages) as Name[]).find((name) => usages[name].includes(usage));
}
