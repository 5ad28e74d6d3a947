/** Looks at this machine for `doctor`, and mends what is safe to mend. */
import { chmodSync, closeSync, openSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import manifest from '../../../package.json' with { type: 'json' };
import type { FoundProgram } from '../../core/doctor/facts.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Environment } from '../../core/machine/environment.ts';
import { parseRecord } from '../../core/text/json.ts';
import type { Inspection } from '../../ports/inspection.ts';
import { certificatesIn } from '../files/certificates.ts';
import { foreignLevel } from '../files/owner.ts';
import { withFileFailure } from '../files/private-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { namesIn } from '../lock/lock-file.ts';
import { isStale } from '../lock/stale-lock.ts';
import { whyNotRunnable } from '../machine/executable.ts';
import { isSingleFile, ownCommand } from '../machine/runtime.ts';
import { fileReason, systemErrorCode } from '../machine/system-error.ts';
import { entries } from './entries.ts';
import { ownFolders } from './own-folders.ts';

function realPath(path: string): string | undefined {
	try {
		return realpathSync(path);
	} catch {
		return undefined;
	}
}

/** A program that says no version in this time is not worth more of the person's time. */
const LIMIT_MS = 10_000;
const MOST_BYTES = 4096;

/** Returns what a program says; undefined if it fails or takes too long. */
async function said(file: string, words: readonly string[], env: Environment): Promise<string | undefined> {
	const { exitCode, all } = await execa(file, words, {
		// The AWS CLI says no version if it cannot read its files.
		env: { ...env, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
		extendEnv: false,
		reject: false,
		all: true,
		stdin: 'ignore',
		timeout: LIMIT_MS,
		forceKillAfterDelay: 1000,
		maxBuffer: MOST_BYTES,
	});
	return exitCode === 0 ? all : undefined;
}

async function programsOnPath(
	name: string,
	words: readonly string[],
	env: Environment,
): Promise<readonly FoundProgram[]> {
	const paths = (env.PATH ?? '')
		.split(delimiter)
		.map((folder) => join(folder || '.', name))
		.filter((path) => whyNotRunnable(path, env) === undefined);
	const byReal = new Map(paths.toReversed().map((path) => [realPath(path) ?? path, path]));
	const first = [...byReal].toSorted(([, a], [, b]) => paths.indexOf(a) - paths.indexOf(b));
	return Promise.all(
		first.map(async ([real, path]) => ({ path, real, version: (await said(path, words, env))?.trim() })),
	);
}

function packageVersion(folder: string): string | undefined {
	try {
		const { name, version } = parseRecord(readRegularFile(join(folder, 'package.json'))?.toString('utf8') ?? '') ?? {};
		return name === 'ssoenv' && typeof version === 'string' ? version : undefined;
	} catch {
		return undefined;
	}
}

function certificateProblem(path: string): string | undefined {
	const read = certificatesIn(path);
	return 'problem' in read ? read.problem : undefined;
}

/** @throws Failure `file-unusable` */
function writeReport(path: string, text: string): void {
	try {
		const descriptor = openSync(path, 'wx', 0o600);
		try {
			writeSync(descriptor, text);
		} catch (error) {
			rmSync(path, { force: true });
			throw error;
		} finally {
			closeSync(descriptor);
		}
	} catch (error) {
		if (systemErrorCode(error) !== 'EEXIST') throw failures.fileUnusable({ path, reason: fileReason(error) });
		throw failures.fileUnusable({ path, reason: 'it exists already' });
	}
}

/** The runtime of the single file believes USER. Commands for files take the number as well. */
const nameOfUser = (): string => {
	try {
		if (!isSingleFile) return userInfo().username;
	} catch {
		// The user database has no name for this user.
	}
	return String(process.geteuid?.() ?? '');
};

/** For root: another user decides where such a path leads. @throws Failure `file-foreign` */
function refuseForeignLevel(path: string): void {
	const level = foreignLevel(path);
	if (level !== undefined) throw failures.fileForeign(level);
}

/** @param cache returns the cache folder of ssoenv; called on first use, because the home folder may be unknown */
export const inspection = (cache: () => string): Inspection => ({
	version: manifest.version,
	engines: isSingleFile ? '' : manifest.engines.node,
	program: realPath(ownCommand.at(-1) ?? '') ?? '',
	platform: process.platform,
	architecture: process.arch,
	node: { version: process.version, path: process.execPath },
	user: nameOfUser(),
	isRoot: process.geteuid?.() === 0,
	realPath,
	whyNotRunnable,
	programsOnPath,
	packageVersion,
	entries,
	certificateProblem,
	staleLocks: () => lockFolders(join(cache(), 'locks')).filter(isStale),
	changeMode: (path, mode) => {
		refuseForeignLevel(path);
		withFileFailure(path, () => chmodSync(path, mode));
	},
	removeLock: (folder) => {
		refuseForeignLevel(folder);
		withFileFailure(folder, () => {
			if (isStale(folder)) rmSync(folder, { recursive: true, force: true });
		});
	},
	writeReport,
	ownFolders: () => ownFolders(cache()),
});

function lockFolders(folder: string): readonly string[] {
	try {
		return namesIn(folder).map((name) => join(folder, name));
	} catch {
		return [];
	}
}
