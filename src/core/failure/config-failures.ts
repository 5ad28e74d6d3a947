/** Failures with exit status 3: the configuration. */

import { type SsoSession, signInName } from '../aws/sso-session.ts';
import type { MisreadHeader } from '../config/misread-headers.ts';
import { misreadHint, misreadText } from '../config/misread-text.ts';
import { argumentWord, shellWord } from '../text/quoting.ts';
import { list, missingLines, orNearest, row, shownValue } from './failure.ts';

/** What chose the profile: an argument, a variable, the active role, the folder, or nothing, so that "default" applies. */
type ProfileSource = 'argument' | 'AWS_PROFILE' | 'AWS_DEFAULT_PROFILE' | 'SSOENV_PROFILE' | '.ssoenv' | 'default';

export interface ProfileChoice {
	readonly profile: string;
	readonly namedBy: ProfileSource;
	/** The path of the `.ssoenv` that names it. */
	readonly file?: string;
}

/** Returns true for a setting whose value may be shown; the value of any other key may be a secret. */
const isPublic = (key: string): boolean =>
	/^(sso_(session|account_id|role_name|start_url|region|registration_scopes)|region|output)$/.test(key);

/** Describes a name that exists, but only under a header that AWS tools ignore. */
const cannotBeRead = (subject: string, misread: MisreadHeader) => ({
	message: `${subject} cannot be read: ${misreadText(misread)}`,
	hints: [misreadHint(misread)],
});

export const configFailures = {
	homeUnknown: row('home-unknown', 3, () => ({
		message:
			'cannot find your home folder: HOME is not an absolute path, and the system has no home folder for this user',
	})),

	tokenUnreadable: row('token-unreadable', 3, (f: { session: SsoSession; path: string; reason: string }) => ({
		message: `cannot read the access token of ${signInName(f.session)} in ${f.path}: ${f.reason}`,
		hints: [`ls -l ${shellWord(f.path)}`],
	})),

	settingInvalid: row('setting-invalid', 3, (f: { name: string; value: string; expected: string }) => ({
		message: `${f.name} is "${f.value}", expected ${f.expected}`,
	})),

	configUnreadable: row('config-unreadable', 3, (f: { path: string; reason: string }) => ({
		message: `cannot read ${f.path}: ${f.reason}`,
		hints: [`ls -l ${shellWord(f.path)}`],
	})),

	outputFailed: row('output-failed', 3, (f: { reason: string }) => ({
		message: `cannot write the output: ${f.reason}`,
	})),

	valueUnfit: row('value-unfit', 3, (f: { variable: string }) => ({
		message: `the value of ${f.variable} is too long for an environment variable or contains a character that is not allowed there`,
	})),

	fileUnusable: row('file-unusable', 3, (f: { path: string; reason: string }) => ({
		message: `cannot read or write ${f.path}: ${f.reason}`,
		hints: [`ls -l ${shellWord(f.path)}`],
	})),

	profileNotFound: row(
		'profile-not-found',
		3,
		(
			f: ProfileChoice & {
				nearest: string | undefined;
				otherwise: string;
				path: string;
				misread: MisreadHeader | undefined;
				isSession: boolean;
				others: readonly string[];
			},
		) => {
			const name = `profile "${f.profile}"${f.namedBy === 'argument' ? '' : ` (from ${f.namedBy})`}`;
			const none = `no profile was given, and ${f.misread ? 'profile "default"' : `${f.path} has no profile "default"`}`;
			const subject = f.namedBy === 'default' ? none : name;
			if (f.misread !== undefined) return cannotBeRead(subject, f.misread);
			const more = f.isSession ? `; "${f.profile}" is the name of an sso-session` : orNearest(f.nearest);
			return {
				message: f.namedBy === 'default' ? subject : `${subject} is not in ${f.path}${more}`,
				hints: [...(f.namedBy.startsWith('AWS_') ? [`unset ${f.namedBy}`] : []), ...f.others, f.otherwise],
			};
		},
	),

	profileNotSso: row('profile-not-sso', 3, (f: { profile: string; because: string; hints: readonly string[] }) => ({
		message: `profile "${f.profile}" is not an Identity Center profile: ${f.because}`,
		hints: f.hints,
	})),

	profileIncomplete: row(
		'profile-incomplete',
		3,
		(f: {
			subject: string;
			profile: string | undefined;
			missing: readonly string[];
			session: string | undefined;
			path: string;
		}) => ({
			message: `${f.subject} is set up for Identity Center but lacks ${list(f.missing)}`,
			hints: [
				...(f.session !== undefined
					? missingLines(f.missing, f.session, f.path)
					: [
							`add ${list(f.missing)} to its section in ${f.path}`,
							`ssoenv configure ${argumentWord(f.profile ?? 'default')}`,
						]),
			],
		}),
	),

	profileConflict: row(
		'profile-conflict',
		3,
		(f: { profile: string; session: string; key: string; values: readonly [string, string]; path: string }) => ({
			message: isPublic(f.key)
				? `${f.key} is "${shownValue(f.values[0])}" in profile "${f.profile}" but "${shownValue(f.values[1])}" in sso-session "${f.session}"`
				: `${f.key} differs between profile "${f.profile}" and sso-session "${f.session}"`,
			hints: [`remove ${f.key} from profile "${f.profile}" or from [sso-session ${f.session}] in ${f.path}`],
		}),
	),

	ssoSessionNotFound: row(
		'sso-session-not-found',
		3,
		(f: {
			profile: string | undefined;
			session: string;
			nearest: string | undefined;
			path: string;
			misread: MisreadHeader | undefined;
			hint: string | undefined;
		}) => {
			const name = `sso-session "${shownValue(f.session)}"`;
			const subject = f.profile === undefined ? name : `profile "${f.profile}" names ${name}, which`;
			if (f.misread !== undefined) return cannotBeRead(subject, f.misread);
			return {
				message: `${subject} is not in ${f.path}${orNearest(f.nearest)}`,
				hints: [f.hint ?? 'ssoenv configure --session-only'],
			};
		},
	),

	servicesNotFound: row(
		'services-not-found',
		3,
		(f: { profile: string; services: string; path: string; misread: MisreadHeader | undefined }) => {
			const subject = `profile "${f.profile}" names the services section "${shownValue(f.services)}", which`;
			return f.misread === undefined ? { message: `${subject} is not in ${f.path}` } : cannotBeRead(subject, f.misread);
		},
	),

	ssoRegionInvalid: row('sso-region-invalid', 3, (f: { problem: string; hint: string }) => ({
		message: f.problem,
		hints: [f.hint],
	})),

	profileValueInvalid: row('profile-value-invalid', 3, (f: { problem: string; hint: string }) => ({
		message: f.problem,
		hints: [f.hint],
	})),

	startUrlInvalid: row('start-url-invalid', 3, (f: { session: SsoSession; path: string }) => ({
		message: `sso_start_url of ${signInName(f.session)} is not an https URL`,
		hints: [`set sso_start_url in ${f.path} to the start URL of your AWS access portal`],
	})),

	processChain: row('process-chain', 3, (f: { chain: readonly string[] }) => ({
		message: `credential_process would call itself: ${f.chain.join(' -> ')}`,
		hints: ['set credential_process = ssoenv export OTHER_PROFILE'],
	})),
};
