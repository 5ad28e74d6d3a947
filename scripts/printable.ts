/**
 * The table of code points that a terminal must not be sent, for each shell layer: `npm run fix` writes it, `npm run
 * check` compares.
 */
import { hiddenRanges } from '../src/core/text/printable.ts';
import { readBlock, writeBlocks } from './generated-parts.ts';

const WIDTH = 100;

/** Wraps words into lines of about that width. */
function wrapped(words: readonly string[]): readonly string[] {
	const lines: string[] = [];
	for (const word of words) {
		const last = lines.at(-1);
		if (last === undefined || last.length + word.length >= WIDTH) lines.push(word);
		else lines[lines.length - 1] = `${last} ${word}`;
	}
	return lines;
}

const array = [
	'_ssoenv_hidden=(',
	...wrapped(hiddenRanges.map(([first, last]) => `${first} ${last}`)).map((line) => `\t${line}`),
	')',
];

const [start = '', ...rest] = wrapped(hiddenRanges.map(([first, last]) => `${first}-${last}`));
const text = [`\t_ssoenv_hidden='${start}`, ...rest.map((line) => `\t\t${line}`)].join('\n');

const codePoint = (code: number): string => `\\x{${code.toString(16)}}`;

/** PCRE has no surrogates. In their place, fish has 256 code points for bytes that are not valid UTF-8. */
const pcre = [...hiddenRanges.filter(([first]) => first !== 0xd800), [0xf600, 0xf6ff] as const]
	.map(([first, last]) => (first === last ? codePoint(first) : `${codePoint(first)}-${codePoint(last)}`))
	.join('');

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
const units = (first: number, last: number): string => (first === last ? unit(first) : `${unit(first)}-${unit(last)}`);

/**
 * Returns UTF-16 ranges, which .NET matches: a range beyond the first plane follows one high surrogate, or covers whole
 * ones.
 */
function surrogates(first: number, last: number): string {
	const high = (code: number): number => 0xd800 + ((code - 0x10000) >> 10);
	const low = (code: number): number => 0xdc00 + (code & 0x3ff);
	const isWhole = low(first) === 0xdc00 && low(last) === 0xdfff;
	if (!isWhole && high(first) !== high(last)) throw new Error(`no pattern for ${first} to ${last}`);
	return `[${units(high(first), high(last))}][${units(low(first), low(last))}]`;
}

const LONE = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const firstPlane = hiddenRanges.filter(([first]) => first < 0x10000 && first !== 0xd800);
const dotnet = [
	`[${firstPlane.map(([first, last]) => units(first, last)).join('')}]`,
	...hiddenRanges.filter(([first]) => first >= 0x10000).map(([first, last]) => surrogates(first, last)),
	LONE,
];

const source = 'from src/core/text/printable.ts';
const shared = { begin: '## Shared with the completion: begin', end: '## Shared with the completion: end' };
const copied = { begin: '## Shared with the layer: begin', end: '## Shared with the layer: end' };
const table = {
	begin: `# What a terminal must not be shown, as first and last code points, ${source}: begin`,
	end: '# end',
};

writeBlocks([
	{ path: 'shell/bash/text.bash', ...table, lines: array },
	{ path: 'shell/zsh/text.zsh', ...table, lines: array },
	{
		path: 'shell/sh/text.sh',
		begin: `\t# First and last code points, ${source}: begin`,
		end: '\t# end',
		lines: `${text}'`.split('\n'),
	},
	{
		path: 'shell/fish/text.fish',
		begin: `# What a terminal must not be shown, ${source}, and what fish makes of bytes that are no characters: begin`,
		end: '# end',
		lines: [`set -gu __ssoenv_hidden '${pcre}'`],
	},
	{
		path: 'completions/ssoenv.fish',
		begin: `# What a terminal must not be shown, ${source}, and what fish makes of bytes that are no characters: begin`,
		end: '# end',
		lines: [`set -gu __ssoenv_complete_hidden '${pcre}'`],
	},
	{
		path: 'shell/powershell/messages.ps1',
		begin: `# What a terminal must not be shown, ${source}: begin`,
		end: '# end',
		lines: [`$script:Hidden = [regex]::new('${dotnet.join('|')}')`],
	},
]);

// A completion can be installed without the layer, so it has its own copy.
writeBlocks([
	{ path: 'completions/ssoenv.bash', ...copied, lines: readBlock({ path: 'shell/bash/text.bash', ...shared }) },
	{ path: 'completions/_ssoenv', ...copied, lines: readBlock({ path: 'shell/zsh/text.zsh', ...shared }) },
]);
