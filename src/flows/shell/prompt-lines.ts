/** Decides which lines `ssoenv install` adds to its block, so that the prompt shows the role. */
import type { DrawnPrompt } from '../../core/shell/drawn-prompt.ts';
import { linesOf, prompts, type Recipe, recipeFor } from '../../core/shell/prompts.ts';
import { rcBlocks } from '../../core/shell/start-files.ts';
import type { Shell } from '../../core/shell/syntaxes.ts';
import type { Ports } from '../../ports/context.ts';
import type { ShellFiles } from '../../ports/shell-files.ts';
import { canPrompt } from '../sign-in/can-prompt.ts';
import { promptOf } from './start-file.ts';

type Context = Ports<'terminal' | 'machine'>;

export interface PromptRequest {
	readonly shell: Shell;
	/** The start-up file, and its text. */
	readonly rc: string;
	readonly text: string;
	/** Whether the person wants the role in the prompt; undefined if they did not say. */
	readonly isWanted: boolean | undefined;
}

/** The comment above the lines. It tells a later run that they are wanted. */
const HEAD = '# The role in the prompt: ';

/** Whether a block in a start-up file has lines for the prompt. */
export const hasPromptLines = (text: string): boolean => rcBlocks(text).some((block) => block.includes(`\n${HEAD}`));

/**
 * Returns the lines for the block, with a comment above them; empty if the role is not wanted in the prompt, or if no
 * lines can show it there. Tells the person why. Asks only at a terminal.
 */
export async function promptLines(request: PromptRequest, files: ShellFiles, context: Context): Promise<string> {
	const { shell, rc, isWanted } = request;
	if (isWanted === false) return '';
	const drawn = promptOf(shell, rc, files, context);
	const recipe = recipeFor(drawn.name, shell);
	const { say } = context.terminal;
	if (recipe?.kind !== 'lines' || isDrawnLater(drawn, request)) {
		const isTold = isWanted === true || (recipe !== undefined && canPrompt(context));
		if (isTold) explain(drawn, recipe, shell).forEach(say);
		return '';
	}
	if (!(isWanted ?? (await asked(request, drawn, context)))) return '';
	const code = files.read(files.layerPath(`prompts/${recipe.file}`));
	return code === undefined ? '' : `${HEAD}${drawn.name}\n${linesOf(code)}`;
}

/** PowerShell reads profile.ps1 before the file in which most people have their prompt. */
const isDrawnLater = ({ name, source }: DrawnPrompt, { shell, rc }: PromptRequest): boolean =>
	shell === 'powershell' && name !== 'plain' && source !== rc;

/** Without a terminal, a second run leaves the prompt as the first one did. */
async function asked({ text }: PromptRequest, { name }: DrawnPrompt, context: Context): Promise<boolean> {
	if (!canPrompt(context)) return hasPromptLines(text);
	return context.terminal.confirm(
		name === 'plain'
			? 'show the role in your prompt?'
			: `show the role in your prompt, which ${prompts[name].title} draws?`,
	);
}

function explain({ name, source }: DrawnPrompt, recipe: Recipe | undefined, shell: Shell): readonly string[] {
	if (recipe === undefined) return [`there are no lines that show the role in the prompt of ${shell}`];
	const found = `${prompts[name].title} draws your prompt (${source})`;
	if (recipe.kind === 'nothing') return [`${found}: it ${recipe.why}`];
	const place = recipe.kind === 'edit' ? recipe.place : 'that file, below the line that loads it';
	return [
		`${found}: to show the role, add some lines to ${place}`,
		`hint: ssoenv prompt --for ${name} --shell ${shell}`,
	];
}
