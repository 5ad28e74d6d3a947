/** Status 2: the command line, or what it asked for, does not fit. */
import { row } from './failure.ts';
import { list, orNearest } from './failure-words.ts';
import { argumentWord } from './quoting.ts';
import { type SsoSession, signInCommand, signInName } from './sso-session.ts';

export const usageFailures = {
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

	valueUnprintable: row('value-unprintable', 2, (f: { profile: string }) => ({
		message: 'the credentials hold control characters, which are not shown on a terminal',
		hints: [`ssoenv export ${argumentWord(f.profile)} > FILE`],
	})),

	ssoSessionAmbiguous: row(
		'sso-session-ambiguous',
		2,
		(f: { command: string; sessions: readonly { session: SsoSession; profile: string | undefined }[] }) => ({
			message: `there are several sign-ins: ${list(f.sessions.map(({ session }) => signInName(session)))}`,
			hints: f.sessions.map(({ session, profile }) => signInCommand(f.command, session, profile)),
		}),
	),
};
