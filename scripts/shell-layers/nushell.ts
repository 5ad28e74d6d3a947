/** The generated parts of the layer for Nushell: constants of a module. */
import { hiddenRanges } from '../../src/core/text/printable.ts';
import { nushell } from '../../src/core/text/quoting.ts';
import type { Block } from '../generated-parts.ts';
import { columns, commandNames, FENCE, record, rowOf, takesProfile, texts } from './parts.ts';

const list = (words: readonly string[]): string => `[${words.join(' ')}]`;

// Its regular expressions have no surrogates, and its texts have none either.
const ranges = hiddenRanges
	.filter(([first]) => first !== 0xd800)
	.map(([first, last]) => `\\x{${first.toString(16)}}-\\x{${last.toString(16)}}`);

const lines = [
	`const record = {magic: ${record.magic}, header: ${record.header}, end: ${record.end}}`,
	'const rows = [',
	'\t[name kind label];',
	...columns.map((row) => `\t${list(row.map((word) => word || "''"))}`),
	']',
	'const messages = {',
	...texts('nu').map(([id, text, hint]) => `\t${id}: {text: ${nushell(text)}, hint: ${nushell(hint)}}`),
	'}',
	`const profile_row = ${rowOf('SSOENV_PROFILE')}`,
	`const expires_row = ${rowOf('SSOENV_EXPIRES')}`,
	`const commands = ${list(commandNames)}`,
	`const takes_profile = ${list(takesProfile)}`,
	`const hidden = '[${ranges.join('')}]'`,
];

export const blocks: readonly Block[] = [
	{
		path: 'shell/nushell/ssoenv.nu',
		begin: `\t# ${FENCE.begin}`,
		end: `\t# ${FENCE.end}`,
		lines: lines.map((line) => `\t${line}`),
	},
];
