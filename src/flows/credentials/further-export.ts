/** Exports credentials in the formats that the AWS CLI does not have. */
import { chainNoteKey, parseChainNote } from '../../core/credentials/chain-note.ts';
import { roleCredentialsKey } from '../../core/credentials/role-credentials.ts';
import { failures } from '../../core/failure/failures.ts';
import { isChained, type ServedProfile } from '../../core/profile/role-chain.ts';
import type { Exported } from '../../core/shell/exported.ts';
import { furtherFormats } from '../../core/shell/further-formats.ts';
import type { FurtherFormat } from '../../core/shell/syntaxes.ts';
import type { Ports } from '../../ports/context.ts';
import type { LoadedConfig } from '../../ports/files.ts';
import { entryOf } from './cached-role.ts';
import type { NotedChain } from './noted-chain.ts';

interface FurtherExport {
	readonly stdout: string;
	/** Does what is left to do once stdout has been written. Throws Failure `file-unusable`. */
	readonly finish: () => void;
}

/**
 * Returns what a format makes of the credentials.
 * @throws Failure `usage`, `value-without-safe-form`
 */
export async function furtherExport(
	format: FurtherFormat,
	exported: Exported,
	{ profile, loaded }: { readonly profile: ServedProfile | NotedChain; readonly loaded: LoadedConfig },
	context: Ports<'files' | 'machine' | 'terminal'>,
): Promise<FurtherExport> {
	const watched = format === 'direnv' ? [...entryPaths(profile, context), ...loaded.files] : [];
	const surroundings = { profile: profile.name, watched, delimiter: '' };
	if (format !== 'github') return { ...furtherFormats[format](exported, surroundings), finish: () => undefined };
	const path = jobFilePath(context);
	const jobFile = await context.files.jobFile();
	const { stdout, jobVariables } = furtherFormats.github(exported, {
		...surroundings,
		delimiter: jobFile.newDelimiter(),
	});
	warnOfRivals(exported, context);
	return { stdout, finish: () => jobFile.append(path, jobVariables) };
}

/** @throws Failure `usage` */
function jobFilePath({ machine }: Ports<'machine'>): string {
	const path = machine.env.GITHUB_ENV;
	if (path) return path;
	const problem = '--format github writes to the file that GITHUB_ENV names, and GITHUB_ENV is not set';
	throw failures.usage({ problem, command: 'export' });
}

/** A variable of the job cannot be unset for the steps that follow. */
function warnOfRivals({ environment }: Exported, { machine, terminal }: Ports<'machine' | 'terminal'>): void {
	for (const { name, isRival } of environment) {
		if (isRival !== true || machine.env[name] === undefined) continue;
		terminal.say(`warning: ${name} is set in this job and may override the role; GITHUB_ENV cannot unset it`);
	}
}

/** Returns the path of the cache entry of a role, if its credentials are in the cache. */
function entryPaths(profile: ServedProfile | NotedChain, { files, machine }: Ports<'files' | 'machine'>): string[] {
	const { notes, roleCredentials } = files;
	if ('credentials' in profile) {
		const note = parseChainNote(notes.read(chainNoteKey(profile.name), () => true) ?? '');
		return note === undefined ? [] : [roleCredentials.path(note.entryKey)];
	}
	const key = isChained(profile) ? entryOf(profile, machine).key : roleCredentialsKey(profile);
	return [roleCredentials.path(key)];
}
