/** Status 2: the command line, or what it asked for, does not fit. */

import { type SsoSession, sessionOption, signInCommand, signInName } from '../aws/sso-session.ts';
import { argumentWord, shellWord } from '../text/quoting.ts';
import { list, orNearest, row } from './failure.ts';

export const usageFailures = {
	usage: row('usage', 2, (f: { problem: string; command: string | undefined }) => ({
		message: f.problem,
		hints: [f.command === undefined ? 'ssoenv --help' : `ssoenv ${f.command} --help`],
	})),

	answersMissing: row('answers-missing', 2, (f: { missing: readonly string[] }) => ({
		message: `there is no terminal to ask on, so configure needs ${list(f.missing)}`,
		hints: ['ssoenv configure --help'],
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

	valueUnprintable: row('value-unprintable', 2, (f: { profile: string }) => ({
		message: 'the credentials hold control characters, which are not shown on a terminal',
		hints: [`ssoenv export ${argumentWord(f.profile)} > FILE`],
	})),

	templateInvalid: row('template-invalid', 2, (f: { template: string; problem: string; holes: readonly string[] }) => ({
		message: `the template "${f.template}" is none: ${f.problem}`,
		hints: [
			`ssoenv sync --template '{account_name}-{role_name}' (there are ${list(f.holes.map((hole) => `{${hole}}`))})`,
		],
	})),

	regionInvalid: row('region-invalid', 2, (f: { region: string; command: string }) => ({
		message: `the value of --region is "${f.region}", which is not the name of a region`,
		hints: [`ssoenv ${f.command} --region us-east-1`],
	})),

	nothingToUndo: row('nothing-to-undo', 2, (f: { path: string }) => ({
		message: `no sync of ${f.path} is known that could be taken back`,
	})),

	accountNotFound: row(
		'account-not-found',
		2,
		(f: { account: string; count: number; nearest: string | undefined; hint: string }) => ({
			message: `account "${f.account}" is not among the ${f.count} that are open to you${orNearest(f.nearest)}`,
			hints: [f.hint],
		}),
	),

	accountAmbiguous: row(
		'account-ambiguous',
		2,
		(f: { account: string; accountIds: readonly string[]; hints: readonly string[] }) => ({
			message: `several accounts have the name "${f.account}": ${list(f.accountIds)}`,
			hints: f.hints,
		}),
	),

	ssoSessionUnclear: row(
		'sso-session-unclear',
		2,
		(f: {
			accountId: string;
			roleName: string | undefined;
			names: readonly string[];
			path: string;
			misread: readonly string[];
		}) => ({
			message:
				f.names.length === 0
					? `there is no sso-session in ${f.path}, and --account needs one`
					: `there are several sso-sessions: ${list(f.names)}`,
			hints:
				f.names.length === 0
					? [...f.misread, 'ssoenv configure --session-only']
					: f.names.map((name) => {
							const role = f.roleName === undefined ? '' : ` --role ${shellWord(f.roleName)}`;
							return `ssoenv use --account ${f.accountId}${role} ${sessionOption(name)}`;
						}),
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
