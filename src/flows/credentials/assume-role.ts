/** Assumes a role with STS, and caches it for all processes and for the AWS CLI. Loaded only if the cache has none. */

import { type AssumedRole, formatAssumedRole } from '../../core/credentials/assumed-role.ts';
import { derivedSessionName } from '../../core/credentials/session-name.ts';
import { areSendable } from '../../core/credentials/source-keys.ts';
import { formatSourceNote, mayBeFrom, parseSourceNote, sourceNoteKey } from '../../core/credentials/source-note.ts';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { roleFailures } from '../../core/failure/role-failures.ts';
import { ownEnvironment } from '../../core/machine/own-environment.ts';
import { serviceAddress } from '../../core/profile/endpoints.ts';
import { whereIsRegion } from '../../core/profile/refused-chain.ts';
import { type ChainedProfile, rootOf, settingsName } from '../../core/profile/role-chain.ts';
import type { Context } from '../../ports/context.ts';
import type { GivenAnswer, Sts } from '../../ports/services.ts';
import { signedOutMeanwhile, watchSignOut } from '../sign-in/sign-out-watch.ts';
import { entryOf, newerRole } from './cached-role.ts';
import { rootCaller } from './caller.ts';
import type { ChainRequest, RoleCaller } from './chain-request.ts';
import { aloneIf, mayKeep } from './may-keep.ts';
import { refusedRole, unsendableKeys } from './refused-role.ts';

interface RoleToAssume {
	readonly role: ChainedProfile;
	readonly caller: RoleCaller;
	/** What the cache has: a role that expires soon, or undefined. */
	readonly cached: AssumedRole | undefined;
}

/**
 * Assumes a role, unless another process does: then waits for its result.
 * @throws Failure `source-keys-refused`, `role-region-missing`, `mfa-code-invalid`, `interrupted`, those of
 * `serviceAddress`, of STS and of `refusedRole`
 */
export async function assumeRole(wanted: RoleToAssume, request: ChainRequest, context: Context): Promise<AssumedRole> {
	const { role, caller, cached } = wanted;
	if (!areSendable(caller.keys)) throw unsendableKeys(role, request);
	const { key } = entryOf(role, context.machine);
	const sts = await stsOf(request, context);
	// Asked before the lock is taken: other processes must not wait for the person.
	const tokenCode = await request.mfaCodes?.next(role);
	const isKept = await mayKeep(role, request.loaded, context);
	return aloneIf(isKept, context)(`role ${key}`, {
		ready: () => newerRole(cached, role, context),
		work: () => ask(sts, { role, caller, tokenCode }, request, context),
	});
}

/** Connects to STS in the region of the profile that was asked for. @throws Failure `role-region-missing` */
export async function stsOf({ active, loaded }: ChainRequest, context: Context): Promise<Sts> {
	const { config, path } = loaded;
	const { env } = context.machine;
	const { AWS_REGION, AWS_DEFAULT_REGION } = ownEnvironment(env);
	const region = active.region ?? [AWS_REGION, AWS_DEFAULT_REGION].find(Boolean);
	if (region === undefined) {
		const owner = { config, profile: active.name, session: undefined, path };
		const where = whereIsRegion(owner, active.givenSource !== undefined);
		throw roleFailures.roleRegionMissing({ profile: active.name, where });
	}
	return context.services.sts(region, serviceAddress('sts', config, settingsName(active), env, path));
}

interface Asking {
	readonly role: ChainedProfile;
	readonly caller: RoleCaller;
	readonly tokenCode: string | undefined;
}

async function ask(sts: Sts, asking: Asking, request: ChainRequest, context: Context): Promise<AssumedRole> {
	const { role, caller, tokenCode } = asking;
	const { externalId, durationSeconds, mfaSerial, roleArn } = role;
	const entry = entryOf(role, context.machine);
	const root = rootOf(role);
	const isSignedOut = root === undefined ? () => false : watchSignOut(root, context);
	const answer = await sts.assumeRole({
		keys: caller.keys,
		roleArn,
		sessionName:
			entry.arguments.sessionName ??
			derivedSessionName(await rootCaller(sts, { entry, caller }, context), context.machine.now()),
		...(externalId !== undefined && { externalId }),
		...(durationSeconds !== undefined && { durationSeconds }),
		...(mfaSerial !== undefined && tokenCode !== undefined && { serialNumber: mfaSerial, tokenCode }),
	});
	if (!answer.ok) throw await refusedRole(answer, { sts, role, caller, entry }, request, context);
	await keepUnless(isSignedOut, role, answer, request, context);
	return answer.value;
}

/**
 * Caches the role unless the person signed out, and checks that before and after the write: see sign-out-watch.ts. A
 * failed write only means that the next run asks AWS again.
 * @throws Failure `sign-in-needed`
 */
export async function keepUnless(
	isSignedOut: () => boolean,
	role: ChainedProfile,
	{ value, requestId }: GivenAnswer<AssumedRole>,
	{ loaded }: Pick<ChainRequest, 'loaded'>,
	context: Context,
): Promise<void> {
	const { roleCredentials } = context.files;
	const { key } = entryOf(role, context.machine);
	const root = rootOf(role);
	const refuseIfSignedOut = () => {
		if (root !== undefined && isSignedOut()) throw signedOutMeanwhile(root, role.name);
	};
	refuseIfSignedOut();
	if (!(await mayKeep(role, loaded, context))) return;
	try {
		await noteSource(role, value, context);
		await roleCredentials.write(key, formatAssumedRole(value, role.accountId, requestId ?? ''));
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		context.terminal.say(`warning: ${error.message}; the next run will ask AWS again`);
	}
	if (!isSignedOut()) return;
	roleCredentials.remove(roleCredentials.path(key));
	refuseIfSignedOut();
}

/**
 * Notes from which source the entry is made, before it is written. An entry without its note would serve any source, so
 * that of another source is removed first.
 * @throws Failure `file-unusable`: then the entry must not be written
 */
async function noteSource(role: ChainedProfile, { credentials }: AssumedRole, context: Context): Promise<void> {
	const { notes, roleCredentials } = context.files;
	const entry = entryOf(role, context.machine);
	const noteKey = sourceNoteKey(entry.arguments);
	const former = parseSourceNote(notes.read(noteKey, (text) => parseSourceNote(text) !== undefined) ?? '');
	if (former !== undefined && !mayBeFrom(entry.source, former, former.accessKeyId)) {
		const removal = roleCredentials.remove(roleCredentials.path(entry.key));
		if (typeof removal !== 'string') throw failures.fileUnusable(removal);
	}
	await notes.write(noteKey, formatSourceNote(entry.arguments, entry.source, credentials.accessKeyId));
}
