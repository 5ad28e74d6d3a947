/**
 * Patterns that choose roles. A pattern is `ACCOUNT/ROLE` or `ACCOUNT`, with * ? [] as in a shell. ACCOUNT is the name or
 * the ID of an account. Letters match in any case, as for `--account`.
 */

import { globMatcher } from '../text/glob.ts';

/** A role, with what is known of its account. */
export interface RoleOfAccount {
	readonly accountId: string;
	/** The text that the service returns, which nothing has checked; undefined if it returns no name. */
	readonly accountName: string | undefined;
	readonly roleName: string;
}

/** A pattern that is ready to be matched against many roles. */
export interface RolePattern {
	readonly pattern: string;
	readonly matches: (role: RoleOfAccount) => boolean;
}

/** macOS and AWS write letters with accents as one character or as two. */
const composed = (text: string): string => text.normalize('NFC');

/** Returns a test for one part of a pattern. An empty part stands for everything. */
function partMatcher(part: string): (text: string) => boolean {
	const matches = globMatcher(composed(part) || '*', true);
	return (text) => matches(composed(text));
}

/** Prepares a pattern. Its last `/` divides it, because names of accounts may contain a `/`, and those of roles do not. */
export function rolePattern(pattern: string): RolePattern {
	const at = pattern.lastIndexOf('/');
	const isAccount = partMatcher(at < 0 ? pattern : pattern.slice(0, at));
	const isRole = at < 0 ? () => true : partMatcher(pattern.slice(at + 1));
	return {
		pattern,
		matches: ({ accountId, accountName = '', roleName }) =>
			isRole(roleName) && (isAccount(accountId) || (accountName !== '' && isAccount(accountName))),
	};
}

/**
 * Chooses roles. A role is wanted if a pattern of `include` matches it, or if `include` has no pattern. It is not wanted
 * if a pattern of `exclude` matches it. An empty pattern matches no role. `sync` forgets earlier patterns if it gets one.
 */
export interface RoleSelection {
	readonly include: readonly string[];
	readonly exclude: readonly string[];
}

/** Returns false if a selection wants all roles. */
export const isSelective = ({ include, exclude }: RoleSelection): boolean =>
	[...include, ...exclude].some((pattern) => pattern !== '');

/** Returns a test for the roles that a selection wants. `exclude` wins over `include`. */
export function roleSelector({ include, exclude }: RoleSelection): (role: RoleOfAccount) => boolean {
	const patterns = (option: readonly string[]) => option.filter((pattern) => pattern !== '').map(rolePattern);
	const [wanted, unwanted] = [patterns(include), patterns(exclude)];
	return (role) =>
		(wanted.length === 0 || wanted.some(({ matches }) => matches(role))) &&
		!unwanted.some(({ matches }) => matches(role));
}
