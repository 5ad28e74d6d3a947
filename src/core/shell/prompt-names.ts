/**
 * The names of what draws prompts, for `ssoenv prompt --for`, in the order of help. prompts.ts has a row for each; the
 * names are here because each run of `ssoenv` loads them, with the table of commands.
 */
export const promptNames = [
	'plain',
	'own',
	'prompt-command',
	'bash-it',
	'oh-my-bash',
	'bash-git-prompt',
	'oh-my-zsh',
	'prezto',
	'pure',
	'powerlevel10k',
	'tide',
	'posh-git',
	'starship',
	'oh-my-posh',
	'tmux',
] as const;

export type PromptName = (typeof promptNames)[number];
