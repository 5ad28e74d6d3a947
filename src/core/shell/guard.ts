/** Tells whether SSOENV_GUARD names a profile. Its patterns mean the same as in `case` of bash, as in all shell layers. */
import { matchesGlob } from '../text/glob.ts';

/** @param patterns the value of SSOENV_GUARD: patterns separated by blanks */
export const isGuarded = (patterns: string | undefined, profile: string): boolean =>
	(patterns ?? '').split(/\s+/).some((pattern) => pattern !== '' && matchesGlob(pattern, profile));
