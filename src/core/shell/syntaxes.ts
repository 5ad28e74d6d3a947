/**
 * The table of output syntaxes: the shells that `use` and `off` write for, and the formats of `export`.
 * Adding a shell or a format is adding a row; `--shell` and `--format`, help and the tests iterate the tables.
 */

import { failures } from '../failure/failures.ts';
import { asciiJson } from '../text/json.ts';
import { bash, fish, isCarried, isPlain, posix, powershell } from '../text/quoting.ts';
import type { Change } from './activation.ts';

/** The variables that a compound statement is about. */
interface Names {
	readonly all: readonly string[];
	/** Those that would win over the credentials. */
	readonly rivals: readonly string[];
}

/** How one shell is told to change its environment. */
interface ShellSyntax {
	readonly set: (name: string, value: string) => string;
	/** Empty where the compound statement sees to it. */
	readonly unset: (name: string) => string;
	/** Joins statements into one compound statement on one line: applied whole, or not at all if it arrives cut. */
	readonly compound: (statements: readonly string[], names: Names) => string;
	/** Code that makes `eval` return `status`; empty where the shell takes the status of the program itself. */
	readonly failed: (status: number) => string;
	/** What a person types to apply the output of `command`. */
	readonly apply: (command: string) => string;
}

/** A variable that is a name for another (`typeset -n`) would have that one changed, and children would not see it. */
const refusingNamerefs =
	'if \\test -R "$_ssoenv_n" 2>/dev/null; then echo "ssoenv: $_ssoenv_n is a name for another variable, so nothing was changed" >&2; exit 3; fi; ';

// `\export` and `\unset` are not hijacked by an alias of that name.
const posixFamily = (quote: (value: string) => string, refusing = refusingNamerefs): ShellSyntax => ({
	set: (name, value) => `\\export ${name}=${quote(value)}`,
	unset: () => '',
	// A readonly variable is found out in a subshell, where trying changes nothing. Attributes go with what they are of: else a number
	// would be made of a region.
	compound: (statements, { all }) => {
		const names = all.join(' ');
		const attempt = `for _ssoenv_n in ${names}; do ${refusing}\\unset -v "$_ssoenv_n" || exit; done`;
		return `{ ( ${attempt} ) && { ${[`\\unset -v ${names}`, ...statements].join('; ')}; }; };\n`;
	},
	failed: (status) => `(exit ${status});\n`,
	apply: (command) => `eval "$(${command})"`,
});

/** fish: erasing a global variable reveals a universal one of that name, which children see where it is exported. Then nothing is changed. */
function universal(names: readonly string[]): string {
	const found = names.map((name) => `builtin set -qUx ${name};`).join(' or ');
	const told = `builtin set -qUx $name; and echo "ssoenv: hint: set -eU $name" >&2;`;
	return [
		`${found} echo 'ssoenv: a universal variable would win over the credentials, so nothing was changed' >&2;`,
		`for name in ${names.join(' ')}; ${told} end; command sh -c 'exit 3';`,
	].join(' ');
}

export const shells = {
	bash: posixFamily(bash),
	// It has no such names.
	zsh: posixFamily(bash, ''),
	sh: posixFamily(posix),
	fish: {
		set: (name, value) => `builtin set -gx ${name} ${fish(value)}`,
		unset: (name) => `builtin set -eg ${name}`,
		// `set` keeps the status of what came before it, and erasing a missing variable is status 4: hence `true`.
		compound: (statements, { rivals }) => {
			const apply = `${statements.join('; ')}; true;`;
			return `begin; ${rivals.length === 0 ? apply : `if ${universal(rivals)} else; ${apply} end;`} end;\n`;
		},
		// A function of that name must not come in between.
		failed: (status) => `command sh -c 'exit ${status}';\n`,
		apply: (command) => `${command} | source`,
	},
	powershell: {
		set: (name, value) => `$env:${name} = ${powershell(value)}`,
		// Assigning '' would leave an empty variable behind from PowerShell 7.5 on.
		unset: (name) => `$env:${name} = $null`,
		compound: (statements) => `. { ${statements.join('; ')}; }\n`,
		failed: () => '',
		apply: (command) => `${command} | Invoke-Expression`,
	},
} as const satisfies Record<string, ShellSyntax>;

export type Shell = keyof typeof shells;

const inOrder = <Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] => {
	const names: Name[] = [];
	for (const name in table) names.push(name);
	return names;
};

export const shellNames = inOrder(shells);

export const isShell = (name: string): name is Shell => Object.hasOwn(shells, name);

const refuseUnfit = ({ name, value }: Change): void => {
	if (value !== undefined && !isCarried(value)) throw failures.valueUnfit({ variable: name });
};

/**
 * The compound statement that makes `changes` in `shell`, ended by a newline.
 * @throws Failure `value-unfit`
 */
export function render(shell: Shell, changes: readonly Change[]): string {
	const syntax = shells[shell];
	changes.forEach(refuseUnfit);
	const statements = changes
		.map(({ name, value }) => (value === undefined ? syntax.unset(name) : syntax.set(name, value)))
		.filter(Boolean);
	const rivals = changes.filter(({ isRival }) => isRival === true).map(({ name }) => name);
	return syntax.compound(statements, { all: changes.map(({ name }) => name), rivals });
}

/** What a format of `export` may show. */
export interface Exported {
	/** Names and order of `aws configure export-credentials`. */
	readonly credentials: readonly Change[];
	/** The document that the AWS SDKs expect of a `credential_process`. */
	readonly process: Readonly<Record<string, string | number>>;
	/** Everything that `use` sets. */
	readonly environment: readonly Change[];
}

const lines =
	(write: (name: string, value: string) => string) =>
	({ credentials }: Exported): string =>
		credentials.map(({ name, value }) => (value === undefined ? '' : `${write(name, value)}\n`)).join('');

const isPlainInDoubleQuotes = (value: string): boolean => /^[ -~]*$/.test(value) && !/["$`\\]/.test(value);

function withoutSafeForm(variable: string, syntax: string): never {
	throw failures.valueWithoutSafeForm({ variable, syntax });
}

/** `.env` readers agree on bare values and on single quotes around one line without `'`; on nothing else. */
function dotenvValue(name: string, value: string): string {
	if (isPlain(value)) return value;
	return /['\n\r]/.test(value) || !isCarried(value) ? withoutSafeForm(name, 'a .env file') : `'${value}'`;
}

const setOnly = ({ environment }: Exported): readonly (readonly [string, string])[] =>
	environment.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));

/** Where the AWS CLI's own bare spelling is safe it is kept to the byte; elsewhere the value is quoted or refused. */
export const formats = {
	process: ({ process }) => `${asciiJson(process, 2)}\n`,
	env: lines((name, value) => `export ${name}=${isPlain(value) ? value : posix(value)}`),
	'env-no-export': lines((name, value) => `${name}=${isPlain(value) ? value : posix(value)}`),
	powershell: lines((name, value) => `$Env:${name}=${isPlainInDoubleQuotes(value) ? `"${value}"` : powershell(value)}`),
	'windows-cmd': lines((name, value) => `set ${name}=${isPlain(value) ? value : withoutSafeForm(name, 'cmd.exe')}`),
	fish: lines((name, value) => `set -gx ${name} ${isPlainInDoubleQuotes(value) ? `"${value}"` : fish(value)}`),
	json: (exported) => `${asciiJson(Object.fromEntries(setOnly(exported)), 2)}\n`,
	dotenv: (exported) =>
		setOnly(exported)
			.map(([name, value]) => `${name}=${dotenvValue(name, value)}\n`)
			.join(''),
} as const satisfies Record<string, (exported: Exported) => string>;

export type Format = keyof typeof formats;

export const formatNames = inOrder(formats);
