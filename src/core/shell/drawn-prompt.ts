/** Finds out what draws the prompt of a shell, from the texts of its start-up files and from the environment. */
import type { Environment } from '../machine/environment.ts';
import type { PromptName } from './prompt-names.ts';
import type { Shell } from './syntaxes.ts';

/** A file that decides what draws the prompt. */
export interface StartFile {
	readonly path: string;
	readonly text: string;
}

export interface DrawnPrompt {
	readonly name: PromptName;
	/** The file or the variable that tells; undefined for `plain`, which is what remains. */
	readonly source: string | undefined;
}

interface Sign {
	readonly name: PromptName;
	readonly shells: readonly Shell[];
	/** Matches a line of a start-up file that is not a comment. */
	readonly line?: RegExp;
	/** Matches the text of a start-up file. */
	readonly text?: RegExp;
	/** Matches the path of a file whose existence is enough. */
	readonly file?: RegExp;
	/** A variable that the prompt exports; with a pattern, its value must match. */
	readonly variable?: readonly [name: string, value?: RegExp];
}

/** The variable of starship and oh-my-posh names the shell that they draw for, because other shells inherit it. */
const drawnEverywhere = (name: PromptName, command: string, variable: string): readonly Sign[] =>
	(['bash', 'zsh', 'fish', 'powershell'] as const).map((shell) => ({
		name,
		shells: [shell],
		line: new RegExp(`\\b${command}(?:\\.exe)?["']?\\s+(?:--)?init\\b`),
		variable: [variable, shell === 'powershell' ? /^(?:pwsh|powershell)$/ : new RegExp(`^${shell}$`)],
	}));

const BODY_UP_TO_PS1 = String.raw`\s*(?:\(\s*\))?\s*\{(?:\$\{(?:[^{}]|\$\{[^{}]*\})*\}|[^{}])*\bPS1=`;

/** The first sign that is found counts: a theme stands before the framework that loads it. */
const SIGNS: readonly Sign[] = [
	...drawnEverywhere('starship', 'starship', 'STARSHIP_SHELL'),
	...drawnEverywhere('oh-my-posh', 'oh-my-posh', 'POSH_SHELL'),
	{ name: 'powerlevel10k', shells: ['zsh'], line: /powerlevel10k|\bp10k\.zsh/, variable: ['P9K_TTY'] },
	{
		name: 'pure',
		shells: ['zsh'],
		line: /\bprompt\s+pure\b|\bsindresorhus\/pure\b|\bpure\.zsh\b|:prompt' theme 'pure/,
	},
	{ name: 'prezto', shells: ['zsh'], line: /\bzprezto\b.*\binit\.zsh\b/ },
	{ name: 'oh-my-zsh', shells: ['zsh'], line: /\boh-my-zsh\.sh\b/ },
	{ name: 'bash-it', shells: ['bash'], line: /\bbash_it\.sh\b/, variable: ['BASH_IT'] },
	{ name: 'oh-my-bash', shells: ['bash'], line: /\boh-my-bash\.sh\b/, variable: ['OSH'] },
	{ name: 'bash-git-prompt', shells: ['bash'], line: /\bgitprompt\.sh\b/ },
	{ name: 'prompt-command', shells: ['bash'], line: /\bPROMPT_COMMAND\b.*(?:prompt|ps1)/i },
	// A function that sets PS1, and PROMPT_COMMAND names it, below or above. Its only braces before PS1 are those of `${…}`.
	{
		name: 'prompt-command',
		shells: ['bash'],
		text: new RegExp(`\\b(\\w+)${BODY_UP_TO_PS1}(?:.*\\n[^#\\n]*|[^#\\n]*)\\bPROMPT_COMMAND\\b[^\\n]*\\b\\1\\b`, 's'),
	},
	{
		name: 'prompt-command',
		shells: ['bash'],
		text: new RegExp(
			`(?:^|\\n)[^#\\n]*\\bPROMPT_COMMAND\\b[^\\n]*\\b(\\w+)\\b[^\\n]*\\n.*\\b\\1${BODY_UP_TO_PS1}`,
			's',
		),
	},
	{ name: 'tide', shells: ['fish'], line: /\bilancosman\/tide\b/i, file: /\/_tide_init\.fish$/ },
	{ name: 'pure', shells: ['fish'], line: /\bpure-fish\/pure\b/, file: /\/conf\.d\/pure\.fish$/ },
	{ name: 'posh-git', shells: ['powershell'], line: /^\s*(?:Import-Module|ipmo)\b.*\bposh-git\b/i },
	{ name: 'own', shells: ['powershell'], line: /^\s*function\s+(?:global:)?prompt\b/i },
];

const isComment = (line: string): boolean => /^\s*#/.test(line);

function isFoundIn({ line, file, text: whole }: Sign, { path, text }: StartFile): boolean {
	if (file?.test(path) === true || whole?.test(text) === true) return true;
	return line !== undefined && text.split(/\r?\n/).some((one) => !isComment(one) && line.test(one));
}

function isFoundInEnvironment({ variable }: Sign, env: Environment): boolean {
	if (variable === undefined) return false;
	const [name, value = /./] = variable;
	return value.test(env[name] ?? '');
}

/**
 * Returns what draws the prompt. Files count before the environment, which may come from another shell.
 * @param files the start-up files, without the block of `ssoenv install`
 */
export function drawnPrompt(shell: Shell, files: readonly StartFile[], env: Environment): DrawnPrompt {
	const signs = SIGNS.filter(({ shells }) => shells.includes(shell));
	for (const sign of signs) {
		const file = files.find((one) => isFoundIn(sign, one));
		if (file !== undefined) return { name: sign.name, source: file.path };
	}
	const sign = signs.find((one) => isFoundInEnvironment(one, env));
	return sign === undefined ? { name: 'plain', source: undefined } : { name: sign.name, source: sign.variable?.[0] };
}

/** The files beside the start-up file that may say what draws the prompt. */
const BESIDE: Readonly<Partial<Record<Shell, readonly string[]>>> = {
	bash: ['.bash_profile', '.bash_login', '.profile'],
	zsh: ['.zpreztorc', '.zsh_plugins.txt', '.zimrc'],
	fish: ['fish_plugins', 'conf.d/_tide_init.fish', 'conf.d/pure.fish', 'conf.d/starship.fish'],
	powershell: ['Microsoft.PowerShell_profile.ps1'],
};

/** Returns the paths of the files that may say what draws the prompt, the start-up file first. */
export function promptFiles(shell: Shell, rc: string): readonly string[] {
	const folder = rc.slice(0, rc.lastIndexOf('/'));
	return [rc, ...(BESIDE[shell] ?? []).map((name) => `${folder}/${name}`)];
}
