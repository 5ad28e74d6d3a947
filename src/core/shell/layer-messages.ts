/**
 * What the shell functions say. scripts/shell-layers writes the table into each layer, so that all of them use the same
 * words.
 */

/** The layers with parts; `small` stands for those of Nushell, elvish, xonsh and tcsh. */
export type LayerName = 'bash' | 'zsh' | 'fish' | 'sh' | 'powershell' | 'small';

/** Layers that do something before each prompt. */
const hooked = ['bash', 'zsh', 'fish', 'powershell'] as const;
const withParts = [...hooked, 'sh'] as const;
const all = [...withParts, 'small'] as const;

interface LayerMessage {
	/** Printed to stderr after `ssoenv: `. Words in braces are filled in by the layer; `{shell}` is its own name. */
	readonly text: string;
	/** A command that the person can paste, printed after `ssoenv: hint: `. */
	readonly hint?: string;
	/** True for a question, which has no line end. */
	readonly isQuestion?: true;
	/** The layers that say it, and so get it. */
	readonly layers: readonly LayerName[];
}

export const layerMessages = {
	greeting: { text: '{profile}: {role} in account {account}{where}, {left} left', layers: all },
	'not-active': { text: 'no profile is active in this shell', layers: all },
	'no-previous': { text: 'there is no previous profile to return to', layers: all },
	guarded: { text: '{profile} is guarded (SSOENV_GUARD); use it? [y/N] ', isQuestion: true, layers: all },
	unchanged: { text: 'nothing was changed', layers: all },
	dropped: { text: 'dropped the role of {profile} after {minutes} min (SSOENV_GUARD_MINUTES)', layers: hooked },
	expired: { text: 'the credentials of {profile} have expired', hint: 'ssoenv use {profile}', layers: hooked },
	/** Said by `off`, if something that decides who AWS commands run as was set before the role. */
	restored: { text: 'in force again, as before `ssoenv use`: {variables}', layers: all },
	/** Said by `off`, if a tool such as direnv set a variable before the role and has left that folder since. */
	'not-restored': {
		text: 'not set again, because {tool} has left the folder in which it set them: {variables}',
		layers: all,
	},
	readonly: { text: '{variable} is readonly in this shell, so nothing was changed', layers: ['bash', 'zsh', 'sh'] },
	typed: {
		text: '{variable} is declared with attributes in this shell, so nothing was changed',
		hint: 'unset {variable}',
		layers: ['bash', 'zsh', 'sh'],
	},
	/** Children see an exported universal variable again once the global variable of that name is erased. */
	universal: {
		text: 'a universal variable would override the credentials, so nothing was changed',
		hint: 'set -eU {variables}',
		layers: ['fish'],
	},
	/** Where a local variable is exported, children see it in place of the global variable of that name. */
	local: { text: 'local variables hide those of the shell, so nothing was changed: {variables}', layers: ['fish'] },
	/** Said on Windows, where the environment refuses values that are too long. */
	rejected: { text: 'the environment rejected a value, so nothing was changed', layers: ['powershell'] },
	/** Said of `declare -n`. */
	reference: {
		text: '{variable} is a reference to another variable in this shell, so nothing was changed',
		hint: 'unset -n {variable}',
		layers: ['bash'],
	},
	/** Said where a `.ssoenv` was never allowed, or has changed since. */
	'directory-new': { text: '{file} is not allowed: `ssoenv allow` uses it, `ssoenv deny` ignores it', layers: hooked },
	'directory-unfit': {
		text: '{file} is not used: it has to be a regular file of yours, of at most 4096 bytes of text',
		layers: hooked,
	},
	/** Said where entering a folder does not use its profile, because that is guarded or the shell keeps no copies. */
	'directory-guarded': {
		text: '{profile} is guarded (SSOENV_GUARD), so {file} does not use it',
		hint: 'ssoenv use {profile}',
		layers: hooked,
	},
	'directory-offered': {
		text: '{file} names {profile}, which only the program can get',
		hint: 'ssoenv use {profile}',
		layers: hooked,
	},
	'directory-fetching': { text: 'fetching {profile} for {file}; this shell uses it once it is there', layers: hooked },
	'directory-sign-in': {
		text: '{profile}, which {file} names, needs a sign-in',
		hint: 'ssoenv login {profile}',
		layers: hooked,
	},
	'directory-failed': {
		text: 'cannot fetch {profile}, which {file} names',
		hint: 'ssoenv use {profile}',
		layers: hooked,
	},
	'unreadable-answer': {
		text: 'cannot read the output of the ssoenv program; this shell may have loaded another version of ssoenv',
		hint: 'exec {program}',
		layers: all,
	},
	'layer-gone': {
		text: '{file} no longer exists, so nothing was changed',
		hint: 'npm install --global ssoenv && exec {program}',
		layers: ['bash', 'zsh', 'fish'],
	},
	'program-gone': {
		text: 'found no ssoenv program: {path} no longer exists, and there is none on PATH',
		hint: 'npm install --global ssoenv',
		layers: withParts,
	},
	'program-missing': { text: 'found no ssoenv program on PATH', hint: 'npm install --global ssoenv', layers: all },
	/** Said if `SSOENV_BIN` names no program. */
	'program-unfit': { text: 'found no program {path}, which SSOENV_BIN names', layers: withParts },
	'node-missing': { text: 'ssoenv needs Node.js, and there is no node on PATH', layers: withParts },
	'shell-too-old': {
		text: 'the shell integration needs {shell} {needed} or newer; this is {version}',
		layers: ['zsh'],
	},
	'not-renewed': {
		text: '{variable} is readonly in this shell, so the role is not renewed and the prompt does not show it',
		layers: ['bash'],
	},
} as const satisfies Readonly<Record<string, LayerMessage>>;
