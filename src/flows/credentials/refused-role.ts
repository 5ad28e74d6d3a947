/** Explains why AWS refused AssumeRole, as far as the answer and the files show it. docs/refusals.md has the table. */

import type { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { roleFailures } from '../../core/failure/role-failures.ts';
import { type RoleOwner, whereIs, whereIsRegion } from '../../core/profile/refused-chain.ts';
import type { ChainedProfile } from '../../core/profile/role-chain.ts';
import { argumentWord, profileOption, shellWord } from '../../core/text/quoting.ts';
import type { Context } from '../../ports/context.ts';
import type { RefusedAnswer, Sts } from '../../ports/services.ts';
import type { RoleEntry } from './cached-role.ts';
import { directCaller } from './caller.ts';
import type { ChainRequest, RoleCaller } from './chain-request.ts';

interface RefusedRole {
	readonly sts: Sts;
	readonly role: ChainedProfile;
	readonly caller: RoleCaller;
	readonly entry: RoleEntry;
}

/** Returns the failure for a 4xx answer to AssumeRole. If the answer does not name the principal, STS is asked for it. */
export async function refusedRole(
	refusal: RefusedAnswer,
	refused: RefusedRole,
	request: ChainRequest,
	context: Context,
): Promise<Failure> {
	const { role } = refused;
	const facts = { profile: request.active.name, roleArn: role.roleArn };
	const mfa = mfaProblem(refusal, facts, role);
	if (mfa !== undefined) return mfa;
	switch (refusal.code) {
		case 'AccessDenied': {
			const { sts, caller, entry } = refused;
			const principal = refusal.principal ?? (await principalOf(sts, { caller, entry }, context)) ?? sourceName(role);
			const asked = { hasExternalId: role.externalId !== undefined, hasMfa: role.mfaSerial !== undefined };
			return roleFailures.roleNotAllowed({ ...facts, principal, ...asked, isGiven: role.givenSource !== undefined });
		}
		case 'RegionDisabledException': {
			const { active } = request;
			const where = whereIsRegion(ownerOf(active, request), active.givenSource !== undefined);
			return roleFailures.stsRegionDisabled({ ...facts, region: active.region ?? refusal.endpoint, where });
		}
		default:
			return (
				durationProblem(refusal, facts, role, request) ??
				keysProblem(refusal, facts, role, ownerOf(role, request)) ??
				other(refusal, role)
			);
	}
}

interface RoleFacts {
	readonly profile: string;
	readonly roleArn: string;
}

const ownerOf = (role: ChainedProfile, { loaded: { config, path } }: ChainRequest) => ({
	config,
	path,
	profile: role.name,
	session: undefined,
});

function mfaProblem({ reason }: RefusedAnswer, facts: RoleFacts, { mfaSerial }: ChainedProfile): Failure | undefined {
	if (mfaSerial === undefined || (reason !== 'mfa-code' && reason !== 'mfa-device')) return undefined;
	return roleFailures.mfaCodeRefused({ ...facts, serial: mfaSerial, isDevice: reason === 'mfa-device' });
}

function durationProblem(
	{ reason }: RefusedAnswer,
	facts: RoleFacts,
	role: ChainedProfile,
	request: ChainRequest,
): Failure | undefined {
	const { durationSeconds: seconds } = role;
	if (seconds === undefined || (reason !== 'role-duration' && reason !== 'chained-duration')) return undefined;
	const where = whereIs(ownerOf(role, request), 'duration_seconds');
	return roleFailures.roleDurationRefused({ ...facts, seconds, where, isChained: reason === 'chained-duration' });
}

/** What each code says about the keys that signed the request. */
const KEY_PROBLEMS: ReadonlyMap<string, string> = new Map([
	['ExpiredToken', 'they have expired'],
	['ExpiredTokenException', 'they have expired'],
	['InvalidClientTokenId', 'it does not know the access key, or the key is not active'],
	['SignatureDoesNotMatch', 'the secret access key does not belong to the access key ID'],
	['UnrecognizedClientException', 'it does not know the access key'],
]);

function keysProblem(
	{ code }: RefusedAnswer,
	facts: RoleFacts,
	role: ChainedProfile,
	owner: RoleOwner,
): Failure | undefined {
	const because = KEY_PROBLEMS.get(code);
	return because === undefined
		? undefined
		: roleFailures.sourceKeysRefused({ ...facts, source: sourceName(role), because, hint: keysHint(role, owner) });
}

/** Returns the failure for keys with a character that no header can have: a request with them cannot even be sent. */
export function unsendableKeys(role: ChainedProfile, request: ChainRequest): Failure {
	return roleFailures.sourceKeysRefused({
		profile: request.active.name,
		roleArn: role.roleArn,
		source: sourceName(role),
		because: 'the access key ID or the session token has a character that AWS never uses',
		hint: keysHint(role, ownerOf(role, request)),
	});
}

/** Names the source of a role, in words that a message can go on with. */
function sourceName({ source }: ChainedProfile): string {
	switch (source.kind) {
		case 'sso':
		case 'role': {
			const { name, roleName, accountId } = source.profile;
			return `the credentials of profile "${name}" (${roleName} in account ${accountId})`;
		}
		case 'static-keys':
			return `the keys of profile "${source.keys.profile}"`;
		case 'environment':
			return 'the keys of the environment';
		case 'process':
			return `the credentials that credential_process of profile "${source.profile}" printed`;
		case 'login':
			return `the credentials of aws login of profile "${source.profile}"`;
		case 'web-identity':
			return `the web identity token in ${source.tokenFile}`;
	}
}

/** Returns the command that replaces the keys of the source. */
function keysHint({ source }: ChainedProfile, owner: RoleOwner): string {
	switch (source.kind) {
		case 'sso':
			return `ssoenv use ${argumentWord(source.profile.name)}`;
		case 'role':
			// `use` serves no profile with a web identity token by itself.
			return source.profile.source.kind === 'web-identity'
				? keysHint(source.profile, owner)
				: `ssoenv use ${argumentWord(source.profile.name)}`;
		case 'static-keys':
			return `aws configure ${profileOption(source.keys.profile)}`;
		case 'environment':
			return 'set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary keys, AWS_SESSION_TOKEN';
		case 'login':
			return `aws login ${profileOption(source.profile)}`;
		case 'process':
			return `check credential_process ${whereIs({ ...owner, profile: source.profile }, 'credential_process')}`;
		case 'web-identity':
			return `ls -l ${shellWord(source.tokenFile)}`;
	}
}

/** Returns the ARN of the caller; undefined if STS cannot be asked, because the refusal matters more. */
async function principalOf(
	sts: Sts,
	caller: Pick<RefusedRole, 'caller' | 'entry'>,
	context: Context,
): Promise<string | undefined> {
	try {
		return await directCaller(sts, caller, context);
	} catch {
		return undefined;
	}
}

function other({ code, status, endpoint, givenBy }: RefusedAnswer, role: ChainedProfile): Failure {
	const origin = { endpoint, ...(givenBy !== undefined && { givenBy }) };
	const isGiven = role.givenSource !== undefined;
	const hint = isGiven ? `check --role-arn ${role.roleArn}` : `check the settings of profile ${role.name}`;
	return failures.requestRefused({ ...origin, operation: 'AssumeRole', answer: `${code} (${status})`, hint });
}
