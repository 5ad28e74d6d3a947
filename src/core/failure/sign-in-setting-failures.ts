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

/** A start URL on a domain that is not AWS's. The warm path holds the table of failures.ts, and uses no start URL. */
interface StartUrlFacts {
	readonly startUrl: string;
	/** The config file that has it; undefined for an answer to `configure`. */
	readonly path: string | undefined;
}

/** Formats a start URL without a user name before the host and without the query, which may be secrets. */
const named = ({ startUrl }: StartUrlFacts): string =>
	`the start URL ${startUrl.replace(/\/\/[^/?#]*@/, '//…@').replace(/\?[^#]*/, '?…')}, which does not belong to AWS,`;

const replacing = ({ path }: StartUrlFacts): readonly string[] => [
	`${path === undefined ? 'use' : `set sso_start_url in ${path} to`} the start URL of your AWS access portal, such as https://d-1234567890.awsapps.com/start`,
];

export const startUrlFailures = {
	/** @param status of the answer, which is no redirect */
	startUrlUnresolved: row('start-url-unresolved', 3, (f: StartUrlFacts & { status: number }) => ({
		message: `${named(f)} does not redirect to one that does (status ${f.status})`,
		hints: replacing(f),
	})),

	/** @param target where it redirects to, and why that cannot be used */
	startUrlElsewhere: row('start-url-elsewhere', 3, (f: StartUrlFacts & { target: string }) => ({
		message: `${named(f)} redirects to ${f.target}`,
		hints: replacing(f),
	})),

	startUrlRegion: row(
		'start-url-region',
		3,
		(f: StartUrlFacts & { target: string; region: string; configured: string; section: string }) => ({
			message: `${named(f)} redirects to ${f.target} in ${f.region}, but sso_region is ${f.configured}`,
			hints: [`set sso_region = ${f.region} in ${f.section} of ${f.path}`],
		}),
	),
};
