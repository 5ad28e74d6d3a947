/** Finds the names of accounts that earlier discoveries have found, without a request. */
import { tokenKey } from '../../core/aws/sso-session.ts';
import { type FoundAssignments, parseDiscovery } from '../../core/discovery/kept-discovery.ts';
import { rootOf, type ServedProfile } from '../../core/profile/role-chain.ts';
import type { Discoveries } from '../../ports/files.ts';

/**
 * Returns a function that looks up the account name that `accounts` or `sync` stored. It reads each sign-in's list
 * once.
 */
export function knownAccountNames(store: Discoveries): (profile: ServedProfile) => string | undefined {
	const known = new Map<string, FoundAssignments | undefined>();
	return (profile) => {
		const root = rootOf(profile);
		if (root === undefined) return undefined;
		const key = tokenKey(root);
		if (!known.has(key)) known.set(key, parseDiscovery(store.readComplete(key) ?? '', root));
		return known.get(key)?.accounts.get(profile.accountId)?.accountName;
	};
}
