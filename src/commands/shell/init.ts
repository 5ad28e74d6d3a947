/** `ssoenv init`: prints the shell integration, or its path. */

import { shellStarts } from '../../core/shell/start-files.ts';
import type { Shell } from '../../core/shell/syntaxes.ts';
import { printable } from '../../core/text/printable.ts';
import { shellFor } from '../../flows/shell/shell-for.ts';
import type { Ports } from '../../ports/context.ts';

interface InitArguments {
	readonly shell: Shell | undefined;
	readonly path: boolean;
}

export async function run(args: InitArguments, context: Ports<'terminal' | 'files' | 'machine'>): Promise<void> {
	const shell = shellFor(args.shell, 'init', context);
	const { file, parts = [file], load, isLoadedByPath } = shellStarts[shell];
	const files = await context.files.shellFiles();
	const path = files.layerPath(file);
	if (args.path) context.terminal.stdout(`${printable(path)}\n`);
	else if (isLoadedByPath) context.terminal.stdout(`${load(path)}\n`);
	// Code that a shell evaluates does not know its path, so print all parts at once.
	else context.terminal.stdout(parts.map((part) => files.read(files.layerPath(part)) ?? '').join(''));
}
