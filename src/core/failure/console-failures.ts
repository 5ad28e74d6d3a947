/** The failures of opening the console. They quote no address: it may hold a secret. */
import { argumentWord, shellWord } from '../text/quoting.ts';
import { list, orNearest, row } from './failure.ts';
import { checkGiven, type EndpointFacts } from './service-failures.ts';

interface OfProfile {
	readonly profile: string;
}

const command = (profile: string, more = ''): string => `ssoenv console${more} ${argumentWord(profile)}`;

export const consoleFailures = {
	consoleServiceUnknown: row('console-service-unknown', 2, (f: { service: string; nearest: string | undefined }) => ({
		message: `ssoenv has no short name "${f.service}" for a service of the console${orNearest(f.nearest)}`,
		hints: [
			f.nearest === undefined
				? 'ssoenv console --path /SERVICE/home'
				: `ssoenv console --service ${shellWord(f.nearest)}`,
		],
	})),

	consoleUrlRefused: row('console-url-refused', 2, (f: { problem: string; example: string }) => ({
		message: `the value of --url ${f.problem}`,
		hints: [`ssoenv console --url ${shellWord(f.example)}`],
	})),

	consoleRegionForeign: row('console-region-foreign', 2, (f: OfProfile & { region: string; partition: string }) => ({
		message: `the role of ${f.profile} is in partition ${f.partition}, and region "${f.region}" is not`,
		hints: ['name another region with --region'],
	})),

	consoleDurationRefused: row('console-duration-refused', 2, (f: OfProfile) => ({
		message: `the role of ${f.profile} is assumed with the credentials of another role, and AWS takes no --duration for that`,
		hints: [command(f.profile)],
	})),

	portalRoleAssumed: row('portal-role-assumed', 2, (f: OfProfile) => ({
		message: `the access portal opens only roles that are assigned to you, and ${f.profile} assumes its role`,
		hints: [command(f.profile)],
	})),

	consoleUnknown: row('console-unknown', 3, (f: OfProfile & { partition: string }) => ({
		message: `the role of ${f.profile} is in partition ${f.partition}, whose console ssoenv does not know`,
	})),

	consoleBrowserMissing: row('console-browser-missing', 3, (f: OfProfile & { reason: string }) => ({
		message: `cannot open a browser: ${f.reason}`,
		hints: [command(f.profile, ' --print')],
	})),

	consoleBrowserUnusable: row(
		'console-browser-unusable',
		3,
		(f: OfProfile & { givenBy: string; program: string; reason: string }) => ({
			message: `cannot open the browser that ${f.givenBy} names: "${f.program}" ${f.reason}`,
			hints: [command(f.profile, ' --print')],
		}),
	),

	consoleWindowUnknown: row(
		'console-window-unknown',
		3,
		(f: OfProfile & { window: string; program: string | undefined; programs: readonly string[] }) => ({
			message:
				f.program === undefined
					? `no browser for --${f.window} is on PATH: ${list(f.programs)}`
					: `the browser "${f.program}" is not one of those for --${f.window}: ${list(f.programs)}`,
			hints: [command(f.profile, ` --${f.window} --browser ${f.programs[0]}`)],
		}),
	),

	consolePageUnreadable: row('console-page-unreadable', 3, (f: OfProfile & { program: string; kind: string }) => ({
		message: `the browser "${f.program}" is ${f.kind}, which cannot read a private page of yours`,
		hints: [
			command(f.profile, ' --print'),
			'the address that it prints is a secret for 15 minutes',
			command(f.profile, ' --portal'),
		],
	})),

	consoleCodeUnshown: row('console-code-unshown', 3, (f: OfProfile) => ({
		message: 'the terminal is too narrow for the QR code, or the address is too long for one',
		hints: [command(f.profile, ' --portal --print')],
	})),

	consolePageRemains: row('console-page-remains', 3, (f: { path: string; reason: string }) => ({
		message: `the page with the secret address of the console was not deleted: ${f.path}: ${f.reason}`,
		hints: ['delete it yourself; the address is good for 15 minutes'],
	})),

	consoleRefused: row(
		'console-refused',
		5,
		(f: EndpointFacts & OfProfile & { status: number; hasDuration: boolean }) => ({
			message: `${f.endpoint} refused to open the console for ${f.profile} (status ${f.status})`,
			hints: [
				...(f.hasDuration
					? ["the role's maximum session duration may be shorter than --duration", command(f.profile)]
					: [`ssoenv exec ${argumentWord(f.profile)} -- aws sts get-caller-identity`]),
				...checkGiven(f),
			],
		}),
	),
};
