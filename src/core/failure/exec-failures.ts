/** The failures of a program that ssoenv runs as a role. */
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
};
