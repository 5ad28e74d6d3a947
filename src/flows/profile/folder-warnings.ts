/** Folders that people other than their owner can write to: told, and what is done about it is the person's to decide. */
import type { Failure } from '../../core/failure/failure.ts';
import { formatNote } from '../../core/text/note.ts';
import { shellWord } from '../../core/text/quoting.ts';
import type { Files } from '../../ports/files.ts';
import type { Terminal } from '../../ports/terminal.ts';

/** Once for each folder on this machine: the AWS CLI makes its folders by the umask, and many people's lets the group write. */
export async function warnOfGroup(
	folder: string,
	{ notes, say }: Pick<Files, 'notes'> & Pick<Terminal, 'say'>,
): Promise<void> {
	const key = `group-writable ${folder}`;
	if (notes.read(key, () => true) !== undefined) return;
	say(`warning: the group of ${folder} can write to it; to prevent that: chmod g-w ${shellWord(folder)}`);
	// Where it cannot be noted, it is told again.
	await notes.write(key, formatNote({})).catch(() => undefined);
}

const told = new Set<string>();

/** Tells each failure once in a run, as a warning. */
export function warnOnce({ message, hints }: Failure, { say }: Pick<Terminal, 'say'>): void {
	if (told.has(message)) return;
	told.add(message);
	say(`warning: ${message}`);
	for (const hint of hints) say(`hint: ${hint}`);
}
