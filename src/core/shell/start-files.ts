/** Where each shell looks when it starts, and the line with which it takes the shell layer. */
import { configFolder, type Environment } from '../machine/environment.ts';
import { fish, posix, powershell } from '../text/quoting.ts';
import type { Shell } from './syntaxes.ts';

interface ShellStart {
	/** The file of the layer, under shell/. */
	readonly file: string;
	/** What that one reads when it is needed. */
	readonly rest?: readonly string[];
	/** The start-up file of interactive shells. @param home the person's home folder */
	readonly rc: (env: Environment, home: string) => string;
	/** Takes the layer from `path`, and is silent where it is gone. */
	readonly load: (path: string) => string;
}

const under = (folder: string | undefined, otherwise: string): string =>
	folder?.startsWith('/') === true ? folder : otherwise;

const posixLoad = (path: string): string => `if [ -r ${posix(path)} ]; then . ${posix(path)}; fi`;

export const shellStarts: Readonly<Record<Shell, ShellStart>> = {
	bash: { file: 'ssoenv.bash', rc: (_, home) => `${home}/.bashrc`, load: posixLoad },
	zsh: { file: 'ssoenv.zsh', rc: (env, home) => `${under(env.ZDOTDIR, home)}/.zshrc`, load: posixLoad },
	sh: { file: 'ssoenv.sh', rc: (env, home) => under(env.ENV, `${home}/.profile`), load: posixLoad },
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
	},
};

const BEGIN = '# >>> ssoenv >>>';
const END = '# <<< ssoenv <<<';

/** The block with its line end, and one blank line that was put before it. One that lost its end ends nowhere, not with the next. */
const BLOCK = new RegExp(
	`(?:(?<=^|\\n)\\r?\\n)?(?<=^|\\n)${BEGIN}\\r?\\n(?:(?!${BEGIN})[^])*?${END}(?:\\r?\\n|$)`,
	'g',
);

/** The text without the block; the very text when it has none. */
export const withoutRcBlock = (text: string): string => text.replace(BLOCK, '');

/** The text with the block at its end, in place of an older one; the very text when it is there already. */
export function withRcBlock(text: string, code: string): string {
	const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
	const block = [BEGIN, code, END, ''].join(lineEnd);
	if (text.split(block).length === 2 && text.match(BLOCK)?.length === 1) return text;
	const rest = withoutRcBlock(text);
	if (rest === '') return block;
	return `${rest}${rest.endsWith('\n') ? '' : lineEnd}${lineEnd}${block}`;
}
