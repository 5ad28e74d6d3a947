/** Decides whether cached credentials are used without a request to AWS. On the warm path. */
import { areCredentialsFresh, areFreshForNow, type RoleCredentials } from '../../core/credentials/role-credentials.ts';
import type { Ports } from '../../ports/context.ts';

/**
 * Returns whether the credentials are fresh for who asks.
 * @param key of their cache entry
 * @param asksAgain whether a program asks that will ask again and again
 */
export function areFreshForCaller(
	credentials: RoleCredentials,
	key: string,
	asksAgain: boolean,
	{ files, machine }: Ports<'files' | 'machine'>,
): boolean {
	const now = machine.now();
	if (!asksAgain) return areCredentialsFresh(credentials, now);
	return areFreshForNow(credentials, now, () => files.roleCredentials.changedAt(key));
}
