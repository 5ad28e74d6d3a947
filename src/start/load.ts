/**
 * Loads program.cjs and the quick files beside it as `require` does, but from code that V8 compiled in an earlier run,
 * which `require` cannot use.
 */
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { keepCode, keptCode, nameOfCode } from './compiled-code.ts';

/** A file of the program cannot be read. node-check.ts and cli.ts recognize this error by its name. */
class ProgramUnreadable extends Error {
	override readonly name = 'ProgramUnreadable';
}

function readText(filename: string): string {
	try {
		return readFileSync(filename, 'utf8');
	} catch (error) {
		// These two are limits of the machine, and are reported as such.
		if (error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE')) throw error;
		throw new ProgramUnreadable();
	}
}

const loaded = new Map<string, object>();
const compiled: { readonly file: string; readonly codeName: string; readonly script: Script }[] = [];

/** Node's own wrapper, with one more parameter. It adds no line before the text, so line numbers stay right. */
const wrapped = (text: string): string =>
	`(function(exports,require,module,__filename,__dirname,importFrom){${text}\n})`;

/** Returns the exports of a file. @param file such as `./program.cjs` */
export function load(file: string): object {
	const known = loaded.get(file);
	if (known !== undefined) return known;
	const filename = `${__dirname}${file.slice(1)}`;
	const text = readText(filename);
	const codeName = nameOfCode(file.slice(2), text);
	const cachedData = codeName === undefined ? undefined : keptCode(codeName);
	const script = new Script(wrapped(text), { filename, ...(cachedData !== undefined && { cachedData }) });
	const isNew = cachedData === undefined || script.cachedDataRejected === true;
	if (codeName !== undefined && isNew) compiled.push({ file, codeName, script });
	const own = { exports: {} };
	script.runInThisContext()(own.exports, require, own, filename, __dirname, importFrom);
	loaded.set(file, own.exports);
	return own.exports;
}

/**
 * Does what `import()` does, for the files that are loaded here: the build writes `importFrom(` in its place. Code from
 * V8's cache cannot call `import()` in Node 20, and in Node 22 and 24 only with an option that prints a warning
 * (vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER). Quick files need no `import()`, the first of which takes 8 ms.
 */
const importFrom = async (name: string): Promise<unknown> => (name.endsWith('.cjs') ? load(name) : import(name));

/** Keeps the code that V8 compiled in this run, of the files that `isWanted` accepts. */
export function keepCompiled(isWanted: (file: string) => boolean): void {
	for (const { file, codeName, script } of compiled) {
		if (isWanted(file)) keepCode(codeName, script.createCachedData());
	}
}
