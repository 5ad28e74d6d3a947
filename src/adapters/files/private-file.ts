/** Writes files that only their owner can read, in folders that only their owner can change. */
import { dirname } from 'node:path';
import { Failure } from '../../core/failure/failure.ts';
import { failures } from '../../core/failure/failures.ts';
import { fileReason, systemErrorCode } from '../machine/system-error.ts';
import { checkFolder, type FolderKind, FolderRefused, makeFolder } from './folders.ts';
import { type ReservedFile, removeAbandoned, reserveFile } from './whole-file.ts';

const MODE = 0o600;

/** The folder of a cache, and how to check it. */
export interface CachePlace {
	/** The parent folder that the person chose: the home folder, or the one in XDG_CACHE_HOME. */
	readonly base: string;
	readonly kind: FolderKind;
	/** Receives each folder that its group can write to. */
	readonly onGroupWritable?: (folder: string) => Promise<void>;
}

function folderFailure({ folder, problem }: FolderRefused): Failure {
	if (problem.kind === 'foreign') return failures.folderForeign({ folder, owner: problem.owner });
	return problem.kind === 'open' ? failures.folderOpen({ folder }) : failures.folderLinked({ folder });
}

/**
 * Does the work, and turns its FolderRefused and system errors into Failures about `path`. Other errors pass as they
 * are.
 */
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

/** Makes the folder of `path` and checks it. @throws FolderRefused, or the system's error */
function prepare(path: string, { base, kind, onGroupWritable }: CachePlace): void {
	const folder = dirname(path);
	// Check before making anything in the folder: it may be a link to another place.
	const isOpenToGroup = checkFolder(folder, base, kind);
	makeFolder(folder);
	if (isOpenToGroup) void onGroupWritable?.(folder);
	removeAbandoned(folder, Date.now());
}

/**
 * Reserves disk space for a file of mode 0600, and makes its folders (0700).
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

/** Writes a file of mode 0600, and makes its folders (0700). @throws Failure as `reservePrivateFile` */
export const writePrivateFile = (path: string, text: string, place: CachePlace): void =>
	reservePrivateFile(path, 0, place).commit(text);
