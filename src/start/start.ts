/**
 * Runs program.cjs beside this file. Compiling it takes V8 longer than all that a warm `use` does, so what V8 made of it, and of
 * the quick files that it asks for, is kept in ssoenv's cache folder for the next time: V8 refuses what another V8 has made.
 *
 * `module.enableCompileCache` of Node 22 and up does this for every module, but gains less than half of it: each entry is summed up
 * and every module resolved as before.
 */
import {
	closeSync,
	constants,
	fstatSync,
	lstatSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	readSync,
	renameSync,
	type Stats,
	statSync,
	unlinkSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder } from '../core/machine/environment.ts';

/** Set by scripts/build.mjs: names what all these files hold, because V8 tells texts apart by their length alone. */
declare const BUILD: string;

const PROGRAM = './program.cjs';
const IMPORTER = './import-here.cjs';

/** What a run of these has compiled of the program is what the next one will need. */
const USUAL = new Set(['use', 'shell-role', 'export']);
const HELP = new Set(['-h', '--help']);

const { env } = process;
const { HOME: home = '', NODE_DISABLE_COMPILE_CACHE: disabled } = env;

/** Undefined where nothing is to be kept, or the home is not as plain as it mostly is. */
const folder = disabled === undefined && home.startsWith('/') ? `${cacheFolder(env, () => home)}/code` : undefined;

const isOwn = ({ uid }: Stats): boolean => process.geteuid === undefined || uid === process.geteuid();

/** On Windows modes say nothing. */
const isOpen = ({ mode }: Stats): boolean => process.geteuid !== undefined && (mode & 0o077) !== 0;

/**
 * It is code: whoever else could have written it is not trusted, such as the owner of the home that root was left with by sudo. It is
 * there twice, because V8 checks no sum and crashes on a bit that flipped, and nothing tells as quickly that none did.
 */
function readOwn(path: string): Buffer | undefined {
	let descriptor: number | undefined;
	try {
		// Without waiting: a pipe in its place would keep the process for ever.
		descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
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

/** What is kept here, and nothing else, may go. */
const KEPT = /^[\da-f]{16}-v[\w.+-]+\.cjs(?:\.\d+)?$/;

/** Made where it is missing, but not those above it: `recursive` never ends below `/proc`. A link is nobody's folder. */
function isClosedFolder(path: string): boolean {
	if (statSync(path, { throwIfNoEntry: false }) === undefined) mkdirSync(path, 0o700);
	const stat = lstatSync(path);
	return stat.isDirectory() && isOwn(stat) && (process.geteuid === undefined || (stat.mode & 0o022) === 0);
}

/** In place of those of other builds. Where it cannot be written, nothing is gained and nothing lost. */
function keep(place: string, path: string, script: Script): void {
	const fresh = `${path}.${process.pid}`;
	try {
		// Root leaves the home of another user alone.
		if (!isOwn(statSync(home))) return;
		const base = dirname(dirname(place));
		if (statSync(base, { throwIfNoEntry: false }) === undefined) mkdirSync(base, 0o700);
		// XDG_CACHE_HOME of a user who has become root by "su" is that of the user.
		if (!isOwn(statSync(base)) || !isClosedFolder(dirname(place)) || !isClosedFolder(place)) return;
		const bytes = script.createCachedData();
		writeFileSync(fresh, Buffer.concat([bytes, bytes]), { mode: 0o600, flag: 'wx' });
		renameSync(fresh, path);
		for (const name of readdirSync(place)) {
			if (KEPT.test(name) && !name.startsWith(BUILD)) remove(`${place}/${name}`);
		}
	} catch {
		remove(fresh);
	}
}

function remove(path: string): void {
	try {
		unlinkSync(path);
	} catch {
		// Not there, or not to be changed.
	}
}

/** A file of the program that is not to be had; cli.ts tells it by its name. */
class ProgramUnreadable extends Error {
	override readonly name = 'ProgramUnreadable';
}

function readText(filename: string): string {
	try {
		// All ASCII, as the build makes it.
		return readFileSync(filename, 'latin1');
	} catch (error) {
		// What the machine refuses is told as that.
		if (error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE')) throw error;
		throw new ProgramUnreadable();
	}
}

const loaded = new Map<string, object>();
const compiled: { readonly file: string; readonly path: string; readonly script: Script }[] = [];

/** The exports of `./NAME.cjs`, as `require` gives them. */
function load(file: string): object {
	const known = loaded.get(file);
	if (known !== undefined) return known;
	const filename = `${__dirname}${file.slice(1)}`;
	const text = readText(filename);
	// In the middle of an upgrade files of two builds lie side by side.
	const isOfBuild = folder !== undefined && text.endsWith(`//${BUILD}\n`);
	const path = isOfBuild ? `${folder}/${BUILD}-${process.version}-${process.arch}-${file.slice(2)}` : undefined;
	const cachedData = path === undefined ? undefined : readOwn(path);
	// The wrapper is Node's own, on the first line so that line numbers are right.
	const script = new Script(`(function(exports,require,module,__filename,__dirname,importHere){${text}\n})`, {
		filename,
		...(cachedData !== undefined && { cachedData }),
	});
	const isNew = cachedData === undefined || script.cachedDataRejected === true;
	if (path !== undefined && isNew) compiled.push({ file, path, script });
	const own = { exports: {} };
	script.runInThisContext()(own.exports, requireHere, own, filename, __dirname, importLater);
	loaded.set(file, own.exports);
	return own.exports;
}

const requireHere = (name: string): unknown => (name.startsWith('./') ? load(name) : require(name));

/** Of a file of its own, because this one is no file for Node: node-check.ts runs it as a text. */
const importLater = (name: string): unknown => require(IMPORTER).importHere(name);

process.once('exit', (status) => {
	const [, , command = '', ...words] = process.argv;
	const isUsual = USUAL.has(command) && !words.some((word) => HELP.has(word));
	for (const { file, path, script } of compiled) {
		if (folder !== undefined && status === 0 && (isUsual || file !== PROGRAM)) keep(folder, path, script);
	}
});

try {
	load(PROGRAM);
} catch (error) {
	if (!(error instanceof ProgramUnreadable)) throw error;
	writeSync(2, 'ssoenv: cannot read its own files: it may have just been upgraded or removed\n');
	// What a shell evaluates has to fail as well, in whichever shell it is.
	if (['use', 'off', 'init'].includes(process.argv[2] ?? '') && !process.stdout.isTTY)
		writeSync(1, "sh -c 'exit 1';\n");
	process.exitCode = 1;
}
