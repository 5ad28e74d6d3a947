/** Runs a command once for each profile, several at a time. */

import type { RoleCredentials } from '../../core/credentials/role-credentials.ts';
import { type EachOutcome, hasFailed, NOT_STARTED } from '../../core/exec/each-outcome.ts';
import { Failure } from '../../core/failure/failure.ts';
import type { Environment } from '../../core/machine/environment.ts';
import type { ServedProfile } from '../../core/profile/role-chain.ts';
import type { Ports } from '../../ports/context.ts';
import type { ProgramGroup } from '../../ports/programs.ts';
import type { CredentialsAt } from './each-credentials.ts';
import type { OutputPlace } from './each-output.ts';
import type { EachProfile } from './each-profiles.ts';

export interface EachRun {
	readonly words: readonly string[];
	/** How many commands may run at the same time. */
	readonly jobs: number;
	/** Whether a failure keeps the others from starting. */
	readonly isFailFast: boolean;
	readonly credentialsAt: CredentialsAt;
	readonly environmentOf: (role: ServedProfile, credentials: RoleCredentials) => Environment;
	readonly place: OutputPlace;
	/** Called when a profile is done. */
	readonly onOutcome: (outcomes: readonly EachOutcome[]) => void;
}

/** Returns what became of each profile, in their order. */
export async function runEach(
	profiles: readonly EachProfile[],
	run: EachRun,
	group: ProgramGroup,
	context: Ports<'machine'>,
): Promise<readonly EachOutcome[]> {
	const done = new Map<number, EachOutcome>();
	const isOver = () => group.stopped.aborted || (run.isFailFast && [...done.values()].some(hasFailed));
	const stopped = whenStopped(group.stopped);
	let next = 0;
	const takeTurns = async () => {
		while (next < profiles.length && !isOver()) {
			const at = next;
			next += 1;
			const outcome = await outcomeAt(at, isOver);
			if (outcome === undefined) return;
			done.set(at, outcome);
			run.onOutcome([...done.values()]);
		}
	};
	const outcomeAt = async (at: number, isTooLate: () => boolean): Promise<EachOutcome | undefined> => {
		const profile = profiles[at];
		const credentials = await Promise.race([run.credentialsAt(at), stopped]);
		if (profile === undefined || credentials === undefined || isTooLate()) return undefined;
		return outcomeOf(at, profile, credentials, run, group, context);
	};
	await Promise.all(Array.from({ length: Math.min(run.jobs, profiles.length) }, takeTurns));
	return profiles.map(({ listed }, at) => done.get(at) ?? notRun(listed, NOT_STARTED));
}

const notRun = ({ profile, accountId, roleName }: EachProfile['listed'], problem: string): EachOutcome => ({
	profile,
	accountId,
	roleName,
	status: null,
	seconds: 0,
	problem,
});

/** Resolves to undefined once the signal is aborted: then nobody should wait for AWS. */
const whenStopped = (stopped: AbortSignal): Promise<undefined> =>
	new Promise((resolve) => {
		if (stopped.aborted) resolve(undefined);
		stopped.addEventListener('abort', () => resolve(undefined));
	});

async function outcomeOf(
	at: number,
	{ listed, role }: EachProfile,
	credentials: RoleCredentials | Failure,
	{ words, environmentOf, place }: EachRun,
	group: ProgramGroup,
	{ machine }: Ports<'machine'>,
): Promise<EachOutcome> {
	if (role instanceof Failure) return notRun(listed, role.message);
	if (credentials instanceof Failure) return notRun(listed, credentials.message);
	const startedAt = machine.now();
	const { output, close } = place.open(at);
	try {
		const status = await group.run(words, environmentOf(role, credentials), output);
		return { ...notRun(listed, ''), status, seconds: (machine.now() - startedAt) / 1000, problem: null };
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return notRun(listed, error.message);
	} finally {
		close();
	}
}
