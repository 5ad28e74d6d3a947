/**
 * The closed table of failures. Rows are made from facts, never from token or credential records: no secret gets into them.
 */
import { row } from './failure.ts';
import { argumentWord, shellWord } from './quoting.ts';

/** Who named the profile: the command line, a variable, or nobody. */
export type ProfileSource = 'argument' | 'AWS_PROFILE' | 'AWS_DEFAULT_PROFILE' | 'default';

const list = (names: readonly string[]): string => names.join(', ');

const orNearest = (nearest: string | undefined): string =>
	nearest === undefined ? '' : `; the nearest is "${nearest}"`;

const assignedRoles = (roles: readonly string[], accountId: string): string =>
	roles.length === 0
		? `no role in account ${accountId} is assigned to you: check sso_account_id`
		: `assigned to you in ${accountId}: ${list(roles)}`;

/** Settings whose values may be shown; of any other key the value might be a secret. */
const isPublic = (key: string): boolean =>
	/^(sso_(session|account_id|role_name|start_url|region|registration_scopes)|region|output)$/.test(key);

export const failures = {
	usage: row('usage', 2, (f: { problem: string; command: string | undefined }) => ({
		message: f.problem,
		hints: [f.command === undefined ? 'ssoenv --help' : `ssoenv ${f.command} --help`],
	})),

	commandNotFound: row('command-not-found', 2, (f: { command: string; nearest: string | undefined }) => ({
		message: `there is no command "${f.command}"${orNearest(f.nearest)}`,
		hints: [f.nearest === undefined ? 'ssoenv --help' : `ssoenv ${f.nearest} --help`],
	})),

	shellUnknown: row('shell-unknown', 2, (f: { command: string }) => ({
		message: 'cannot tell which shell to write for',
		hints: [`ssoenv ${f.command} --shell bash`],
	})),

	stdoutIsTerminal: row('stdout-is-terminal', 2, (f: { command: string; apply: string }) => ({
		message: `${f.command} prints code for the shell to evaluate, and this terminal would show what is in it`,
		hints: [f.apply],
	})),

	valueWithoutSafeForm: row('value-without-safe-form', 2, (f: { variable: string; syntax: string }) => ({
		message: `${f.variable} holds a character that ${f.syntax} cannot carry safely`,
		hints: ['ssoenv export --format json'],
	})),

	valueUnfit: row('value-unfit', 3, (f: { variable: string }) => ({
		message: `the value for ${f.variable} holds a character that no environment variable can carry`,
	})),

	valueUnprintable: row('value-unprintable', 2, (f: { profile: string }) => ({
		message: 'the credentials hold control characters, which are not shown on a terminal',
		hints: [`ssoenv export ${argumentWord(f.profile)} > FILE`],
	})),

	outputFailed: row('output-failed', 3, (f: { reason: string }) => ({
		message: `cannot write the output: ${f.reason}`,
	})),

	homeUnknown: row('home-unknown', 3, () => ({
		message: 'no home folder: HOME is not an absolute path, and the system knows none for this user',
	})),

	settingInvalid: row('setting-invalid', 3, (f: { name: string; value: string; expected: string }) => ({
		message: `${f.name} is "${f.value}", expected ${f.expected}`,
	})),

	configUnreadable: row('config-unreadable', 3, (f: { path: string; reason: string }) => ({
		message: `cannot read ${f.path}: ${f.reason}`,
		hints: [`ls -l ${shellWord(f.path)}`],
	})),

	profileNotFound: row(
		'profile-not-found',
		3,
		(f: { profile: string; namedBy: ProfileSource; nearest: string | undefined; otherwise: string; path: string }) => ({
			message:
				f.namedBy === 'default'
					? `no profile was named, and there is no profile "default" in ${f.path}`
					: `profile "${f.profile}"${f.namedBy === 'argument' ? '' : ` (from ${f.namedBy})`} is not in ${f.path}${orNearest(f.nearest)}`,
			hints: [...(f.namedBy.startsWith('AWS_') ? [`unset ${f.namedBy}`] : []), f.otherwise],
		}),
	),

	profileNotSso: row('profile-not-sso', 3, (f: { profile: string; because: string; hint: string }) => ({
		message: `profile "${f.profile}" is not an Identity Center profile: ${f.because}`,
		hints: [f.hint],
	})),

	profileIncomplete: row(
		'profile-incomplete',
		3,
		(f: { profile: string; missing: readonly string[]; session: string | undefined; path: string }) => ({
			message: `profile "${f.profile}" is set up for Identity Center but lacks ${list(f.missing)}`,
			hints: [
				f.session === undefined
					? `add to its section in ${f.path}, or: aws configure sso --profile ${shellWord(f.profile)}`
					: `sso_start_url and sso_region belong to [sso-session ${f.session}] in ${f.path}, the others to the profile`,
			],
		}),
	),

	profileConflict: row(
		'profile-conflict',
		3,
		(f: { profile: string; session: string; key: string; values: readonly [string, string]; path: string }) => ({
			message: isPublic(f.key)
				? `${f.key} is "${f.values[0]}" in profile "${f.profile}" but "${f.values[1]}" in sso-session "${f.session}"`
				: `${f.key} differs between profile "${f.profile}" and sso-session "${f.session}"`,
			hints: [`remove one of the two lines from ${f.path}`],
		}),
	),

	ssoSessionNotFound: row(
		'sso-session-not-found',
		3,
		(f: { profile: string; session: string; nearest: string | undefined; path: string }) => ({
			message: `profile "${f.profile}" names sso-session "${f.session}", which is not in ${f.path}${orNearest(f.nearest)}`,
			hints: ['aws configure sso-session'],
		}),
	),

	servicesNotFound: row('services-not-found', 3, (f: { profile: string; services: string; path: string }) => ({
		message: `profile "${f.profile}" names services section "${f.services}", which is not in ${f.path}`,
	})),

	ssoRegionInvalid: row('sso-region-invalid', 3, (f: { profile: string; value: string; path: string }) => ({
		message: `sso_region of profile "${f.profile}" is "${f.value}", which is not the name of a region`,
		hints: [`set it in ${f.path} to the region of your Identity Center, for example us-east-1`],
	})),

	processChain: row('process-chain', 3, (f: { chain: readonly string[] }) => ({
		message: `credential_process would call itself: ${f.chain.join(' -> ')}`,
		hints: ['let credential_process name another profile: ssoenv export OTHER_PROFILE'],
	})),

	signInNeeded: row('sign-in-needed', 4, (f: { session: string; because: string; login: string }) => ({
		message: `${f.session}: ${f.because}`,
		hints: [f.login],
	})),

	accessTokenRefused: row(
		'access-token-refused',
		4,
		(f: { session: string; endpoint: string; because: string; hint: string }) => ({
			message: `${f.endpoint} does not accept the access token of ${f.session}: ${f.because}`,
			hints: [f.hint],
		}),
	),

	roleNotAssigned: row(
		'role-not-assigned',
		5,
		(f: { roleName: string; accountId: string; assigned: readonly string[] | undefined }) => ({
			message: `role "${f.roleName}" in account ${f.accountId} is not assigned to you`,
			hints: [f.assigned === undefined ? 'ssoenv list' : assignedRoles(f.assigned, f.accountId)],
		}),
	),

	requestRefused: row(
		'request-refused',
		5,
		(f: { operation: string; endpoint: string; answer: string; hint: string }) => ({
			message: `${f.endpoint} refused ${f.operation}: ${f.answer}`,
			hints: [f.hint],
		}),
	),

	unreachable: row('unreachable', 6, (f: { endpoint: string; reason: string }) => ({
		message: `cannot reach ${f.endpoint}: ${f.reason}`,
		hints: ['check the network and sso_region, then run the command again'],
	})),

	throttled: row('throttled', 6, (f: { endpoint: string }) => ({
		message: `${f.endpoint} is throttling requests (429)`,
		hints: ['wait a minute and run the command again'],
	})),

	serviceBroken: row('service-broken', 6, (f: { endpoint: string; status: number }) => ({
		message: `${f.endpoint} failed with status ${f.status}`,
		hints: ['run the command again in a moment'],
	})),

	unexpectedAnswer: row('unexpected-answer', 6, (f: { endpoint: string; operation: string; problem: string }) => ({
		message: `${f.endpoint} gave an answer to ${f.operation} that cannot be used: ${f.problem}`,
		hints: ['a proxy or a network sign-in page may be answering in place of AWS'],
	})),

	interrupted: row('interrupted', 130, (f: { signal: string }) => ({ message: `interrupted by ${f.signal}` })),
};
