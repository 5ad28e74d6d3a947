/** Defines the start-up file of each shell, and adds and removes the lines in it that load the shell layer. */
import { configFolder, type Environment } from '../machine/environment.ts';
import { elvishFolder, nushellFolder, powershellFolder } from '../machine/settings-folders.ts';
import { elvish, fish, nushell, posix, powershell, tcsh, xonsh } from '../text/quoting.ts';
import type { Shell } from './syntaxes.ts';

interface ShellStart {
	/** File of the layer, under shell/. */
	readonly file: string;
	/** The files whose text `init` prints, if `file` only reads them. */
	readonly parts?: readonly string[];
	/**
	 * Returns the start-up file of interactive shells.
	 * @param home the home folder
	 * @param exists whether there is a file
	 * @param system as in `process.platform`
	 */
	readonly rc: (env: Environment, home: string, exists: (path: string) => boolean, system: string) => string;
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
	bash: {
		file: 'ssoenv.bash',
		parts: [
			'start',
			'text',
			'program',
			'record',
			'state',
			'variables',
			'role',
			'capture',
			'renewal',
			'prompt',
			'look',
			'directory',
			'guard',
		].map((part) => `bash/${part}.bash`),
		rc: (_, home) => `${home}/.bashrc`,
		load: posixLoad,
	},
	zsh: {
		file: 'ssoenv.zsh',
		parts: ['start', 'program', 'record', 'text', 'role', 'capture', 'prompt', 'look', 'directory', 'guard'].map(
			(part) => `zsh/${part}.zsh`,
		),
		rc: (env, home) => `${absoluteOr(env.ZDOTDIR, home)}/.zshrc`,
		load: posixLoad,
	},
	sh: {
		file: 'ssoenv.sh',
		rc: (env, home) => absoluteOr(env.ENV, `${home}/.profile`),
		// A sourced file does not know its path, so it is told: then it uses the program of its own package.
		load: (path) => `if [ -r ${posix(path)} ]; then . ${posix(path)} && _ssoenv_is_file ${posix(path)}; fi`,
	},
	fish: {
		file: 'ssoenv.fish',
		parts: ['start', 'text', 'program', 'record', 'guard', 'variables', 'prompt', 'look', 'directory', 'role'].map(
			(part) => `fish/${part}.fish`,
		),
		rc: (env, home) => `${configFolder(env, () => home)}/fish/config.fish`,
		load: (path) => `test -r ${fish(path)}; and source ${fish(path)}`,
	},
	powershell: {
		file: 'ssoenv/ssoenv.psd1',
		rc: (env, home, _, system) => `${powershellFolder(env, home, system)}/profile.ps1`,
		load: (path) => `if (Test-Path -LiteralPath (${powershell(path)})) { Import-Module (${powershell(path)}) }`,
		isLoadedByPath: true,
	},
	nushell: {
		file: 'nushell/ssoenv.nu',
		rc: (env, home, _, system) => `${nushellFolder(env, home, system)}/config.nu`,
		load: (path) => `source (if (${nushell(path)} | path exists) { ${nushell(path)} } else { null })`,
		isLoadedByPath: true,
	},
	elvish: {
		file: 'elvish/ssoenv.elv',
		rc: (env, home, _, system) => `${elvishFolder(env, home, system)}/rc.elv`,
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

/** A block at the end of the text without a blank line before it: the line before it had no end of its own. */
const BELOW_OPEN_LINE = new RegExp(`([^\\n\\r])\\r?\\n(${BEGIN}\\r?\\n(?:(?!${BEGIN})[^])*?${END}(?:\\r?\\n|$))$`);

/** Removes the block, and gives back the end of the text as it was. Returns the same text if there is no block. */
export const withoutRcBlock = (text: string): string => text.replace(BELOW_OPEN_LINE, '$1').replace(BLOCK, '');

/** Returns the texts of all blocks. */
export const rcBlocks = (text: string): readonly string[] => text.match(BLOCK) ?? [];

/**
 * Returns the files of the shell integration that the blocks load. A path with characters that the shell writes in
 * another form is not found.
 */
export function layersIn(text: string, shell: Shell): readonly string[] {
	const { file, load } = shellStarts[shell];
	const pattern = new RegExp(`(?:[A-Za-z]:)?[/\\\\][^'"()\\n]*?${file.replaceAll('.', '\\.')}`);
	return rcBlocks(text).flatMap((block) => {
		const found = pattern.exec(block)?.[0] ?? '';
		const path = shell === 'tcsh' ? found.replace(/\\(.)/g, '$1') : found;
		return block.includes(load(path)) ? [path] : [];
	});
}

/** A mark of a block, alone on its line. */
export interface RcMark {
	/** Counts from 1. */
	readonly line: number;
	readonly mark: string;
	/** Whether it begins or ends a whole block. */
	readonly isPaired: boolean;
}

/** Returns all marks in a start-up file. */
export function rcMarks(text: string): readonly RcMark[] {
	const marks = text.split('\n').flatMap((line, at) => {
		const mark = [BEGIN, END].find((one) => line.trimEnd() === one);
		return mark === undefined ? [] : [{ line: at + 1, mark }];
	});
	return marks.map((one, at) => {
		const [other, wanted] = one.mark === BEGIN ? [marks[at + 1], END] : [marks[at - 1], BEGIN];
		return { ...one, isPaired: other?.mark === wanted };
	});
}

/** Returns the text below the last block; empty if there is no block. */
const belowRcBlock = (text: string): string => {
	const last = [...text.matchAll(BLOCK)].at(-1);
	return last === undefined ? '' : text.slice(last.index + last[0].length);
};

/**
 * Adds the block at the end, in place of an older block. Returns the same text if it already has this block.
 * @param code one or more lines, with `\n` between them
 * @param isLast moves a block that is the same, but not at the end
 */
export function withRcBlock(text: string, code: string, isLast = false): string {
	// One line from elsewhere may end in CRLF, and most shells do not read a block that does.
	const lineEnd = /\r\n/.test(text) && !/(?<!\r)\n/.test(text) ? '\r\n' : '\n';
	const block = [BEGIN, ...code.split('\n'), END, ''].join(lineEnd);
	const isThere = text.split(block).length === 2 && rcBlocks(text).length === 1;
	if (isThere && !(isLast && belowRcBlock(text).trim() !== '')) return text;
	const rest = withoutRcBlock(text);
	if (rest === '') return block;
	return `${rest}${lineEnd}${block}`;
}
