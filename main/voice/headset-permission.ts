import { TELEPHONY_PAGE } from '../../app/voice/headset-layout.ts';

/** A HID device as Electron describes it to its permission handlers. */
export interface AskedDevice {
  readonly vendorId: number;
  /** Not every version of Electron gives them to the handler of device permissions. */
  readonly collections?: readonly { readonly usagePage?: number | undefined }[] | undefined;
}

/** USB's numbers of those who make headsets for phones; their other devices the voice page leaves alone. */
const HEADSET_MAKERS: readonly number[] = [
  0x0b0e, // GN Audio (Jabra)
  0x047f, // Plantronics (Poly)
  0x03f0, // HP (Poly)
  0x1395, // Sennheiser, EPOS
  0x046d, // Logitech
  0x045e, // Microsoft
  0x6993, // Yealink
  0x291a, // Anker
  0x17ef, // Lenovo
  0x413c, // Dell
];

/**
 * Whether the voice page may use a HID device at all: one with a telephony collection (HID Usage Tables, page 0x0B). Where
 * Electron does not say, one of a maker of headsets; the page itself then opens none without that collection.
 */
export function mayBeHeadset({ vendorId, collections = [] }: AskedDevice): boolean {
  if (collections.length > 0) return collections.some(({ usagePage }) => usagePage === TELEPHONY_PAGE);
  return HEADSET_MAKERS.includes(vendorId);
}
