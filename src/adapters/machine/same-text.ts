/** Compares texts of which one is a secret. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Returns whether two texts are the same, in a time that does not depend on where they differ. */
export function sameText(a: string, b: string): boolean {
	const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
	return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
