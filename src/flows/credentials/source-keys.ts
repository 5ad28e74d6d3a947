/**
 * Gets the credentials of a source from a program or from the cache of `aws login`. Loaded only if a role is to be
 * assumed with them.
 */

import { parseLoginFile, parseProcessOutput, type SourceKeys } from '../../core/credentials/source-keys.ts';
import { isCallerArn } from '../../core/credentials/sts-answer.ts';
import { sourceFailures } from '../../core/failure/source-failures.ts';
import { refuseProfileCycle, withProfile } from '../../core/profile/profile-chain.ts';
import { whereIs } from '../../core/profile/refused-chain.ts';
import type { RoleSource } from '../../core/profile/role-chain.ts';
import { environmentWithoutRole } from '../../core/shell/environment-without-role.ts';
import { formatNote, parseNote } from '../../core/text/note.ts';
import { formatTimestamp } from '../../core/text/time.ts';
import type { Context, Ports } from '../../ports/context.ts';
import type { ChainRequest, RoleCaller } from './chain-request.ts';
import { clockOffset } from './clock-offset.ts';

type Source<Kind extends RoleSource['kind']> = Extract<RoleSource, { kind: Kind }>;

/** The variable with the profiles that are being resolved: the AWS CLI stops a `credential_process` that calls itself. */
const CHAIN = '_AWS_CLI_PROFILE_CHAIN';

/**
 * Runs the program of a `credential_process`. It gets the environment without the role of this shell: which role is
 * assumed must not depend on the role that is active.
 * @throws Failure `process-chain`, `source-process-failed`, `source-process-invalid`, `source-expired`, `interrupted`
 */
export async function keysOfProgram(
	{ profile: source, command }: Source<'process'>,
	{ active, loaded, isUnattended }: ChainRequest,
	context: Context,
): Promise<RoleCaller> {
	const { env } = context.machine;
	refuseProfileCycle(env[CHAIN], active.name);
	const { config, path } = loaded;
	const where = whereIs({ config, path, profile: source, session: undefined }, 'credential_process');
	const failed = (problem: string) =>
		sourceFailures.sourceProcessFailed({ source, where, problem, profile: active.name, isUnattended });
	if (isUnattended && hasFailedJustNow(command, context)) throw failed('has failed in the background a moment ago');
	const { runProgram } = await context.services.sources();
	const ended = await runProgram({
		command,
		env: { ...environmentWithoutRole(env), [CHAIN]: withProfile(env[CHAIN], active.name) },
		// Nothing but a person's answers is on a terminal; a script may need what is on its own stdin.
		readsStdin: !isUnattended && context.terminal.stdinIsTerminal(),
		isUnattended,
	});
	if ('problem' in ended) {
		if (isUnattended) await noteFailure(command, context);
		throw failed(ended.problem);
	}
	const keys = parseProcessOutput(ended.output);
	if ('problem' in keys) throw sourceFailures.sourceProcessInvalid({ source, where, problem: keys.problem });
	if (hasExpired(keys, context)) {
		throw sourceFailures.sourceExpired({ source, where, at: formatTimestamp(keys.expiresAt ?? 0) });
	}
	return { keys: signingKeys(keys), arn: undefined };
}

/**
 * A shell tries to renew its role every 30 seconds. A program that needs a person, such as one that opens a window, must
 * not run that often.
 */
const BACKGROUND_PAUSE_MS = 5 * 60_000;

const failureKey = (command: string, { machine }: Ports<'machine'>): string => `program ${machine.digestOf(command)}`;

function hasFailedJustNow(command: string, context: Ports<'files' | 'machine'>): boolean {
	const text = context.files.notes.read(failureKey(command, context), (note) => parseNote(note) !== undefined);
	const failedAt = text === undefined ? undefined : parseNote(text)?.failedAt;
	const now = context.machine.now();
	return typeof failedAt === 'number' && failedAt <= now && now - failedAt < BACKGROUND_PAUSE_MS;
}

async function noteFailure(command: string, context: Ports<'files' | 'machine'>): Promise<void> {
	try {
		await context.files.notes.write(failureKey(command, context), formatNote({ failedAt: context.machine.now() }));
	} catch {
		// The next renewal runs it again.
	}
}

/** Returns true if the keys have expired by AWS's clock, as far as it is known. */
function hasExpired({ expiresAt }: SourceKeys, context: Ports<'files' | 'machine'>): boolean {
	const awsNow = context.machine.now() - (clockOffset(context) ?? 0) * 1000;
	return expiresAt !== undefined && expiresAt <= awsNow;
}

const signingKeys = ({ accessKeyId, secretAccessKey, sessionToken }: SourceKeys): RoleCaller['keys'] => ({
	accessKeyId,
	secretAccessKey,
	...(sessionToken !== undefined && { sessionToken }),
});

/**
 * Returns the credentials that `aws login` or the AWS CLI has put into its cache. They last 15 minutes, and the AWS CLI
 * renews them whenever it uses them.
 * @throws Failure `source-login-needed`
 */
export async function keysOfLogin(
	{ profile: source, session }: Source<'login'>,
	context: Context,
): Promise<RoleCaller> {
	const { readLogin } = await context.services.sources();
	const text = readLogin(session);
	const refuse = (problem: string, isRenewable: boolean) =>
		sourceFailures.sourceLoginNeeded({ source, problem, isRenewable });
	if (text === undefined) throw refuse('and is not signed in', false);
	const keys = parseLoginFile(text);
	if (keys === undefined) throw refuse('whose cache file is incomplete', false);
	if (hasExpired(keys, context)) throw refuse(`and they expired at ${formatTimestamp(keys.expiresAt)}`, true);
	return { keys: signingKeys(keys), arn: isCallerArn(session) ? session : undefined };
}
