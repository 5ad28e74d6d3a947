/** The failures of a program that ssoenv runs as a role, and those of `serve`. */
import { row } from './failure.ts';

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
