/**
 * Carries values between main, preload and page as JSON. Both functions also run inside pages, as text:
 * they may use nothing from outside themselves.
 *
 * Carried: JSON's values, `undefined`, NaN and the infinities, BigInt, Date, Error, Map, Set, ArrayBuffer and
 * its views (as Uint8Array). Not carried: cycles, class instances (they arrive as plain objects, as in
 * Electron), ports, streams. Functions, symbols and promises are refused unless `special` takes them.
 */

export type Special = (value: unknown) => { readonly $: string; readonly v: unknown } | undefined;

/** Makes a value fit for JSON. Throws "An object could not be cloned." where Electron would. */
export function pack(value: unknown, special?: Special): unknown {
  const seen = new Set<unknown>();
  const bytesToText = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return btoa(text);
  };
  const packObject = (item: object): unknown => {
    if (item instanceof Date) return { $: 'date', v: item.getTime() };
    if (item instanceof Error) return { $: 'error', v: [item.name, item.message, item.stack] };
    if (item instanceof Map) return { $: 'map', v: [...item].map(walk) };
    if (item instanceof Set) return { $: 'set', v: [...item].map(walk) };
    if (item instanceof ArrayBuffer) return { $: 'bytes', v: bytesToText(new Uint8Array(item)) };
    if (ArrayBuffer.isView(item)) {
      return {
        $: 'bytes',
        v: bytesToText(new Uint8Array(item.buffer as ArrayBuffer, item.byteOffset, item.byteLength)),
      };
    }
    if (Array.isArray(item)) return item.map(walk);
    const entries = Object.entries(item).map(([key, one]) => [key, walk(one)] as const);
    const plain = Object.fromEntries(entries);
    return '$' in plain ? { $: 'object', v: plain } : plain;
  };
  const walk = (item: unknown): unknown => {
    const taken = special?.(item);
    if (taken) return taken;
    if (item === undefined) return { $: 'undefined' };
    if (typeof item === 'bigint') return { $: 'bigint', v: String(item) };
    if (typeof item === 'number' && !Number.isFinite(item)) return { $: 'number', v: String(item) };
    if (typeof item === 'function' || typeof item === 'symbol') {
      throw new Error('An object could not be cloned.');
    }
    if (typeof item !== 'object' || item === null) return item;
    if (seen.has(item)) throw new Error('An object could not be cloned: the stand-in carries no cycles.');
    seen.add(item);
    const packed = packObject(item);
    seen.delete(item);
    return packed;
  };
  return walk(value);
}

/** The way back. @param special Takes what `pack`'s `special` made. */
export function unpack(value: unknown, special?: (kind: string, v: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => unpack(one, special));
  const tagged = value as { $?: string; v?: unknown };
  const plain = (item: object): unknown =>
    Object.fromEntries(Object.entries(item).map(([key, one]) => [key, unpack(one, special)]));
  if (tagged.$ === undefined) return plain(value);
  switch (tagged.$) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(tagged.v);
    case 'bigint':
      return BigInt(tagged.v as string);
    case 'date':
      return new Date(tagged.v as number);
    case 'bytes':
      return Uint8Array.from(atob(tagged.v as string), (one) => one.charCodeAt(0));
    case 'map':
      return new Map(unpack(tagged.v, special) as [unknown, unknown][]);
    case 'set':
      return new Set(unpack(tagged.v, special) as unknown[]);
    case 'object':
      return plain(tagged.v as object);
    case 'error': {
      const [name, message, stack] = tagged.v as [string, string, string];
      const error = new Error(message);
      if (name !== 'Error') error.name = name;
      error.stack = stack;
      return error;
    }
    default:
      return special?.(tagged.$, tagged.v);
  }
}
