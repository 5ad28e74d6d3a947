/**
 * Failures of a start URL on a domain that is not AWS's. They are not in the table of failures.ts, because the warm path
 * holds that table and uses no start URL.
 */
import { row } from './failure.ts';

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
