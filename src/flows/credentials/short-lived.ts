/** Finds out whether cached credentials with less than 15 minutes left are still good for a program that asks again. */
import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { isBeforeHalf } from '../../core/credentials/short-lived.ts';
import type { Ports } from '../../ports/context.ts';

/** @param key of the cache entry */
export const isInFirstHalf = (
	credentials: RoleCredentials,
	key: string,
	{ files, machine }: Ports<'files' | 'machine'>,
): boolean => isBeforeHalf(credentials, machine.now(), files.roleCredentials.changedAt(key));
