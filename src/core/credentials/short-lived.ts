/** Decides how long a program that asks again and again uses credentials that live less than 30 minutes. */
import { renewalTime } from '../aws/lifetime.ts';
import { endsAt, type RoleCredentials } from './role-credentials.ts';

/**
 * Returns true during the first part of the life of cached credentials, in which no request to AWS is needed.
 * @param cachedAt when they were cached, in epoch milliseconds like `now`; undefined if that cannot be told
 */
export const isBeforeHalf = (credentials: RoleCredentials, now: number, cachedAt: number | undefined): boolean =>
	cachedAt !== undefined && cachedAt <= now && now < renewalTime(endsAt(credentials), cachedAt);
