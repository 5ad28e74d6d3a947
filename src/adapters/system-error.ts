/** What the system said went wrong: Node puts its name (`ENOENT`, `ECONNRESET`, …) into `code`. */

export const systemErrorCode = (error: unknown): string | undefined =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

const FILE_REASONS: Readonly<Record<string, string>> = {
	EACCES: 'permission denied',
	EPERM: 'permission denied',
	ENOENT: 'no such file',
	ENOTDIR: 'there is a file in the place of a folder',
	ELOOP: 'its links lead in a circle',
	EISDIR: 'it is a folder',
	EROFS: 'the file system is read-only',
	ENOSPC: 'no space is left',
	EDQUOT: 'no space is left in the quota of this user',
	EFBIG: 'no space: the file would be larger than this process may write (ulimit -f)',
	EMFILE: 'too many files are open',
	ENFILE: 'too many files are open',
	EBUSY: 'it is mounted, or in use',
	ETXTBSY: 'it is in use',
	ENOTEMPTY: 'it is a folder',
	ENAMETOOLONG: 'the path is too long',
	// What regular-file.ts finds in the place of a file.
	FIFO: 'it is a pipe',
	SOCKET: 'it is a socket',
	DEVICE: 'it is a device',
	EIO: 'the terminal is gone',
	EBADF: 'it is closed',
};

/** Why a file could not be read or written, in words. */
export function fileReason(error: unknown): string {
	const code = systemErrorCode(error) ?? 'unknown error';
	return FILE_REASONS[code] ?? code;
}
