/** `ssoenv prompt`: print the lines that show the role in a prompt, and say where they go. */
import { failures } from '../../core/failure/failures.ts';
import type { PromptName } from '../../core/shell/prompt-names.ts';
import { prompts, type Recipe, recipeFor, shellsOf } from '../../core/shell/prompts.ts';
import { type Shell, shellNames } from '../../core/shell/syntaxes.ts';
import { shellFor } from '../../flows/shell/shell-for.ts';
import { promptOf, startFileOf } from '../../flows/shell/start-file.ts';
import type { Ports } from '../../ports/context.ts';

type Context = Ports<'terminal' | 'files' | 'machine'>;

interface PromptArguments {
	readonly for: PromptName | undefined;
	readonly shell: Shell | undefined;
}

/** @throws Failure `usage`, `shell-unknown`, `setting-invalid` */
export async function run(args: PromptArguments, context: Context): Promise<void> {
	const { terminal } = context;
	const shell = shellOf(args, context);
	const files = await context.files.shellFiles();
	const rc = startFileOf(shell, files, context);
	const drawn = args.for === undefined ? promptOf(shell, rc, files, context) : undefined;
	const name = drawn?.name ?? args.for ?? 'plain';
	const recipe = recipeFor(name, shell);
	if (recipe === undefined) throw withoutRecipe(name, shell);
	if (drawn?.source !== undefined) terminal.say(`${prompts[name].title} draws your prompt (${drawn.source})`);
	terminal.say(advice(name, recipe, rc));
	if (drawn !== undefined && recipe.kind === 'lines') terminal.say(`hint: ssoenv install ${shell} --prompt`);
	if (recipe.kind === 'nothing') return;
	const path = files.layerPath(`prompts/${recipe.file}`);
	const text = files.read(path);
	if (text === undefined) throw failures.fileUnusable({ path, reason: 'it does not exist' });
	terminal.stdout(text);
}

/** A prompt that only one shell has needs no other word. */
function shellOf(args: PromptArguments, context: Context): Shell {
	const only = args.for === undefined ? [] : shellsOf(args.for, shellNames);
	return shellFor(args.shell ?? (only.length === 1 ? only[0] : undefined), 'prompt', context);
}

function withoutRecipe(name: PromptName, shell: Shell): Error {
	const others = shellsOf(name, shellNames);
	const problem = `there are no lines that show the role in the prompt of ${shell}`;
	const about = name === 'plain' ? '' : ` if ${prompts[name].title} draws it; there are some for ${others.join(', ')}`;
	return failures.usage({ problem: `${problem}${about}`, command: 'prompt' });
}

function advice(name: PromptName, recipe: Recipe, rc: string): string {
	if (recipe.kind === 'nothing') return `${prompts[name].title} ${recipe.why}: add nothing`;
	if (recipe.kind === 'edit') return `add this to ${recipe.place}`;
	return `add these lines to ${rc}, below the shell integration`;
}
