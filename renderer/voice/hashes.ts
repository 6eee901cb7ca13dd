import { md5 } from '@noble/hashes/legacy';
import { sha256, sha512_256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { Hashes } from '../../app/voice/digest.ts';

/** What digest authentication needs: at once, which WebCrypto's are not, and with MD5, which it lacks. */
export const HASHES: Hashes = {
  MD5: (text) => bytesToHex(md5(utf8ToBytes(text))),
  'SHA-256': (text) => bytesToHex(sha256(utf8ToBytes(text))),
  'SHA-512-256': (text) => bytesToHex(sha512_256(utf8ToBytes(text))),
};
