/**
 * The tables of output syntaxes: the shells that `use` and `off` write for, and the formats of `export`. To add a shell
 * or a format, add a row; `--shell`, `--format`, help and the tests read the tables.
 */

import { failures } from '../failure/failures.ts';
import { asciiJson } from '../text/json.ts';
import { bash, elvish, fish, fitsVariable, needsNoQuotes, posix, powershell, xonsh } from '../text/quoting.ts';
import type { Change } from './activation.ts';
import { type Exported, withoutSafeForm } from './exported.ts';
import { tcshCode } from './tcsh-code.ts';

/** The variables that a compound statement changes. */
interface Names {
	readonly all: readonly string[];
	/** Those that would override the credentials. */
	readonly rivals: readonly string[];
}

/** The code that changes the environment of one shell. */
interface ShellSyntax {
	readonly set: (name: string, value: string) => string;
	/** Empty if the compound statement unsets the variables itself. */
	readonly unset: (name: string) => string;
	/** Joins statements into one compound statement on one line: if the text is cut off, the shell runs none of it. */
	readonly compound: (statements: readonly string[], names: Names) => string;
	/** Formats code that makes `eval` return `status`; empty if the shell takes the status from the program itself. */
	readonly failed: (status: number) => string;
	/** Formats the command line that applies the output of `command`. */
	readonly apply: (command: string) => string;
}

/**
 * Refuses bash namerefs (`typeset -n`): setting one changes the variable that it refers to, and children do not see it.
 */
const NAMEREF_CHECK =
	'if \\test -R "$_ssoenv_n" 2>/dev/null; then echo "ssoenv: $_ssoenv_n is a reference to another variable, so nothing was changed" >&2; exit 3; fi; ';

// The backslashes keep an alias named `export` or `unset` from being used (POSIX XCU, section 2.3.1).
const posixFamily = (quote: (value: string) => string, namerefCheck = NAMEREF_CHECK): ShellSyntax => ({
	set: (name, value) => `\\export ${name}=${quote(value)}`,
	unset: () => '',
	// The subshell finds readonly variables without changing anything. `unset` also drops attributes: with the integer
	// attribute, bash would turn a region into a number.
	compound: (statements, { all }) => {
		const names = all.join(' ');
		const attempt = `for _ssoenv_n in ${names}; do ${namerefCheck}\\unset -v "$_ssoenv_n" || exit; done`;
		return `{ ( ${attempt} ) && { ${[`\\unset -v ${names}`, ...statements].join('; ')}; }; };\n`;
	},
	failed: (status) => `(exit ${status});\n`,
	apply: (command) => `eval "$(${command})"`,
});

/**
 * Refuses exported universal variables of fish: erasing a global variable uncovers the universal variable with the same
 * name, and children see it.
 */
function universalCheck(names: readonly string[]): string {
	const universalTests = names.map((name) => `builtin set -qUx ${name};`).join(' or ');
	const hint = `builtin set -qUx $name; and echo "ssoenv: hint: set -eU $name" >&2;`;
	return [
		`${universalTests} echo 'ssoenv: a universal variable would override the credentials, so nothing was changed' >&2;`,
		`for name in ${names.join(' ')}; ${hint} end; command sh -c 'exit 3';`,
	].join(' ');
}

export const shells = {
	bash: posixFamily(bash),
	// zsh 5.9 has no namerefs.
	zsh: posixFamily(bash, ''),
	sh: posixFamily(posix),
	fish: {
		set: (name, value) => `builtin set -gx ${name} ${fish(value)}`,
		unset: (name) => `builtin set -eg ${name}`,
		// `true` because `set` keeps the status of the previous command, and erasing a missing variable returns 4.
		compound: (statements, { rivals }) => {
			const apply = `${statements.join('; ')}; true;`;
			return `begin; ${rivals.length === 0 ? apply : `if ${universalCheck(rivals)} else; ${apply} end;`} end;\n`;
		},
		// `command`, so that a function named `sh` does not run.
		failed: (status) => `command sh -c 'exit ${status}';\n`,
		apply: (command) => `${command} | source`,
	},
	powershell: {
		set: (name, value) => `$env:${name} = ${powershell(value)}`,
		// Assigning '' leaves an empty variable from PowerShell 7.5 on.
		unset: (name) => `$env:${name} = $null`,
		compound: (statements) => `. { ${statements.join('; ')}; }\n`,
		failed: () => '',
		apply: (command) => `${command} | Invoke-Expression`,
	},
	nushell: {
		set: (name, value) => `${asciiJson(name)}: ${asciiJson(value)}`,
		// A variable without a value reaches no child.
		unset: (name) => `${asciiJson(name)}: null`,
		compound: (statements) => `{${statements.join(', ')}}\n`,
		// Nushell takes data and no code. `load-env` refuses what `from json` makes of no output.
		failed: () => '',
		apply: (command) => `${command} | from json | load-env`,
	},
	elvish: {
		set: (name, value) => `set-env ${name} ${elvish(value)}`,
		unset: (name) => `unset-env ${name}`,
		compound: (statements) => `{ ${statements.join('; ')} }\n`,
		failed: () => '', // the exception of the failed program ends the command line
		apply: (command) => `eval (${command} | slurp)`,
	},
	xonsh: {
		set: (name, value) => `e.__setitem__("${name}", ${xonsh(value)})`,
		unset: (name) => `e.pop("${name}", None)`,
		// One expression, because Python would run the first statements of a line that was cut off at a semicolon.
		compound: (statements) => `(lambda e: [${statements.join(', ')}])(\${...})\n`,
		failed: (status) => `raise __import__("subprocess").CalledProcessError(${status}, "ssoenv")\n`,
		apply: (command) => `execx($(${command}))`,
	},
	tcsh: tcshCode,
} as const satisfies Record<string, ShellSyntax>;

export type Shell = keyof typeof shells;

const keysOf = <Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] => {
	const names: Name[] = [];
	for (const name in table) names.push(name);
	return names;
};

export const shellNames = keysOf(shells);

export const isShell = (name: string): name is Shell => Object.hasOwn(shells, name);

const refuseUnfit = ({ name, value }: Change): void => {
	if (value !== undefined && !fitsVariable(value)) throw failures.valueUnfit({ variable: name });
};

/**
 * Formats the compound statement that makes `changes` in `shell`, with a newline at the end.
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

const lines =
	(write: (name: string, value: string) => string) =>
	({ credentials }: Exported): string =>
		credentials.map(({ name, value }) => (value === undefined ? '' : `${write(name, value)}\n`)).join('');

const isPlainInDoubleQuotes = (value: string): boolean => /^[ -~]*$/.test(value) && !/["$`\\]/.test(value);

/**
 * The formats of `aws configure export-credentials`. Values are the same to the byte if they are safe; other values are
 * quoted or refused.
 */
export const formats = {
	process: ({ process }) => `${asciiJson(process, 2)}\n`,
	env: lines((name, value) => `export ${name}=${needsNoQuotes(value) ? value : posix(value)}`),
	'env-no-export': lines((name, value) => `${name}=${needsNoQuotes(value) ? value : posix(value)}`),
	powershell: lines((name, value) => `$Env:${name}=${isPlainInDoubleQuotes(value) ? `"${value}"` : powershell(value)}`),
	'windows-cmd': lines(
		(name, value) => `set ${name}=${needsNoQuotes(value) ? value : withoutSafeForm(name, 'cmd.exe')}`,
	),
	fish: lines((name, value) => `set -gx ${name} ${isPlainInDoubleQuotes(value) ? `"${value}"` : fish(value)}`),
} as const satisfies Record<string, (exported: Exported) => string>;

export type AwsFormat = keyof typeof formats;

export const isAwsFormat = (name: Format): name is AwsFormat => Object.hasOwn(formats, name);

/** Their rows are in further-formats.ts, which is loaded only for them. */
const furtherFormats = ['json', 'dotenv', 'sts', 'github', 'direnv', 'docker', 'systemd'] as const;

export type FurtherFormat = (typeof furtherFormats)[number];

export type Format = AwsFormat | FurtherFormat;

export const formatNames: readonly Format[] = [...keysOf(formats), ...furtherFormats];
