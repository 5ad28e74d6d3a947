/**
 * Keeps the code that V8 compiled in ssoenv's cache folder, and reads it back. That code will run, so a file is trusted
 * only if no other user could have written it.
 */
import {
	closeSync,
	constants,
	fstatSync,
	lstatSync,
	mkdirSync,
	openSync,
	readdirSync,
	readSync,
	renameSync,
	type Stats,
	statSync,
	unlinkSync,
	writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { cacheFolder } from '../core/machine/environment.ts';

const { env } = process;
const { HOME: home = '', NODE_DISABLE_COMPILE_CACHE: disabled } = env;

/** On Windows nothing tells who wrote a file, so it must not be run. */
const isKept = disabled === undefined && process.platform !== 'win32' && home.startsWith('/');

/** Undefined if the user forbids to keep code (with the variable for Node's own cache), or HOME is not absolute. */
const folder = isKept ? `${cacheFolder(env, () => home)}/code` : undefined;

/**
 * Returns the name that compiled code is kept under: build, Node version, processor, file. The build has to be in it:
 * V8 refuses the code of another V8, but compares texts by their length alone, so it would run the code of another
 * text. Undefined if no code is to be kept.
 */
export function nameOfCode(file: string, text: string): string | undefined {
	// The last line of each file is `//` and the id of the build, which has 16 digits.
	const isNamed = text.slice(-19, -17) === '//';
	return isNamed && folder !== undefined
		? `${text.slice(-17, -1)}-${process.version}-${process.arch}-${file}`
		: undefined;
}

const isOwn = ({ uid }: Stats): boolean => uid === process.geteuid?.();
const isOpen = ({ mode }: Stats): boolean => (mode & 0o077) !== 0;

/**
 * Returns the kept code; undefined if the file is missing, damaged, or not trusted. A file of another user is not: sudo
 * may leave root with the home of that user. The file holds the code twice, because V8 does not verify it and crashes
 * on a flipped bit. Comparing the halves costs 0.2 % of a warm `use`; loading node:zlib for a checksum costs 8 %.
 */
export function keptCode(name: string): Buffer | undefined {
	let descriptor: number | undefined;
	try {
		// O_NONBLOCK: if a pipe is in its place, nothing waits for a writer.
		const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
		descriptor = openSync(`${folder}/${name}`, flags);
		const stat = fstatSync(descriptor);
		if (!stat.isFile() || !isOwn(stat) || isOpen(stat)) return undefined;
		const bytes = Buffer.allocUnsafeSlow(stat.size);
		if (readSync(descriptor, bytes) !== stat.size) return undefined;
		const [one, other] = [bytes.subarray(0, stat.size / 2), bytes.subarray(stat.size / 2)];
		return one.equals(other) ? one : undefined;
	} catch {
		return undefined;
	} finally {
		if (descriptor !== undefined) closeSync(descriptor);
	}
}

/** Nothing but files with such names is ever removed. */
const KEPT = /^[\da-f]{16}-v[\w.+-]+\.cjs(?:\.\d+)?$/;

/** Makes the folder if it is missing, but not those above it: `recursive` never ends below `/proc`. Refuses a link. */
function isClosedFolder(path: string): boolean {
	if (statSync(path, { throwIfNoEntry: false }) === undefined) mkdirSync(path, 0o700);
	const stat = lstatSync(path);
	return stat.isDirectory() && isOwn(stat) && (process.geteuid === undefined || (stat.mode & 0o022) === 0);
}

/** Returns whether this user may keep code in the folder. Makes it if it is missing. */
function isPlace(place: string): boolean {
	// Root leaves the home of another user alone.
	if (!isOwn(statSync(home))) return false;
	const base = dirname(dirname(place));
	if (statSync(base, { throwIfNoEntry: false }) === undefined) mkdirSync(base, 0o700);
	// After `su`, XDG_CACHE_HOME of root is still that of the user.
	return isOwn(statSync(base)) && isClosedFolder(dirname(place)) && isClosedFolder(place);
}

/** Keeps the code, and removes that of other builds. If it cannot, the program works without. */
export function keepCode(name: string, code: Buffer): void {
	if (folder === undefined) return;
	const path = `${folder}/${name}`;
	const fresh = `${path}.${process.pid}`;
	try {
		if (!isPlace(folder)) return;
		writeFileSync(fresh, Buffer.concat([code, code]), { mode: 0o600, flag: 'wx' });
		renameSync(fresh, path);
		const [build = ''] = name.split('-');
		for (const other of readdirSync(folder)) {
			if (KEPT.test(other) && !other.startsWith(build)) remove(`${folder}/${other}`);
		}
	} catch {
		remove(fresh);
	}
}

function remove(path: string): void {
	try {
		unlinkSync(path);
	} catch {
		// It is not there, or must not be removed.
	}
}
