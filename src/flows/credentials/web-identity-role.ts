/**
 * Assumes a role with a web identity token. botocore caches such a role as it does any other, so that it is a role of the
 * chain like those that come after it.
 */

import type { AssumedRole } from '../../core/credentials/assumed-role.ts';
import { derivedSessionName } from '../../core/credentials/session-name.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { roleFailures } from '../../core/failure/role-failures.ts';
import { sourceFailures } from '../../core/failure/source-failures.ts';
import { whereIs } from '../../core/profile/refused-chain.ts';
import type { ChainedProfile } from '../../core/profile/role-chain.ts';
import type { Context } from '../../ports/context.ts';
import type { RefusedAnswer, Sts } from '../../ports/services.ts';
import { keepUnless, stsOf } from './assume-role.ts';
import { entryOf, newerRole } from './cached-role.ts';
import type { ChainRequest } from './chain-request.ts';
import { aloneIf, mayKeep } from './may-keep.ts';

interface RoleOfToken {
	readonly role: ChainedProfile;
	readonly tokenFile: string;
	/** What the cache has: a role that expires soon, or undefined. */
	readonly cached: AssumedRole | undefined;
}

/**
 * Assumes a role with the token in a file, unless another process does: then waits for its result.
 * @throws Failure `role-region-missing`, `web-identity-unreadable`, `web-identity-refused`, `request-refused`, those of
 * `serviceAddress` and of STS
 */
export async function webIdentityRole(
	{ role, tokenFile, cached }: RoleOfToken,
	request: ChainRequest,
	context: Context,
): Promise<AssumedRole> {
	const sts = await stsOf(request, context);
	const isKept = await mayKeep(role, request.loaded, context);
	return aloneIf(isKept, context)(`role ${entryOf(role, context.machine).key}`, {
		ready: () => newerRole(cached, role, context),
		work: () => ask(sts, { role, path: tokenFile }, request, context),
	});
}

async function ask(
	sts: Sts,
	{ role, path }: { readonly role: ChainedProfile; readonly path: string },
	request: ChainRequest,
	context: Context,
): Promise<AssumedRole> {
	const { readToken } = await context.services.sources();
	const token = readToken(path);
	if ('reason' in token) {
		throw sourceFailures.webIdentityUnreadable({ source: role.name, path, reason: token.reason });
	}
	const { sessionName } = entryOf(role, context.machine).arguments;
	const answer = await sts.assumeRoleWithWebIdentity({
		// As it is, with a newline at its end: botocore sends it so too.
		token: token.text,
		roleArn: role.roleArn,
		sessionName: sessionName ?? derivedSessionName(undefined, context.machine.now()),
	});
	if (!answer.ok) throw refusedToken(answer, role, path, request);
	await keepUnless(() => false, role, answer, request, context);
	return answer.value;
}

/** What each code says about the token, and what to do. */
const PROBLEMS: ReadonlyMap<string, readonly [because: string, hint: string]> = new Map([
	['ExpiredTokenException', ['it has expired', 'let the identity provider write a new token into the file']],
	[
		'InvalidIdentityToken',
		['AWS cannot verify it', 'check that IAM has this identity provider, and that the token is for its audience'],
	],
	['IDPRejectedClaim', ['the identity provider rejects it', 'let it write a new token into the file']],
	['IDPCommunicationError', ['AWS cannot reach the identity provider', 'try again']],
	[
		'AccessDenied',
		[
			'the role does not trust this identity, or does not exist',
			"check that the role's trust policy names the identity provider, and allows sts:AssumeRoleWithWebIdentity",
		],
	],
]);

function refusedToken(
	refusal: RefusedAnswer,
	role: ChainedProfile,
	path: string,
	{ active, loaded }: ChainRequest,
): Failure {
	const { roleArn, name } = role;
	const [because, hint] = PROBLEMS.get(refusal.code) ?? [];
	if (because !== undefined && hint !== undefined) {
		return sourceFailures.webIdentityRefused({ roleArn, path, because, hint });
	}
	const { code, status, endpoint, givenBy } = refusal;
	if (code === 'RegionDisabledException') {
		const owner = { config: loaded.config, path: loaded.path, profile: active.name, session: undefined };
		const region = active.region ?? endpoint;
		return roleFailures.stsRegionDisabled({ profile: active.name, roleArn, region, where: whereIs(owner, 'region') });
	}
	return failures.requestRefused({
		endpoint,
		...(givenBy !== undefined && { givenBy }),
		operation: 'AssumeRoleWithWebIdentity',
		answer: `${code} (${status})`,
		hint: `check the settings of profile ${name}`,
	});
}
