/**
 * The file beside a copy that tells until when the role is fresh. The launcher compares its date with that of a file
 * that the system dates *now*, so it needs no process to know the time.
 */
import { RENEWAL_WINDOW_MS } from '../aws/lifetime.ts';

/** The folder of these files. They have the names of the copies in `roles/`. */
export const UNTIL_FOLDER = 'until';

/** Returns the text: the end of the credentials as the copy has it. @param end in epoch seconds */
export const untilText = (end: number): string => `${end}\n`;

/** Returns the date of the file, in epoch seconds: until then a role with this end is fresh. @param end in epoch seconds */
export const freshUntil = (end: number): number => end - RENEWAL_WINDOW_MS / 1000;
