/** `ssoenv install` and `uninstall`: add and remove the marked block in the start-up file of a shell. */
import { shellStarts, withoutRcBlock, withRcBlock } from '../../core/shell/start-files.ts';
import type { Shell } from '../../core/shell/syntaxes.ts';
import { shellFor } from '../../flows/shell/shell-for.ts';
import type { Ports } from '../../ports/context.ts';

interface InstallArguments {
	readonly shell: Shell | undefined;
}

export async function run(args: InstallArguments, context: Ports<'terminal' | 'files' | 'machine'>): Promise<void> {
	const shell = shellFor(args.shell, 'install', context);
	await change(shell, context, (text, code) => withRcBlock(text, code));
}

export async function uninstall(
	args: InstallArguments,
	context: Ports<'terminal' | 'files' | 'machine'>,
): Promise<void> {
	const shell = shellFor(args.shell, 'uninstall', context);
	await change(shell, context, (text) => withoutRcBlock(text));
}

async function change(
	shell: Shell,
	context: Ports<'terminal' | 'files' | 'machine'>,
	edit: (text: string, code: string) => string,
): Promise<void> {
	const files = await context.files.shellFiles();
	const { file, rc, load } = shellStarts[shell];
	const path = rc(context.machine.env, context.machine.homeFolder(), (file) => files.read(file) !== undefined);
	const before = files.read(path) ?? '';
	const after = edit(before, load(files.layerPath(file)));
	if (after === before) {
		context.terminal.say(`nothing to change in ${path}`);
		return;
	}
	const backup = files.replace(path, after);
	context.terminal.say(`changed ${path}${backup === undefined ? '' : `; backup: ${backup}`}`);
	for (const line of changedLines(before, after)) context.terminal.say(line);
	context.terminal.say(`open a new shell, or run: exec ${PROGRAMS[shell]}`);
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
