/** Reads errors of the system, whose name (`ENOENT`, `ECONNRESET`, …) Node puts into `code`. */

/** Returns the code of the error; undefined if it has none. */
export const systemErrorCode = (error: unknown): string | undefined =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

const FILE_REASONS: Readonly<Record<string, string>> = {
	EACCES: 'permission denied',
	EPERM: 'permission denied',
	ENOENT: 'no such file',
	ENOTDIR: 'a part of the path is a file, not a folder',
	ELOOP: 'its symbolic links form a loop',
	EISDIR: 'it is a folder',
	EEXIST: 'something else is in its place, such as a link that leads nowhere',
	EROFS: 'the file system is read-only',
	ENOSPC: 'no space is left on the device',
	EDQUOT: 'the disk quota of this user is used up',
	EFBIG: 'the file would be larger than this process is allowed to write (ulimit -f)',
	EMFILE: 'too many open files',
	ENFILE: 'too many open files',
	EBUSY: 'it is mounted or in use',
	ETXTBSY: 'it is in use',
	ENOTEMPTY: 'it is not empty',
	ENAMETOOLONG: 'the path is too long',
	// Codes of our own, from regular-file.ts.
	FIFO: 'it is a pipe',
	SOCKET: 'it is a socket',
	DEVICE: 'it is a device',
	EIO: 'input/output error',
	ERR_FS_FILE_TOO_LARGE: 'it is too large',
};

/** Returns why a file could not be read or written, in words. */
export function fileReason(error: unknown): string {
	const code = systemErrorCode(error) ?? 'unknown error';
	return FILE_REASONS[code] ?? code;
}

/** Returns the failed system call or its path, if the error has it. */
const detail = (error: Error, name: 'syscall' | 'path'): string | undefined => {
	const value: unknown = Reflect.get(error, name);
	return typeof value === 'string' ? value : undefined;
};

/** Something that the machine lacks or refuses, as opposed to a bug in ssoenv. */
export interface Obstacle {
	readonly message: string;
	/** A command that fixes it, if there is one. */
	readonly hint?: string;
}

const OBSTACLES: Readonly<Record<string, Obstacle>> = {
	EMFILE: { message: 'too many open files for the limit of this shell', hint: 'ulimit -n 1024' },
	ENFILE: { message: 'too many open files on this machine' },
	ENOMEM: { message: 'not enough memory' },
	ERR_MEMORY_ALLOCATION_FAILED: { message: 'not enough memory' },
	ERR_WORKER_OUT_OF_MEMORY: { message: 'not enough memory' },
};

/** Returns the obstacle behind an unexpected error of the system; undefined for any other error. */
export function obstacleIn(error: unknown): Obstacle | undefined {
	const code = systemErrorCode(error);
	if (code === undefined || !(error instanceof Error)) return undefined;
	const known = OBSTACLES[code];
	if (known !== undefined) return known;
	const syscall = detail(error, 'syscall');
	if (syscall === undefined) return undefined;
	if (syscall === 'uv_cwd') return { message: `cannot use the current folder: ${fileReason(error)}`, hint: 'cd' };
	const path = detail(error, 'path');
	return {
		message: `the system call ${syscall} failed${path === undefined ? '' : ` for ${path}`}: ${fileReason(error)}`,
	};
}

/** Whether a file of ssoenv itself is missing, because it was upgraded or removed while it ran. */
export const isPartMissing = (error: unknown): boolean =>
	/^(?:ERR_)?MODULE_NOT_FOUND$/.test(systemErrorCode(error) ?? '');
