/**
 * Failures with exit status 2: the command line is wrong, or it names something that does not exist or is ambiguous.
 */

import { type SsoSession, signInCommand, signInName } from '../aws/sso-session.ts';
import { argumentWord } from '../text/quoting.ts';
import { list, orNearest, row } from './failure.ts';

export const usageFailures = {
	usage: row('usage', 2, (f: { problem: string; command: string | undefined }) => ({
		message: f.problem,
		hints: [f.command === undefined ? 'ssoenv --help' : `ssoenv ${f.command} --help`],
	})),

	commandNotFound: row('command-not-found', 2, (f: { command: string; nearest: string | undefined }) => ({
		message: `unknown command "${f.command}"${orNearest(f.nearest)}`,
		hints: [f.nearest === undefined ? 'ssoenv --help' : `ssoenv ${f.nearest} --help`],
	})),

	shellUnknown: row('shell-unknown', 2, (f: { command: string }) => ({
		message: 'cannot detect your shell',
		hints: [`ssoenv ${f.command} --shell bash`],
	})),

	/** Said if `-` came to the program, and no profile has that name. */
	previousUnknown: row('previous-unknown', 2, () => ({
		message: 'only the shell integration knows which profile was used before, for `ssoenv use -`',
		hints: ['ssoenv install'],
	})),

	stdoutIsTerminal: row('stdout-is-terminal', 2, (f: { command: string; apply: string }) => ({
		message: `${f.command} prints code for the shell to evaluate, so its output must not go to the terminal`,
		hints: [f.apply],
	})),

	valueWithoutSafeForm: row('value-without-safe-form', 2, (f: { variable: string; syntax: string }) => ({
		message: `${f.variable} contains a character that cannot be quoted safely for ${f.syntax}`,
		hints: ['ssoenv export --format json'],
	})),

	valueUnprintable: row('value-unprintable', 2, (f: { profile: string }) => ({
		message: 'the credentials contain control characters, which ssoenv does not print on a terminal',
		hints: [`ssoenv export ${argumentWord(f.profile)} > FILE`],
	})),

	regionInvalid: row('region-invalid', 2, (f: { region: string; command: string; profile?: string | undefined }) => ({
		message: `the value of --region is "${f.region}", which is not a region name`,
		hints: [`ssoenv ${f.command} --region us-east-1${f.profile === undefined ? '' : ` ${argumentWord(f.profile)}`}`],
	})),

	ssoSessionUnclear: row(
		'sso-session-unclear',
		2,
		(f: { names: readonly string[]; commands: readonly string[]; path: string; misread: readonly string[] }) => ({
			message:
				f.names.length === 0
					? `--account needs an sso-session, and ${f.path} has none`
					: `there are several sso-sessions: ${list(f.names)}`,
			hints: f.names.length === 0 ? [...f.misread, 'ssoenv configure --session-only'] : f.commands,
		}),
	),

	ssoSessionAmbiguous: row(
		'sso-session-ambiguous',
		2,
		(f: { command: string; sessions: readonly { session: SsoSession; profile: string | undefined }[] }) => ({
			message: `there are several sign-ins: ${list(f.sessions.map(({ session }) => signInName(session)))}`,
			hints: f.sessions.map(({ session, profile }) => signInCommand(f.command, session, profile)),
		}),
	),
};
