/** The import graph of the sources, types included, and the cycles in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Source {
	/** Path from the root of the repository, such as `src/core/text/json.ts`. */
	readonly name: string;
	readonly text: string;
}

export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Every TypeScript file below a folder of the repository. */
export function sourcesIn(folder: string): readonly Source[] {
	const root = fileURLToPath(new URL('../../../', import.meta.url));
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.ts'))
		.map((path) => ({ name: `${folder}/${path}`, text: readFileSync(join(root, folder, path), 'utf8') }));
}

const IMPORT = /(?:\bfrom|\bimport\(|^import)\s*'(\.[^']+)'/gm;

/** Maps each file to the files it imports. */
export const importGraph = (sources: readonly Source[]): Graph =>
	new Map(
		sources.map(({ name, text }) => {
			const imported = [...text.matchAll(IMPORT)].map(([, path = '']) => posix.join(dirname(name), path));
			return [name, new Set(imported)];
		}),
	);

/** Merges files into groups, such as their folders. A group does not import itself. */
export function grouped(graph: Graph, groupOf: (name: string) => string): Graph {
	const groups = new Map<string, Set<string>>();
	for (const [name, imported] of graph) {
		const group = groups.get(groupOf(name)) ?? new Set();
		groups.set(groupOf(name), group);
		for (const other of imported) if (groupOf(other) !== groupOf(name)) group.add(groupOf(other));
	}
	return groups;
}

/** Returns one import cycle, from a name back to itself, or undefined. */
export function circleIn(graph: Graph): readonly string[] | undefined {
	const done = new Set<string>();
	const visit = (name: string, path: readonly string[]): readonly string[] | undefined => {
		if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
		if (done.has(name)) return undefined;
		for (const next of graph.get(name) ?? []) {
			const circle = visit(next, [...path, name]);
			if (circle !== undefined) return circle;
		}
		done.add(name);
		return undefined;
	};
	for (const name of graph.keys()) {
		const circle = visit(name, []);
		if (circle !== undefined) return circle;
	}
	return undefined;
}
