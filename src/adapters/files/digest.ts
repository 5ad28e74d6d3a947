/**
 * SHA-1, by which AWS tools name the files of their caches. In plain JavaScript, because loading `node:crypto` costs more than
 * everything else that is done with fresh credentials, for the digest of one short name.
 */
import { sha1 } from '@noble/hashes/legacy.js';

/** The SHA-1 of the UTF-8 of `text`, as 40 hexadecimal digits. */
export const sha1Hex = (text: string): string => Buffer.from(sha1(Buffer.from(text, 'utf8'))).toString('hex');
