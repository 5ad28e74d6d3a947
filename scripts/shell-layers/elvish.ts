/** The generated parts of the layer for elvish: variables of the file. */
import { hiddenRanges } from '../../src/core/text/printable.ts';
import { elvish } from '../../src/core/text/quoting.ts';
import type { Block } from '../generated-parts.ts';
import { columns, commandNames, FENCE, record, rowOf, takesProfile, texts } from './parts.ts';

const list = (words: readonly string[]): string => `[${words.join(' ')}]`;

// Go's regular expressions have no surrogates, and texts have none either.
const ranges = hiddenRanges
	.filter(([first]) => first !== 0xd800)
	.map(([first, last]) => `\\x{${first.toString(16)}}-\\x{${last.toString(16)}}`);

const lines = [
	`var record = [&magic=${record.magic} &header=${record.header} &end=${record.end}]`,
	'# Name, kind and label of each variable',
	'var rows = [',
	...columns.map((row) => `\t${list(row.map((word) => word || "''"))}`),
	']',
	`var profile-row = ${rowOf('SSOENV_PROFILE')}`,
	`var expires-row = ${rowOf('SSOENV_EXPIRES')}`,
	'var messages = [',
	...texts('elvish').map(([id, text, hint]) => `\t&${id}=[&text=${elvish(text)} &hint=${elvish(hint)}]`),
	']',
	`var commands = ${list(commandNames)}`,
	`var takes-profile = ${list(takesProfile)}`,
	`var hidden = '[${ranges.join('')}]'`,
];

export const blocks: readonly Block[] = [
	{ path: 'shell/elvish/ssoenv.elv', begin: `# ${FENCE.begin}`, end: `# ${FENCE.end}`, lines },
];
