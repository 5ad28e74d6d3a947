/**
 * Failures of the sources of a chain that get their credentials by other means than Identity Center and static keys: a
 * program, a web identity token, and the sign-in of `aws login`. Like those of role-failures.ts, they are not on the
 * warm path.
 */

import { argumentWord, profileOption, shellWord } from '../text/quoting.ts';
import { row } from './failure.ts';

/** The profile that is the source, and where the key that makes it one stands. */
interface SourceFacts {
	readonly source: string;
	readonly where: string;
}

export const sourceFailures = {
	sourceProcessFailed: row(
		'source-process-failed',
		3,
		(f: SourceFacts & { problem: string; profile: string; isUnattended: boolean }) => ({
			message: `credential_process of profile "${f.source}" ${f.problem}`,
			hints: [
				// In the background the program had no terminal, so it could not ask the person anything.
				...(f.isUnattended ? [`ssoenv use ${argumentWord(f.profile)}`] : []),
				`check credential_process ${f.where}`,
			],
		}),
	),

	sourceProcessInvalid: row('source-process-invalid', 3, (f: SourceFacts & { problem: string }) => ({
		message: `credential_process of profile "${f.source}" printed something else than credentials: ${f.problem}`,
		hints: [`check credential_process ${f.where}`],
	})),

	sourceExpired: row('source-expired', 3, (f: SourceFacts & { at: string }) => ({
		message: `credential_process of profile "${f.source}" printed credentials that expired at ${f.at}`,
		hints: [`check credential_process ${f.where}`],
	})),

	/** The command line is AWS's, because the sign-in is. */
	sourceLoginNeeded: row('source-login-needed', 4, (f: { source: string; problem: string; isRenewable: boolean }) => {
		const command = `aws login ${profileOption(f.source)}`;
		return {
			message: `profile "${f.source}" gets its credentials from aws login, ${f.problem}`,
			hints: [...(f.isRenewable ? [`aws sts get-caller-identity ${profileOption(f.source)}`] : []), command],
			command,
		};
	}),

	webIdentityUnreadable: row('web-identity-unreadable', 3, (f: { source: string; path: string; reason: string }) => ({
		message: `cannot read the web identity token of profile "${f.source}" in ${f.path}: ${f.reason}`,
		hints: [`ls -l ${shellWord(f.path)}`],
	})),

	webIdentityRefused: row(
		'web-identity-refused',
		5,
		(f: { roleArn: string; path: string; because: string; hint: string }) => ({
			message: `cannot assume ${f.roleArn} with the web identity token in ${f.path}: ${f.because}`,
			hints: [f.hint],
		}),
	),
};
