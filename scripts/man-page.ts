/** Writes the manual in mdoc(7), which groff and mandoc both read. */
import {
	fullMeaning,
	HELP_OPTION,
	PURPOSE,
	VERSION_OPTION,
	valueName,
	visible,
	visibleGroups,
} from '../src/core/command-line/command-text.ts';
import type { CommandLineShape, CommandTable, Parameter } from '../src/core/command-line/parameters.ts';
import { settings } from '../src/core/command-line/settings.ts';
import { signInKeys } from '../src/core/command-line/sign-in-settings.ts';
import { exitStatuses } from '../src/core/failure/exit-statuses.ts';
import { sentence } from './sentence.ts';

/**
 * Returns text without roff escapes, without quotes that become other characters, and without a line that begins a
 * macro.
 */
const plain = (text: string): string =>
	text
		.replaceAll('\\', '\\e')
		.replaceAll('-', '\\-')
		.replaceAll("'", '\\(aq')
		.replaceAll('`', '\\(ga')
		.replace(/^\./, '\\&.');

/** Keeps names from being divided at the end of a line. */
const undivided = (escaped: string): string => escaped.replaceAll(/[^ ]*[{}_/"~][^ ]*/g, '\\%$&');

/** Formats Markdown's backquoted text as literal text. */
const text = (markdown: string): string =>
	markdown
		.split('`')
		.map((part, at) => (at % 2 === 0 ? undivided(plain(part)) : `\\fB${undivided(plain(part))}\\fR`))
		.join('');

/** Returns one argument of a macro. No text here is named like a macro, such as Ar. */
const argument = (word: string): string => `"${plain(word).replaceAll('"', '\\(dq')}"`;

const list = (items: readonly string[]): readonly string[] =>
	items.length === 0 ? [] : ['.Bl -tag -width Ds', ...items, '.El'];

const positional = ([name, parameter]: readonly [string, Parameter]): string =>
	parameter.isRequired === true
		? `Ar ${argument(valueName(name, parameter))}`
		: `Oo Ar ${argument(valueName(name, parameter))} Oc`;

const option = ([name, parameter]: readonly [string, Parameter]): string =>
	parameter.type === 'boolean' ? `Fl -${name}` : `Fl -${name} Ar ${argument(valueName(name, parameter))}`;

function command({ name, summary, details, positionals, options }: CommandLineShape): string {
	const places = visible(positionals);
	const flags = visible(options);
	const form = ['.It Ic', name, ...places.map(positional), ...(flags.length > 0 ? ['Oo Ar OPTIONS Oc'] : [])];
	return [
		form.join(' '),
		text(sentence(summary)),
		...(details === undefined ? [] : [text(sentence(details))]),
		...list([
			...places.map(([place, parameter]) =>
				[`.It Ar ${argument(valueName(place, parameter))}`, text(fullMeaning(parameter))].join('\n'),
			),
			...flags.map((flag) => [`.It ${option(flag)}`, text(fullMeaning(flag[1]))].join('\n')),
		]),
	].join('\n');
}

const examples = ({ name, examples: lines }: CommandLineShape): readonly string[] =>
	lines.length === 0
		? []
		: [
				'.Pp',
				`.Nm Ic ${name} :`,
				'.Bd -literal -offset indent',
				...lines.flatMap(([line, meaning]) => [plain(`# ${meaning}`), plain(line)]),
				'.Ed',
			];

const files: Readonly<Record<string, string>> = {
	'~/.aws/config': 'profiles and sso-sessions, shared with the AWS CLI; only `configure` and `sync` write to it',
	'~/.aws/credentials': 'profiles of the AWS CLI; ssoenv reads it and never writes to it',
	'~/.aws/sso/cache/': 'access tokens and client registrations, shared with the AWS CLI',
	'~/.aws/cli/cache/': 'role credentials, shared with the AWS CLI',
	'~/.cache/ssoenv/':
		'copies of role credentials for the shells, notes, locks, lists of accounts and roles, and for half a minute the page that leads a browser to the console',
};

const keys: Readonly<Record<string, string>> = Object.fromEntries(
	Object.values(signInKeys).map(({ key, meaning }) => [key, meaning]),
);

const sharedVariables = [
	'AWS_PROFILE',
	'AWS_DEFAULT_PROFILE',
	'AWS_CONFIG_FILE',
	'AWS_SHARED_CREDENTIALS_FILE',
	'AWS_ENDPOINT_URL',
	'AWS_ENDPOINT_URL_SSO',
	'AWS_ENDPOINT_URL_SSO_OIDC',
	'AWS_ENDPOINT_URL_STS',
	'AWS_ENDPOINT_URL_SIGNIN',
	'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
	'AWS_USE_FIPS_ENDPOINT',
	'AWS_USE_DUALSTACK_ENDPOINT',
	'AWS_CA_BUNDLE',
	'AWS_MAX_ATTEMPTS',
	'HTTPS_PROXY',
	'HTTP_PROXY',
	'ALL_PROXY',
	'NO_PROXY',
];

const named = (terms: Readonly<Record<string, string>>, macro: string): readonly string[] =>
	list(Object.entries(terms).map(([term, meaning]) => `.It ${macro} ${argument(term)}\n${text(sentence(meaning))}`));

const DESCRIPTION = `.Nm
reads the AWS IAM Identity Center profiles in
.Pa ~/.aws/config ,
shares the sign-in and the caches of the AWS CLI, and sets the variables that every AWS tool reads.
Credentials close to expiry are renewed in the background.
.Pp
With the shell integration, which
.Ic install
adds to the start-up file of a shell,
.Ic use
and
.Ic off
change the running shell.
Without it they print code for the shell to evaluate:
.Dl eval \\(dq$(ssoenv use dev)\\(dq
.Pp
A failed command changes nothing, and makes
.Ic eval
fail.`;

export function manPage(table: CommandTable): string {
	const groups = visibleGroups(table);
	return [
		'.\\" Generated from the command table: npm run fix',
		'.Dd $Mdocdate$',
		'.Dt SSOENV 1',
		'.Os ssoenv',
		'.Sh NAME',
		'.Nm ssoenv',
		`.Nd ${plain(PURPOSE)}`,
		'.Sh SYNOPSIS',
		'.Nm',
		'.Ar COMMAND',
		'.Op Ar OPTIONS',
		'.Sh DESCRIPTION',
		DESCRIPTION,
		...list([
			`.It Fl h , Fl -help\n${text(sentence(HELP_OPTION[1]))}`,
			`.It Fl -version\n${text(sentence(VERSION_OPTION[1]))}`,
		]),
		'.Sh COMMANDS',
		...groups.flatMap(({ title, commands }) => [`.Ss ${sentence(title).slice(0, -1)}`, ...list(commands.map(command))]),
		'.Sh ENVIRONMENT',
		...named(settings, 'Ev'),
		'.Pp',
		'The variables of the AWS tools apply as well:',
		...sharedVariables.map((name, at) => `.Ev ${name}${at < sharedVariables.length - 1 ? ' ,' : ' .'}`),
		'.Pp',
		'.Ev XDG_CACHE_HOME',
		'takes the place of',
		'.Pa ~/.cache .',
		'.Ev NO_COLOR',
		'turns colors off.',
		'.Sh FILES',
		...named(files, 'Pa'),
		'.Pp',
		'The section of an sso-session in',
		'.Pa ~/.aws/config',
		'may have keys that AWS tools ignore.',
		'The variable of the same name wins:',
		...named(keys, 'Li'),
		'.Sh EXIT STATUS',
		...named(exitStatuses, 'Li'),
		'.Sh EXAMPLES',
		...groups.flatMap(({ commands }) => commands.flatMap(examples)).slice(1),
		'.Sh SEE ALSO',
		'.Xr aws 1',
		'.Pp',
		'.Lk https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html',
		'',
	].join('\n');
}
