/** Sums the samples of a CPU profile by the running code: a part of Node, a source of ssoenv, or V8 itself. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asRecord, type JsonRecord } from '../src/core/text/json.ts';

/** A map, because a function can be named `constructor`. */
const OWN_NAMES: ReadonlyMap<string, string> = new Map(
	Object.entries({
		'(program)': 'V8 and Node outside of JavaScript',
		'(garbage collector)': 'V8: garbage collection',
		'(idle)': 'waiting',
		compileForInternalLoader: "V8: compiling Node's own modules",
		wrapSafe: 'V8: compiling what starts the program',
		Script: 'V8: taking up what it has compiled before',
		compileFunctionForCJSLoader: 'V8: compiling the program',
	}),
);

/** The names of sources by the line of a bundle at which they begin, from esbuild's comments. */
const sources = new Map<string, readonly (readonly [line: number, name: string])[]>();

function sourcesOf(file: string) {
	const known = sources.get(file);
	if (known !== undefined) return known;
	const lines = readFileSync(file, 'utf8').split('\n');
	const starts = lines.flatMap((text, line) => {
		const name = /^\/\/ ((?:src|node_modules)\/\S+)$/.exec(text)?.[1];
		return name === undefined ? [] : [[line, name] as const];
	});
	sources.set(file, starts);
	return starts;
}

/** @param line line of the function, from 0 */
function ownName(url: string, line: number): string {
	const file = fileURLToPath(url);
	return sourcesOf(file).findLast(([first]) => first <= line)?.[1] ?? `dist/${basename(file)}, its top level`;
}

function nameOf({ functionName, url, lineNumber }: JsonRecord): string {
	const [name, place] = [String(functionName), String(url)];
	const knownName = OWN_NAMES.get(name);
	if (knownName !== undefined) return knownName;
	if (place === '') return "Node's functions in C++";
	if (!place.startsWith('file:')) return place.startsWith('node:') ? place : 'the text after -e';
	return ownName(place, Number(lineNumber));
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Returns milliseconds by name. */
export function sumSelfTimes(profile: string): ReadonlyMap<string, number> {
	const { nodes, samples, timeDeltas } = asRecord(JSON.parse(profile)) ?? {};
	const names = new Map(
		list(nodes).map((node) => {
			const { id, callFrame } = asRecord(node) ?? {};
			return [id, nameOf(asRecord(callFrame) ?? {})] as const;
		}),
	);
	const deltas = list(timeDeltas);
	const sums = new Map<string, number>();
	for (const [at, id] of list(samples).entries()) {
		const name = names.get(id) ?? 'unknown';
		sums.set(name, (sums.get(name) ?? 0) + Number(deltas[at]) / 1000);
	}
	return sums;
}
