/**
 * Generated text: whole files, and blocks in files that are written by hand. `npm run fix` writes it, `npm run check`
 * compares.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

export interface Block {
	/** Relative to the root of the package. */
	readonly path: string;
	/** The lines before and after the block. */
	readonly begin: string;
	readonly end: string;
	readonly lines: readonly string[];
}

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);

function split({ path, begin, end }: Omit<Block, 'lines'>): readonly [before: string, inside: string, after: string] {
	const text = readFileSync(at(path), 'utf8');
	const start = text.indexOf(`${begin}\n`) + begin.length + 1;
	const found = text.indexOf(`${end}\n`, start);
	// The end may be indented, where a block begins a function and does not end it.
	const stop = text.slice(0, found).replace(/[ \t]+$/, '').length;
	if (start <= begin.length || found < 0) throw new Error(`${path} has no place for what is generated: ${begin}`);
	return [text.slice(0, start), text.slice(start, stop), text.slice(stop)];
}

/** Returns the current lines of a block. */
export const readBlock = (block: Omit<Block, 'lines'>): readonly string[] => split(block)[1].split('\n').slice(0, -1);

/** Writes blocks, or with `--check` lists those that are out of date. */
export function writeBlocks(blocks: readonly Block[]): void {
	for (const block of blocks) {
		const [before, inside, after] = split(block);
		const text = block.lines.map((line) => `${line}\n`).join('');
		writeOrCheck(block.path, before + text + after, before + inside + after);
	}
}

/** Writes a file that is generated as a whole, or with `--check` compares it. */
export function writeWhole(path: string, text: string): void {
	const file = at(path);
	writeOrCheck(path, text, existsSync(file) ? readFileSync(file, 'utf8') : undefined);
}

function writeOrCheck(path: string, text: string, present: string | undefined): void {
	if (!process.argv.includes('--check')) {
		mkdirSync(new URL('.', at(path)), { recursive: true });
		writeFileSync(at(path), text);
	} else if (text !== present) {
		console.error(`${path} is not up to date: npm run fix`);
		process.exitCode = 1;
	}
}
