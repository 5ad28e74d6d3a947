/**
 * Failures with exit status 3 of the settings for how to sign in. They are not in the table of failures.ts, because the
 * warm path holds that table and never signs in.
 */

import { row } from './failure.ts';

interface SettingFacts {
	/** The variable or key that sets the value. */
	readonly givenBy: string;
	/** What to edit, to follow "set". */
	readonly place: string;
	/** The command that signs in. */
	readonly login: string;
	/** Why the value cannot be used, in words. */
	readonly reason: string;
}

export const signInSettingFailures = {
	browserUnusable: row('browser-unusable', 3, (f: SettingFacts & { program: string }) => ({
		message: `${f.givenBy} names "${f.program}", which ${f.reason}`,
		hints: [`set ${f.place} to a command that can run`, `${f.login} --no-browser`],
	})),

	callbackPortUnusable: row('callback-port-unusable', 3, (f: SettingFacts & { port: number }) => ({
		message: `cannot listen on port ${f.port} of 127.0.0.1, which ${f.givenBy} sets: ${f.reason}`,
		hints: [`set ${f.place} to another port`, `${f.login} --device-code`],
	})),
};
