import { describe, expect, it } from 'vitest';
import { deviceIdFor, findDevice } from './audio.ts';

const plugged = [
  { id: '1', label: 'Jabra Evolve 20' },
  { id: '2', label: 'Laptop' },
  { id: '3', label: '' },
];

describe('findDevice', () => {
  it.each([
    ['by its id', { id: '1', label: 'Jabra Evolve 20' }, '1'],
    ['by its id, whatever it is called now', { id: '2', label: 'Built-in' }, '2'],
    ['by its label where the id is another one now', { id: 'old', label: 'Jabra Evolve 20' }, '1'],
    ['not at all when it is gone', { id: 'old', label: 'Poly' }, undefined],
    ['not by an empty label', { id: 'old', label: '' }, undefined],
  ])('%s', (_name, chosen, id) => {
    expect(findDevice(chosen, plugged)?.id).toBe(id);
  });
});

describe('deviceIdFor', () => {
  it('is empty, the system’s, without a choice and when the chosen one is gone', () => {
    expect(deviceIdFor(null, plugged)).toBe('');
    expect(deviceIdFor({ id: 'old', label: 'Poly' }, plugged)).toBe('');
    expect(deviceIdFor({ id: 'old', label: 'Laptop' }, plugged)).toBe('2');
  });
});
