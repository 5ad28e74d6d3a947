/** Warns about folders that others can write to. The person decides what to do about it. */
import type { Failure } from '../../core/failure/failure.ts';
import { formatNote } from '../../core/text/note.ts';
import { shellWord } from '../../core/text/quoting.ts';
import type { Files } from '../../ports/files.ts';
import type { Terminal } from '../../ports/terminal.ts';

/**
 * Warns once per folder and machine that its group can write to it. The AWS CLI makes its folders with the umask, which
 * on many systems lets the group write.
 */
export async function warnOfGroup(
	folder: string,
	{ notes, say }: Pick<Files, 'notes'> & Pick<Terminal, 'say'>,
): Promise<void> {
	const key = `group-writable ${folder}`;
	if (notes.read(key, () => true) !== undefined) return;
	say(`warning: the group of ${folder} can write to it; to prevent that: chmod g-w ${shellWord(folder)}`);
	// Without the note the next run warns again.
	await notes.write(key, formatNote({})).catch(() => undefined);
}

const shown = new Set<string>();

/** Shows each failure once per process, as a warning. */
export function warnOnce({ message, hints }: Failure, { say }: Pick<Terminal, 'say'>): void {
	if (shown.has(message)) return;
	shown.add(message);
	say(`warning: ${message}`);
	for (const hint of hints) say(`hint: ${hint}`);
}
