import { statSync } from 'node:fs';

/** Reads files that grow while somebody looks at them many times a second: each again only when it is longer than before. */
export function createGrowingFiles<Value>(read: (file: string) => Value): (file: string) => Value {
  const known = new Map<string, { readonly bytes: number; readonly value: Value }>();
  return (file) => {
    const bytes = statSync(file).size;
    const before = known.get(file);
    if (before?.bytes === bytes) return before.value;
    const value = read(file);
    known.set(file, { bytes, value });
    return value;
  };
}
