/** Files that only their owner may read, written whole or not at all: temporary file, fsync, rename. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** Writes `text` as a file of mode 0600, making its folders (0700). Rejects with the system's error. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
	mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	// One file at a time is written: without waiting it takes half as long.
	writeFileAtomic.sync(path, text, { mode: 0o600 });
}
