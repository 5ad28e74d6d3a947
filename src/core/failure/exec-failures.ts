/** The failures of programs that ssoenv runs as a role, those of `serve`, and those of `each` that concern all its profiles. */
import { shellWord } from '../text/quoting.ts';
import { list, orNearest, row } from './failure.ts';

export const execFailures = {
	programNotFound: row('program-not-found', 127, (f: { name: string }) => ({
		message: `${f.name} is not found`,
	})),

	programNotRunnable: row('program-not-runnable', 126, (f: { name: string; why: string }) => ({
		message: `${f.name} ${f.why}`,
	})),

	wordsUndecodable: row('words-undecodable', 126, (f: { name: string }) => ({
		message: `the command line of ${f.name} is not in UTF-8, and this system does not show its bytes`,
	})),

	portUnusable: row('port-unusable', 3, (f: { port: number; reason: string }) => ({
		message: `cannot listen on port ${f.port} of 127.0.0.1: ${f.reason}`,
		hints: ['without --port, the system chooses a free port'],
	})),

	/** Quiet, because this is how `serve` is meant to end. */
	terminated: row('terminated', 143, () => ({ message: 'ended by SIGTERM', isQuiet: true })),

	envFileTaken: row('env-file-taken', 3, (f: { path: string }) => ({
		message: `${f.path} exists, and ssoenv serve did not write it`,
		hints: ['name a file that does not exist'],
	})),
};

const quoted = (names: readonly string[]): string => list(names.map((name) => `"${name}"`));

/** @param hasAllRoles whether roles without a profile were looked at */
const hints = ({ hasAllRoles }: { readonly hasAllRoles: boolean }): readonly string[] =>
	hasAllRoles
		? ['ssoenv list', 'ssoenv accounts']
		: ['ssoenv list', '--all-roles takes roles that have no profile, too'];

export const eachFailures = {
	patternUnmatched: row(
		'pattern-unmatched',
		3,
		(f: { pattern: string; nearest: readonly string[]; path: string; hasAllRoles: boolean }) => ({
			message: `no profile in ${f.path}${f.hasAllRoles ? ' and no role that is assigned to you' : ''} matches "${f.pattern}"${f.nearest.length === 0 ? '' : `; the nearest: ${quoted(f.nearest)}`}`,
			hints: hints(f),
		}),
	),

	filterUnmatched: row(
		'filter-unmatched',
		3,
		(f: { option: string; pattern: string; count: number; nearest: string | undefined; hasAllRoles: boolean }) => ({
			message: `none of the ${f.count} profiles${f.hasAllRoles ? ' and roles' : ''} has --${f.option} ${shellWord(f.pattern)}${orNearest(f.nearest)}`,
			hints: hints(f),
		}),
	),

	sessionUnmatched: row(
		'session-unmatched',
		3,
		(f: { pattern: string; path: string; nearest: string | undefined }) => ({
			message: `no sso-session in ${f.path} matches ${shellWord(f.pattern)}${orNearest(f.nearest)}`,
			hints: ['ssoenv list'],
		}),
	),
};
