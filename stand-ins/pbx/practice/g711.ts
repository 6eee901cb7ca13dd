/** ITU-T G.711 µ-law, as RTP payload type 0 (RFC 3551) carries it: 8000 samples a second, one byte each. */
const BIAS = 0x84;
const CLIP = 32_635;

/** One 16-bit sample to one µ-law byte. */
export function encodeMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(Math.round(sample)), CLIP) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** One µ-law byte to one 16-bit sample. */
export function decodeMuLaw(byte: number): number {
  const value = ~byte & 0xff;
  const magnitude = ((((value & 0x0f) << 3) + BIAS) << ((value >> 4) & 0x07)) - BIAS;
  return value & 0x80 ? -magnitude : magnitude;
}
