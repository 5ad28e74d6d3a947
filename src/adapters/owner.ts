/** Whose a file or folder is. On Windows nobody's is anybody else's: there owners and modes say nothing. */
import type { Stats } from 'node:fs';

const user = (): number | undefined => process.geteuid?.();

export const isOwn = ({ uid }: Stats): boolean => user() === undefined || uid === user();

/** True for what neither this user nor root owns: root, too, leaves the home of another user alone. */
export const isForeign = (stat: Stats): boolean => !isOwn(stat) && stat.uid !== 0;
