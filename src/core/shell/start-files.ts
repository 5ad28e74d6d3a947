/** Defines the start-up file of each shell, and adds and removes the lines in it that load the shell layer. */
import { configFolder, type Environment } from '../machine/environment.ts';
import { elvish, fish, nushell, posix, powershell, tcsh, xonsh } from '../text/quoting.ts';
import type { Shell } from './syntaxes.ts';

interface ShellStart {
	/** File of the layer, under shell/. */
	readonly file: string;
	/** Files that the layer loads when they are needed. */
	readonly rest?: readonly string[];
	/**
	 * Returns the start-up file of interactive shells.
	 * @param home the home folder
	 * @param exists whether there is a file
	 */
	readonly rc: (env: Environment, home: string, exists: (path: string) => boolean) => string;
	/** Formats the code that loads the layer from `path`, and does nothing if the file is gone. */
	readonly load: (path: string) => string;
	/** True if `init` prints `load`, because the layer needs to know its path, or is no text to evaluate. */
	readonly isLoadedByPath?: true;
}

const absoluteOr = (folder: string | undefined, fallback: string): string =>
	folder?.startsWith('/') === true ? folder : fallback;

const posixLoad = (path: string): string => `if [ -r ${posix(path)} ]; then . ${posix(path)}; fi`;

/** Elvish compiles a file before it runs it, so a prompt in the same file needs the names to be declared first. */
const elvishLoad = (file: string): string =>
	[
		"var ssoenv~ ssoenv-prompt~ = {|@words| e:ssoenv $@words } { put '' }",
		'use path',
		`if (path:is-regular ${file}) { eval &ns=(ns [&ssoenv-file=${file}]) &on-end={|layer| set ssoenv~ ssoenv-prompt~ = $layer[ssoenv~] $layer[ssoenv-prompt~] } (slurp < ${file}) }`,
	].join('; ');

export const shellStarts: Readonly<Record<Shell, ShellStart>> = {
	bash: { file: 'ssoenv.bash', rc: (_, home) => `${home}/.bashrc`, load: posixLoad },
	zsh: { file: 'ssoenv.zsh', rc: (env, home) => `${absoluteOr(env.ZDOTDIR, home)}/.zshrc`, load: posixLoad },
	sh: { file: 'ssoenv.sh', rc: (env, home) => absoluteOr(env.ENV, `${home}/.profile`), load: posixLoad },
	fish: {
		file: 'ssoenv.fish',
		rest: ['ssoenv-role.fish'],
		rc: (env, home) => `${configFolder(env, () => home)}/fish/config.fish`,
		load: (path) => `test -r ${fish(path)}; and source ${fish(path)}`,
	},
	powershell: {
		file: 'ssoenv/ssoenv.psd1',
		rc: (env, home) => `${configFolder(env, () => home)}/powershell/profile.ps1`,
		load: (path) => `if (Test-Path -LiteralPath (${powershell(path)})) { Import-Module (${powershell(path)}) }`,
		isLoadedByPath: true,
	},
	nushell: {
		file: 'nushell/ssoenv.nu',
		rc: (env, home) => `${configFolder(env, () => home)}/nushell/config.nu`,
		load: (path) => `source (if (${nushell(path)} | path exists) { ${nushell(path)} } else { null })`,
		isLoadedByPath: true,
	},
	elvish: {
		file: 'elvish/ssoenv.elv',
		rc: (env, home) => `${configFolder(env, () => home)}/elvish/rc.elv`,
		load: (path) => elvishLoad(elvish(path)),
		isLoadedByPath: true,
	},
	xonsh: {
		file: 'xonsh/ssoenv.xsh',
		rc: (env, home) => `${configFolder(env, () => home)}/xonsh/rc.xsh`,
		load: (path) => `if __import__("os").path.isfile(${xonsh(path)}): aliases["source"]([${xonsh(path)}])`,
		isLoadedByPath: true,
	},
	tcsh: {
		file: 'tcsh/ssoenv.tcsh',
		// tcsh reads only one of the two, so a new .tcshrc would turn off an existing .cshrc.
		rc: (_, home, exists) => (exists(`${home}/.tcshrc`) ? `${home}/.tcshrc` : `${home}/.cshrc`),
		load: (path) => `if (-r ${tcsh(path)} && $?tcsh) source ${tcsh(path)} --load ${tcsh(path)}`,
		isLoadedByPath: true,
	},
};

const BEGIN = '# >>> ssoenv >>>';
const END = '# <<< ssoenv <<<';

/**
 * The block with its line end, and one blank line before it. A block without an end marker never matches: it must not
 * end with the next block.
 */
const BLOCK = new RegExp(
	`(?:(?<=^|\\n)\\r?\\n)?(?<=^|\\n)${BEGIN}\\r?\\n(?:(?!${BEGIN})[^])*?${END}(?:\\r?\\n|$)`,
	'g',
);

/** Removes the block. Returns the same text if there is no block. */
export const withoutRcBlock = (text: string): string => text.replace(BLOCK, '');

/** Adds the block at the end, in place of an older block. Returns the same text if it already has this block. */
export function withRcBlock(text: string, code: string): string {
	const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
	const block = [BEGIN, code, END, ''].join(lineEnd);
	if (text.split(block).length === 2 && text.match(BLOCK)?.length === 1) return text;
	const rest = withoutRcBlock(text);
	if (rest === '') return block;
	return `${rest}${rest.endsWith('\n') ? '' : lineEnd}${lineEnd}${block}`;
}
