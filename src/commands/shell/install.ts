/** `ssoenv install`, and what `uninstall` does for one shell: add and remove the marked block in the start-up file of a shell. */
import { failures } from '../../core/failure/failures.ts';
import { loginAdvice } from '../../core/shell/login-files.ts';
import { withoutRcBlock } from '../../core/shell/start-files.ts';
import { isShell, type Shell } from '../../core/shell/syntaxes.ts';
import { withBlock } from '../../flows/shell/rc-block.ts';
import { shellFor } from '../../flows/shell/shell-for.ts';
import { readOptional, startFileOf } from '../../flows/shell/start-file.ts';
import type { Ports } from '../../ports/context.ts';
import type { ShellFiles } from '../../ports/shell-files.ts';

type Context = Ports<'terminal' | 'files' | 'machine'>;

export interface UninstallArguments {
	readonly shell: Shell | undefined;
	/** The folder of the launcher; empty for the usual one. */
	readonly launcher?: string | undefined;
}

interface InstallArguments extends UninstallArguments {
	readonly prompt: boolean;
	readonly 'no-prompt': boolean;
	readonly directories?: boolean;
}

/** @throws Failure `usage`, `interrupted`, and those of finding the shell and of writing */
export async function run(args: InstallArguments, context: Context): Promise<void> {
	const isWanted = promptChoice(args);
	const { launcher, shell: named } = withShell(args);
	if (launcher !== undefined) await (await flow()).installLauncher(launcher, context);
	if (launcher !== undefined && named === undefined) return;
	const shell = shellFor(named, 'install', context);
	const files = await context.files.shellFiles();
	const wanted = { prompt: isWanted, directories: args.directories === true };
	const { rc, text } = await withBlock(shell, wanted, files, context);
	const hasChanged = change(shell, rc, text, files, context);
	if (shell === 'bash') adviseOnLogin(files, context);
	if (hasChanged) (await import('../../flows/shell/directory-lines.ts')).offerDirectories(shell, text, context);
	if (launcher === undefined && hasChanged) await (await flow()).offerLauncher('install', context);
}

const flow = () => import('../../flows/launcher/launcher.ts');

/** The word behind --launcher is the shell if it is the name of one. */
function withShell({ shell, launcher }: UninstallArguments): UninstallArguments {
	return launcher !== undefined && shell === undefined && isShell(launcher)
		? { shell: launcher, launcher: '' }
		: { shell, launcher };
}

/** @throws Failure `usage` */
function promptChoice({ prompt, 'no-prompt': noPrompt }: InstallArguments): boolean | undefined {
	if (prompt && noPrompt) {
		throw failures.usage({ problem: '--prompt and --no-prompt cannot be used together', command: 'install' });
	}
	return prompt ? true : noPrompt ? false : undefined;
}

export async function uninstall(args: UninstallArguments, context: Context): Promise<void> {
	const { launcher, shell: named } = withShell(args);
	if (launcher !== undefined) await (await flow()).uninstallLauncher(launcher, context);
	if (launcher !== undefined && named === undefined) return;
	const shell = shellFor(named, 'uninstall', context);
	const files = await context.files.shellFiles();
	const rc = startFileOf(shell, files, context);
	change(shell, rc, withoutRcBlock(files.read(rc) ?? ''), files, context);
	if (launcher === undefined) await (await flow()).offerLauncher('uninstall', context);
}

/** Returns whether there was something to change. */
function change(shell: Shell, path: string, after: string, files: ShellFiles, { terminal }: Context): boolean {
	const before = files.read(path) ?? '';
	if (after === before) {
		terminal.say(`nothing to change in ${path}`);
		return false;
	}
	const backup = files.replace(path, after);
	terminal.say(`changed ${path}${backup === undefined ? '' : `; backup: ${backup}`}`);
	for (const line of changedLines(before, after)) terminal.say(line);
	terminal.say(`open a new shell, or run: exec ${PROGRAMS[shell]}`);
	return true;
}

function adviseOnLogin(files: ShellFiles, { terminal, machine }: Context): void {
	const home = machine.homeFolder();
	const advice = loginAdvice((file) => readOptional(`${home}/${file}`, files), machine.system === 'darwin');
	if (advice === undefined) return;
	terminal.say(advice.message);
	terminal.say(`hint: ${advice.hint}`);
}

const PROGRAMS: Readonly<Record<Shell, string>> = {
	bash: 'bash',
	zsh: 'zsh',
	sh: 'sh',
	fish: 'fish',
	powershell: 'pwsh',
	nushell: 'nu',
	elvish: 'elvish',
	xonsh: 'xonsh',
	tcsh: 'tcsh',
};

/** Returns the added lines with `+` and the removed ones with `-`. Only the block differs. */
function changedLines(before: string, after: string): readonly string[] {
	const [old, fresh] = [before.split(/\r?\n/), after.split(/\r?\n/)];
	let start = 0;
	while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
	let end = 0;
	while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
	const part = (lines: readonly string[], sign: string) =>
		lines.slice(start, lines.length - end).map((line) => `${sign} ${line}`);
	return [...part(old, '-'), ...part(fresh, '+')];
}
