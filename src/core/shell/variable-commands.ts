/** Commands that change a variable of the shell that runs ssoenv. */
import { bash, elvish, fish, nushell, posix, powershell, tcsh, xonsh } from '../text/quoting.ts';
import type { Shell } from './syntaxes.ts';

interface VariableSyntax {
	readonly unset: (names: readonly string[]) => string;
	readonly set: (name: string, value: string) => string;
	/** Puts a folder first on PATH. */
	readonly first: (folder: string) => string;
}

const posixLike = (quote: (value: string) => string): VariableSyntax => ({
	unset: (names) => `unset ${names.join(' ')}`,
	set: (name, value) => `export ${name}=${quote(value)}`,
	first: (folder) => `export PATH=${quote(folder)}:"$PATH"`,
});

const each = (names: readonly string[], command: (name: string) => string): string => names.map(command).join('; ');

const SYNTAXES: Readonly<Record<Shell, VariableSyntax>> = {
	bash: posixLike(bash),
	zsh: posixLike(bash),
	sh: posixLike(posix),
	fish: {
		unset: (names) => `set -e ${names.join(' ')}`,
		set: (name, value) => `set -gx ${name} ${fish(value)}`,
		first: (folder) => `set -gx PATH ${fish(folder)} $PATH`,
	},
	powershell: {
		unset: (names) => `Remove-Item ${names.map((name) => `Env:${name}`).join(', ')}`,
		set: (name, value) => `$env:${name} = ${powershell(value)}`,
		first: (folder) => `$env:PATH = (${powershell(folder)}) + ':' + $env:PATH`,
	},
	nushell: {
		unset: (names) => `hide-env ${names.join(' ')}`,
		set: (name, value) => `$env.${name} = ${nushell(value)}`,
		first: (folder) => `$env.PATH = ($env.PATH | prepend ${nushell(folder)})`,
	},
	elvish: {
		unset: (names) => each(names, (name) => `unset-env ${name}`),
		set: (name, value) => `set-env ${name} ${elvish(value)}`,
		first: (folder) => `set paths = [${elvish(folder)} $@paths]`,
	},
	xonsh: {
		unset: (names) => each(names, (name) => `del $${name}`),
		set: (name, value) => `$${name} = ${xonsh(value)}`,
		first: (folder) => `$PATH.insert(0, ${xonsh(folder)})`,
	},
	tcsh: {
		unset: (names) => each(names, (name) => `unsetenv ${name}`),
		set: (name, value) => `setenv ${name} ${tcsh(value)}`,
		first: (folder) => `setenv PATH ${tcsh(folder)}:"$PATH"`,
	},
};

/** Returns the command that unsets variables, in sh if the shell is not known. */
export const unsetCommand = (shell: Shell | undefined, names: readonly string[]): string =>
	SYNTAXES[shell ?? 'sh'].unset(names);

/** Returns the command that sets and exports a variable. */
export const setCommand = (shell: Shell | undefined, name: string, value: string): string =>
	SYNTAXES[shell ?? 'sh'].set(name, value);

/** Returns the command that puts a folder first on PATH. */
export const firstOnPathCommand = (shell: Shell | undefined, folder: string): string =>
	SYNTAXES[shell ?? 'sh'].first(folder);
