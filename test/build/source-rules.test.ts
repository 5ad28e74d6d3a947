/** Rules of the sources that no compiler checks; and those of the linter, proven by breaking them. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import { makeHome } from '../support/files/home.ts';
import { sourcesIn } from '../support/program/import-graph.ts';

const root = new URL('../../', import.meta.url);

const sources = sourcesIn('src');
const inCore = sources.filter(({ name }) => name.startsWith('src/core/'));

test('there are sources', () => {
	assert.ok(sources.length > 30, `${sources.length} files`);
	assert.ok(inCore.length > 15, `${inCore.length} files in core/`);
});

for (const { name, text } of sources) {
	test(`${name} has 200 lines at most, and says at its top what it is for`, () => {
		const lines = text.split('\n').length - 1;
		assert.ok(lines <= 200, `${lines} lines`);
		assert.match(text.replace(/^#!.*\n/, ''), /^\/\*\*/);
	});
}

/**
 * What would make the result of core/ depend on more than its parameters. The hosts of the AWS console are no part of
 * JavaScript's.
 */
const IMPURE =
	/Date\.now|new Date\(\s*\)|Math\.random|performance\.|crypto\.|globalThis|setImmediate|queueMicrotask|console\.(?!a(?:ws|mazonaws)\b)\w/;

for (const { name, text } of inCore) {
	test(`${name} knows no clock, no chance and no world`, () => {
		assert.not.match(text, IMPURE);
	});
}

interface Mutation {
	readonly file: string;
	readonly code: string;
	/** The rule that has to find it; undefined where it is allowed. */
	readonly rule: string | undefined;
}

const IMPORTS = 'lint/style/noRestrictedImports';
const importing = (ring: string, path: string, rule: string | undefined): Mutation => ({
	file: `src/${ring}/room/mutation.ts`,
	code: `import { a } from '${path}';\n\nexport const b = a;\n`,
	rule,
});

const mutations: readonly Mutation[] = [
	...['./json.ts', '../text/json.ts'].map((path) => importing('core', path, undefined)),
	...[
		'node:fs',
		'fs',
		'yargs',
		'../../adapters/terminal/table.ts',
		'../../flows/shell/shell-for.ts',
		'../../commands/shell/use.ts',
		'../../context.ts',
	].map((path) => importing('core', path, IMPORTS)),
	...['./shell-for.ts', '../../core/text/json.ts', '../../ports/ports.ts'].map((path) =>
		importing('flows', path, undefined),
	),
	...[
		'node:fs',
		'ini',
		'../../adapters/terminal/table.ts',
		'../../commands/shell/use.ts',
		'../../commands.ts',
		'../../context.ts',
		'../../cli.ts',
	].map((path) => importing('flows', path, IMPORTS)),
	...['../../core/text/json.ts', '../../flows/shell/shell-for.ts', '../../ports/ports.ts'].map((path) =>
		importing('commands', path, undefined),
	),
	...['node:fs', 'yargs', '../../adapters/terminal/table.ts', '../../context.ts', '../../cli.ts'].map((path) =>
		importing('commands', path, IMPORTS),
	),
	...['node:fs', 'ini', '../../core/text/json.ts', './table.ts', '../../ports/ports.ts'].map((path) =>
		importing('adapters', path, undefined),
	),
	...[
		'../../flows/shell/shell-for.ts',
		'../../commands/shell/use.ts',
		'../../commands.ts',
		'../../context.ts',
		'../../cli.ts',
	].map((path) => importing('adapters', path, IMPORTS)),
	{
		file: 'src/core/room/type.ts',
		code: "import type { A } from '../../adapters/room/a.ts';\n\nexport type B = A;\n",
		rule: IMPORTS,
	},
	{ file: 'src/core/room/side.ts', code: "import '../../adapters/terminal/table.ts';\n", rule: IMPORTS },
	{
		file: 'src/core/room/later.ts',
		code: "export const a = import('../../adapters/terminal/table.ts');\n",
		rule: IMPORTS,
	},
	{ file: 'src/core/room/again.ts', code: "export { a } from '../../adapters/terminal/table.ts';\n", rule: IMPORTS },
	{ file: 'src/core/room/env.ts', code: 'export const a = process.env;\n', rule: 'lint/style/noProcessEnv' },
	{ file: 'src/core/room/pid.ts', code: 'export const a = process.pid;\n', rule: 'lint/style/noRestrictedGlobals' },
	{ file: 'src/core/room/wire.ts', code: "export const a = fetch('x');\n", rule: 'lint/style/noRestrictedGlobals' },
	{
		file: 'src/core/room/timer.ts',
		code: 'export const a = setTimeout(() => undefined, 1);\n',
		rule: 'lint/style/noRestrictedGlobals',
	},
];

/** The rules that each mutation breaks, by one run of the linter over copies in a folder of their own. */
function lint(files: readonly Mutation[]): readonly ReadonlySet<string>[] {
	const numbered = files.map((mutation, at) => ({ ...mutation, file: mutation.file.replace('.ts', `-${at}.ts`) }));
	const home = makeHome({
		'biome.json': readFileSync(new URL('biome.json', root)),
		...Object.fromEntries(numbered.map(({ file, code }) => [file, code])),
	});
	try {
		const biome = fileURLToPath(new URL('node_modules/.bin/biome', root));
		const words = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json', 'src'];
		const { stdout } = spawnSync(biome, words, { cwd: home.path, encoding: 'utf8' });
		const { diagnostics } = asRecord(JSON.parse(stdout)) ?? {};
		if (!Array.isArray(diagnostics)) throw new TypeError('biome gave no diagnostics');
		const found = diagnostics.map((diagnostic) => asRecord(diagnostic) ?? {});
		return numbered.map(({ file }) => {
			const own = found.filter(({ location }) => asRecord(location)?.path === file);
			return new Set(own.map(({ category }) => String(category)));
		});
	} finally {
		home.remove();
	}
}

const verdicts = lint(mutations);

for (const [at, { file, code, rule }] of mutations.entries()) {
	test(`the linter ${rule === undefined ? 'allows' : 'refuses'} in ${file}: ${code.split('\n')[0]}`, () => {
		const broken = [...(verdicts[at] ?? [])];
		if (rule === undefined) assert.equal(broken, []);
		else assert.ok(broken.includes(rule), `only ${broken.join(', ') || 'nothing'} was found`);
	});
}

test.run();
