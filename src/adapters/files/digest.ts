/**
 * SHA-1, which AWS tools use to name their cache files. In plain JavaScript, because loading `node:crypto` takes 4 ms,
 * 12 % of a warm `use`.
 */
import { sha1 } from '@noble/hashes/legacy.js';

/** Returns the SHA-1 of the UTF-8 text as 40 hexadecimal digits. */
export const sha1Hex = (text: string): string => Buffer.from(sha1(Buffer.from(text, 'utf8'))).toString('hex');
