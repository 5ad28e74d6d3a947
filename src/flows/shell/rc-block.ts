/** Writes the block of the shell integration anew. */
import { shellStarts, withRcBlock } from '../../core/shell/start-files.ts';
import type { Shell } from '../../core/shell/syntaxes.ts';
import type { Ports } from '../../ports/context.ts';
import type { ShellFiles } from '../../ports/shell-files.ts';
import { directoryLine } from './directory-lines.ts';
import { hasPromptLines, promptLines } from './prompt-lines.ts';
import { startFileOf } from './start-file.ts';

/** A start-up file with its block as it should be. */
export interface RenewedFile {
	readonly rc: string;
	readonly text: string;
}

/** What the person said about the lines of the block. */
interface WantedLines {
	/** Whether the role is to be in the prompt; undefined if they did not say. */
	readonly prompt: boolean | undefined;
	/** Whether folders are to choose the profile. */
	readonly directories: boolean;
}

/** Returns the start-up file with the block. Without a word about the prompt, the person is asked, at a terminal. */
export async function withBlock(
	shell: Shell,
	{ prompt: isWanted, directories }: WantedLines,
	files: ShellFiles,
	context: Ports<'terminal' | 'machine'>,
): Promise<RenewedFile> {
	const rc = startFileOf(shell, files, context);
	const text = files.read(rc) ?? '';
	const { file, load } = shellStarts[shell];
	const lines = await promptLines({ shell, rc, text, isWanted }, files, context);
	const line = directoryLine(shell, text, directories);
	const code = [load(files.layerPath(file)), line, lines].filter((part) => part !== '').join('\n');
	// Lines for a prompt must stand below what draws it.
	return { rc, text: withRcBlock(text, code, lines !== '') };
}

/** Writes the block anew, with the lines for the prompt that it had. @throws Failure `file-unusable` */
export async function renewBlock(
	shell: Shell,
	files: ShellFiles,
	context: Ports<'terminal' | 'machine'>,
): Promise<void> {
	const before = files.read(startFileOf(shell, files, context)) ?? '';
	const wanted = { prompt: hasPromptLines(before), directories: false };
	const { rc, text } = await withBlock(shell, wanted, files, context);
	if (text !== before) files.replace(rc, text);
}
