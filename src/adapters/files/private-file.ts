/** Files that only their owner may read, in folders that nobody else may change. */
import { dirname } from 'node:path';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { fileReason, systemErrorCode } from '../machine/system-error.ts';
import { checkFolder, type FolderKind, FolderRefused, makeFolder } from './folders.ts';
import { type ReservedFile, removeAbandoned, reserveFile } from './whole-file.ts';

const MODE = 0o600;

/** Where files are kept. */
export interface CachePlace {
	/** The folder above that the person has chosen: the home, or what XDG_CACHE_HOME names. */
	readonly base: string;
	readonly kind: FolderKind;
	/** Told the folder which the group of its owner may write, too. */
	readonly onGroupWritable?: (folder: string) => Promise<void>;
}

function folderFailure({ folder, problem }: FolderRefused): Failure {
	if (problem.kind === 'foreign') return failures.folderForeign({ folder, owner: problem.owner });
	return problem.kind === 'open' ? failures.folderOpen({ folder }) : failures.folderLinked({ folder });
}

/** What a failing operation on `path` tells. Failures pass as they are. */
export function withFileFailure<Value>(path: string, work: () => Value): Value {
	try {
		return work();
	} catch (error) {
		if (error instanceof FolderRefused) {
			throw folderFailure(error);
		}
		if (error instanceof Failure || systemErrorCode(error) === undefined) throw error;
		throw failures.fileUnusable({ path, reason: fileReason(error) });
	}
}

/** Makes the folder of `path` where it is missing, and checks it. @throws FolderRefused, or the system's error */
function prepare(path: string, { base, kind, onGroupWritable }: CachePlace): void {
	const folder = dirname(path);
	// Before anything is made in it: it may be a link to somewhere else.
	const isOpenToGroup = checkFolder(folder, base, kind);
	makeFolder(folder);
	if (isOpenToGroup) void onGroupWritable?.(folder);
	removeAbandoned(folder, Date.now());
}

/**
 * Takes room for a file of mode 0600, making its folders (0700).
 * @param size in bytes
 * @throws Failure `file-unusable`, `folder-open`, `folder-foreign`, `folder-linked`; so does `commit`
 */
export function reservePrivateFile(path: string, size: number, place: CachePlace): ReservedFile {
	const { commit, discard } = withFileFailure(path, () => {
		prepare(path, place);
		return reserveFile(path, size, MODE);
	});
	return { commit: (data) => withFileFailure(path, () => commit(data)), discard };
}

/** Writes `text` as a file of mode 0600, making its folders (0700). @throws Failure as `reservePrivateFile` */
export const writePrivateFile = (path: string, text: string, place: CachePlace): void =>
	reservePrivateFile(path, 0, place).commit(text);
