/**
 * Gets the credentials of a profile that assumes a role: from the AWS CLI's cache while they are fresh, else from STS,
 * with the credentials of its source. A chain is walked from its end: the first role that the cache has is its root.
 */

import type { AssumedRole } from '../../core/credentials/assumed-role.ts';
import { environmentKeys } from '../../core/credentials/environment-keys.ts';
import { areCredentialsAlive, areCredentialsFresh, endsAt } from '../../core/credentials/role-credentials.ts';
import { Failure } from '../../core/failure/failure.ts';
import { roleFailures } from '../../core/failure/role-failures.ts';
import type { ChainedProfile, RoleSource } from '../../core/profile/role-chain.ts';
import { formatDuration } from '../../core/text/time.ts';
import type { Context } from '../../ports/context.ts';
import { cachedRole, entryOf, newerRole } from './cached-role.ts';
import type { ChainRequest, RoleCaller } from './chain-request.ts';
import { isInFirstHalf } from './short-lived.ts';

/**
 * Returns a role. A cached one with 15 minutes or more left is used as it is. Another one is assumed again, once for all
 * processes; if AWS cannot be reached at the moment, or nobody can give the code that it needs, the cached one is used
 * until it expires.
 * @throws Failure `environment-keys-missing`, and those of `assumeRole`, `webIdentityRole` and of the source
 */
export async function assumedRole(role: ChainedProfile, request: ChainRequest, context: Context): Promise<AssumedRole> {
	// botocore, too, looks for the keys of the environment before it looks into the cache.
	if (role.source.kind === 'environment') environmentKeys(role.name, context.machine.env);
	const cached = cachedRole(role, context);
	if (cached !== undefined && isFreshFor(request, role, cached, context)) return cached;
	try {
		refuseWithoutCode(role, request);
		return await newRole(role, cached, request, context);
	} catch (error) {
		const canWait = error instanceof Failure && (error.isPassing || NEEDS_PERSON.has(error.code));
		if (!canWait || cached === undefined || !areCredentialsAlive(cached.credentials, context.machine.now()))
			throw error;
		const left = formatDuration(endsAt(cached.credentials) - context.machine.now());
		context.terminal.say(`${error.message}; using the cached credentials, which expire in ${left}`);
		return cached;
	}
}

function isFreshFor(
	{ asksAgain }: ChainRequest,
	role: ChainedProfile,
	{ credentials }: AssumedRole,
	context: Context,
): boolean {
	if (areCredentialsFresh(credentials, context.machine.now())) return true;
	return asksAgain && isInFirstHalf(credentials, entryOf(role, context.machine).key, context);
}

/** The failures after which a person can do more than ssoenv in the background. */
const NEEDS_PERSON = new Set(['mfa-code-needed', 'source-process-failed']);

async function newRole(
	role: ChainedProfile,
	cached: AssumedRole | undefined,
	request: ChainRequest,
	context: Context,
): Promise<AssumedRole> {
	const { source } = role;
	if (source.kind === 'web-identity') {
		const { webIdentityRole } = await import('./web-identity-role.ts');
		return webIdentityRole({ role, tokenFile: source.tokenFile, cached }, request, context);
	}
	const assume = async () => {
		const caller = await callerFor(source, role.name, request, context);
		const { assumeRole } = await import('./assume-role.ts');
		return assumeRole({ role, caller, cached }, request, context);
	};
	if (source.kind !== 'process' || !request.isUnattended) return assume();
	// All shells renew a role at the same time, but one run of the program is enough. With a person there it may ask
	// something, and no other process must wait for the person.
	return context.machine.singleFlight(`program ${entryOf(role, context.machine).key}`, {
		ready: () => newerRole(cached, role, context),
		work: assume,
	});
}

/**
 * Refuses a role that needs a code where none can be had, before a request is sent in vain: a shell tries to renew its
 * role again and again.
 * @throws Failure `mfa-code-needed`
 */
function refuseWithoutCode({ roleArn, mfaSerial: serial }: ChainedProfile, { active, mfaCodes }: ChainRequest): void {
	if (serial === undefined || mfaCodes?.canGet() === true) return;
	throw roleFailures.mfaCodeNeeded({ profile: active.name, roleArn, serial });
}

/**
 * Returns the credentials of the source. A web identity has none.
 * @param name of the profile that assumes a role with them
 */
async function callerFor(
	source: Exclude<RoleSource, { kind: 'web-identity' }>,
	name: string,
	request: ChainRequest,
	context: Context,
): Promise<RoleCaller> {
	switch (source.kind) {
		case 'sso':
			return { keys: await request.signedIn(source.profile), arn: undefined };
		case 'role': {
			const { credentials, arn } = await assumedRole(source.profile, request, context);
			return { keys: credentials, arn };
		}
		case 'static-keys': {
			const { accessKeyId, secretAccessKey, sessionToken } = source.keys;
			return { keys: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }, arn: undefined };
		}
		case 'environment':
			return { keys: environmentKeys(name, context.machine.env), arn: undefined };
		case 'process':
			return (await import('./source-keys.ts')).keysOfProgram(source, request, context);
		case 'login':
			return (await import('./source-keys.ts')).keysOfLogin(source, context);
	}
}
