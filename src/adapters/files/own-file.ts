/** Reads files that a person wrote for ssoenv. */
import { isUtf8 } from 'node:buffer';
import { resolve } from 'node:path';
import { failures } from '../../core/failure/failures.ts';
import type { OwnFile } from '../../ports/files.ts';
import { withFileFailure } from './private-file.ts';
import { readRegularFile } from './regular-file.ts';

/** Reads a regular file of UTF-8. @throws Failure `file-unusable` */
export function readOwnFile(path: string): OwnFile {
	const bytes = withFileFailure(path, () => readRegularFile(path));
	if (bytes !== undefined && !isUtf8(bytes)) throw failures.fileUnusable({ path, reason: 'it is not UTF-8' });
	return { path: resolve(path), text: bytes?.toString('utf8') };
}
