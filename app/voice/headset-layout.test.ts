import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DESCRIPTORS } from '../testing/headset-descriptors.ts';
import { hidCollections } from '../testing/hid-descriptor.ts';
import { headsetLayout } from './headset-layout.ts';

/** Buttons as `name report/bit kind`, lights as `name report/bit`, reports as `report:bytes`. */
function summary(descriptor: string) {
  const layout = headsetLayout(hidCollections(descriptor));
  return (
    layout && {
      buttons: layout.inputs.map(
        ({ button, reportId, bit, absolute, value }) =>
          `${button} ${reportId}/${bit} ${value === undefined ? (absolute ? 'state' : 'press') : `is ${value}`}`,
      ),
      lights: layout.outputs.flatMap(({ reportId, lights }) =>
        lights.map(({ light, bit }) => `${light} ${reportId}/${bit}`),
      ),
      reports: layout.outputs.map(({ reportId, length }) => `${reportId}:${length}`),
    }
  );
}

describe('headsetLayout', () => {
  it.each([
    [
      'oneReport',
      {
        buttons: ['hookSwitch 2/0 state', 'mute 2/2 press', 'reject 2/10 state'],
        lights: ['offHook 2/0', 'mute 2/1', 'ring 2/2', 'hold 2/3', 'ring 2/5'],
        reports: ['2:2'],
      },
    ],
    [
      'calledConstant',
      {
        buttons: ['hookSwitch 2/0 state', 'mute 2/2 press'],
        lights: ['offHook 2/0', 'mute 2/1', 'ring 2/2', 'hold 2/3'],
        reports: ['2:1'],
      },
    ],
    [
      'lightEach',
      {
        buttons: ['hookSwitch 8/0 state', 'mute 8/4 press', 'reject 8/7 state'],
        lights: ['mute 9/0', 'offHook 23/0', 'ring 24/0', 'hold 32/0'],
        reports: ['9:1', '23:1', '24:1', '32:1'],
      },
    ],
    [
      'muteFirst',
      { buttons: ['mute 8/0 press', 'hookSwitch 8/1 state'], lights: ['mute 8/0'], reports: ['8:1'] },
    ],
    [
      'busyAfter',
      {
        buttons: ['hookSwitch 5/0 state', 'mute 5/1 press', 'reject 5/7 state'],
        lights: ['offHook 5/0', 'mute 5/1', 'ring 5/2', 'hold 5/3'],
        reports: ['5:1'],
      },
    ],
    [
      'allAbsolute',
      {
        buttons: ['hookSwitch 7/0 state', 'mute 7/2 state'],
        lights: ['offHook 7/0', 'ring 7/1'],
        reports: ['7:1'],
      },
    ],
    ['array', { buttons: ['hookSwitch 0/0 is 1', 'mute 0/0 is 2'], lights: [], reports: [] }],
  ] as const)('%s', (name, expected) => {
    expect(summary(DESCRIPTORS[name])).toEqual(expected);
  });

  it.each([
    ['a mouse', '0501 0902 a101 0509 1901 2903 1500 2501 7501 9503 8102 c0'],
    ['volume keys', '050c 0901 a101 1500 2501 09e9 09ea 7501 9502 8102 c0'],
    ['a telephony collection with nothing to answer with', '050b 0905 a101 1500 2501 0926 7501 9501 8102 c0'],
    ['nothing', ''],
  ])('%s is no headset with call buttons', (_name, descriptor) => {
    expect(summary(descriptor)).toBeUndefined();
  });

  it('finds reports that only the nested collection has', () => {
    const [outer] = hidCollections(DESCRIPTORS.allAbsolute);
    expect(outer).toBeDefined();
    const nested = [{ usagePage: 0x0b, children: outer ? [outer] : [] }];
    expect(headsetLayout(nested)?.inputs.map(({ button }) => button)).toEqual(['hookSwitch', 'mute']);
  });

  it('takes whatever a device says of itself', () => {
    const usage = fc.oneof(
      fc.integer({ min: 0x0b_0000, max: 0x0b_0040 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    );
    const item = fc.record(
      {
        isAbsolute: fc.boolean(),
        isArray: fc.boolean(),
        isRange: fc.boolean(),
        usages: fc.array(usage, { maxLength: 4 }),
        usageMinimum: usage,
        usageMaximum: usage,
        reportSize: fc.nat(40),
        reportCount: fc.nat(100_000),
        logicalMinimum: fc.integer(),
      },
      { requiredKeys: [] },
    );
    const report = fc.record(
      { reportId: fc.nat(255), items: fc.array(item, { maxLength: 4 }) },
      { requiredKeys: [] },
    );
    const collection = fc.record(
      {
        usagePage: fc.constantFrom(0x0b, 0x0c),
        inputReports: fc.array(report, { maxLength: 3 }),
        outputReports: fc.array(report, { maxLength: 3 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(collection, { maxLength: 3 }), (collections) => {
        const layout = headsetLayout(collections);
        for (const { lights, length } of layout?.outputs ?? [])
          for (const { bit } of lights) expect(bit).toBeLessThan(Math.max(1, length) * 8);
      }),
    );
  });
});
