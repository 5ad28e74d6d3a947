/** Writes the tables of README.md that are made from the program's own: `npm run fix`. With `--check` it only compares. */
import { readFileSync, writeFileSync } from 'node:fs';
import { commands } from '../src/commands.ts';
import { settings } from '../src/core/command-line/settings.ts';
import { formatNames, shellNames } from '../src/core/shell/syntaxes.ts';

const README = new URL('../README.md', import.meta.url);

const row = (...cells: readonly string[]): string =>
	`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const tables = {
	commands: [
		row('command', 'what it does'),
		row('---', '---'),
		...commands.map(({ name, positionals, options, summary }) => {
			const places = Object.keys(positionals).map((place) => `[${place.toUpperCase()}]`);
			const flags = Object.entries(options).map(([flag, { type }]) => {
				return type === 'boolean' ? `[--${flag}]` : `[--${flag} ${flag.toUpperCase()}]`;
			});
			return row(`\`${['ssoenv', name, ...places, ...flags].join(' ')}\``, summary);
		}),
		'',
		`SHELL is one of ${code(shellNames)}; FORMAT is one of ${code(formatNames)}.`,
	],
	settings: [
		row('variable', 'what it sets'),
		row('---', '---'),
		...Object.entries(settings).map(([name, meaning]) => row(`\`${name}\``, meaning)),
	],
};

const before = readFileSync(README, 'utf8');
let after = before;
for (const [name, lines] of Object.entries(tables)) {
	const block = new RegExp(`<!-- ${name} -->[^]*?<!-- /${name} -->`);
	after = after.replace(block, () => `<!-- ${name} -->\n\n${lines.join('\n')}\n\n<!-- /${name} -->`);
}
if (process.argv.includes('--check')) {
	if (after !== before) console.error('README.md is not up to date: npm run fix');
	process.exitCode = after === before ? 0 : 1;
} else {
	writeFileSync(README, after);
}
