import { existsSync, readFileSync } from 'node:fs';
import type { NativeImage } from 'electron';
import { throwByName } from './unsupported.ts';

/** An image that is kept as it came: nothing is decoded, scaled or converted. */
export function imageFromPng(png: Buffer): NativeImage {
  const size =
    png.length > 24 ? { width: png.readUInt32BE(16), height: png.readUInt32BE(20) } : { width: 0, height: 0 };
  const methods = {
    isEmpty: () => png.length === 0,
    toPNG: () => png,
    toDataURL: () => `data:image/png;base64,${png.toString('base64')}`,
    getSize: () => size,
    getAspectRatio: () => (size.height === 0 ? 1 : size.width / size.height),
    isTemplateImage: () => false,
    setTemplateImage: () => undefined,
    resize: () => imageFromPng(png),
  } satisfies Partial<NativeImage>;
  return throwByName('NativeImage', methods) as unknown as NativeImage;
}

/** `nativeImage`. A file that is missing makes an empty image, as in Electron. */
export const nativeImage = {
  createEmpty: () => imageFromPng(Buffer.alloc(0)),
  createFromPath: (path: string) => imageFromPng(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (bytes: Buffer) => imageFromPng(bytes),
  createFromDataURL: (url: string) => imageFromPng(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
} satisfies Partial<typeof Electron.nativeImage>;
