/**
 * The table of prompts: for each program or framework that draws prompts, the file that shows the role in it. `ssoenv
 * prompt` prints these files, and `ssoenv install` adds their lines to its block.
 */
import type { PromptName } from './prompt-names.ts';
import type { Shell } from './syntaxes.ts';

/** What shows the role in the prompts of one shell. */
export type Recipe = LinesRecipe | EditRecipe | NoRecipe;

/** Lines for the start-up file, below the shell integration and below the framework. */
interface LinesRecipe {
	readonly kind: 'lines';
	/** The file with the lines, under shell/prompts/. */
	readonly file: string;
}

/** Text that only the person can put into its place. */
interface EditRecipe {
	readonly kind: 'edit';
	readonly file: string;
	/** Where the text goes, for a message: `add this to …`. */
	readonly place: string;
}

/** Nothing to add. */
interface NoRecipe {
	readonly kind: 'nothing';
	/** Why nothing is needed, for a message: the name of the prompt, and then this. */
	readonly why: string;
}

interface Prompt {
	/** What draws the prompt, as the subject of a sentence. */
	readonly title: string;
	readonly recipes: Readonly<Partial<Record<Shell, Recipe>>>;
}

const lines = (file: string): Recipe => ({ kind: 'lines', file });
const edit = (file: string, place: string): Recipe => ({ kind: 'edit', file, place });

const STARSHIP: Recipe = { kind: 'nothing', why: 'shows the profile and the time left by itself' };
const OH_MY_POSH = edit('oh-my-posh.json', 'the "segments" of a block in the oh-my-posh configuration');

export const prompts: Readonly<Record<PromptName, Prompt>> = {
	plain: {
		title: 'the shell itself',
		recipes: {
			bash: lines('default.bash'),
			zsh: lines('default.zsh'),
			fish: lines('default.fish'),
			powershell: lines('default.ps1'),
		},
	},
	own: {
		title: 'a function "prompt" of your own',
		recipes: { powershell: edit('own.ps1', 'your function "prompt"') },
	},
	'prompt-command': { title: 'PROMPT_COMMAND', recipes: { bash: lines('framework.bash') } },
	'bash-it': { title: 'bash-it', recipes: { bash: lines('framework.bash') } },
	'oh-my-bash': { title: 'oh-my-bash', recipes: { bash: lines('framework.bash') } },
	'bash-git-prompt': { title: 'bash-git-prompt', recipes: { bash: lines('framework.bash') } },
	'oh-my-zsh': { title: 'oh-my-zsh', recipes: { zsh: lines('framework.zsh') } },
	prezto: { title: 'prezto', recipes: { zsh: lines('framework.zsh') } },
	pure: { title: 'pure', recipes: { zsh: lines('default.zsh'), fish: lines('default.fish') } },
	powerlevel10k: { title: 'powerlevel10k', recipes: { zsh: lines('powerlevel10k.zsh') } },
	tide: { title: 'tide', recipes: { fish: lines('tide.fish') } },
	'posh-git': { title: 'posh-git', recipes: { powershell: lines('posh-git.ps1') } },
	starship: {
		title: 'starship',
		recipes: { bash: STARSHIP, zsh: STARSHIP, fish: STARSHIP, powershell: STARSHIP },
	},
	'oh-my-posh': {
		title: 'oh-my-posh',
		recipes: { bash: OH_MY_POSH, zsh: OH_MY_POSH, fish: OH_MY_POSH, powershell: OH_MY_POSH },
	},
	tmux: {
		title: 'tmux',
		recipes: {
			bash: lines('tmux.bash'),
			zsh: lines('tmux.zsh'),
			fish: lines('tmux.fish'),
			powershell: edit('tmux.ps1', 'your function "prompt"'),
		},
	},
};

/** Returns the recipe for a prompt in a shell; undefined if there is none. */
export const recipeFor = (name: PromptName, shell: Shell): Recipe | undefined => prompts[name].recipes[shell];

/** Returns the shells that have a recipe for a prompt. */
export const shellsOf = (name: PromptName, shells: readonly Shell[]): readonly Shell[] =>
	shells.filter((shell) => recipeFor(name, shell) !== undefined);

/** Returns the lines of a recipe's file without the comment at its top, which says where they go. */
export const linesOf = (text: string): string =>
	text
		.replace(/\r\n/g, '\n')
		.replace(/^(?:#.*\n)*/, '')
		.trim();
