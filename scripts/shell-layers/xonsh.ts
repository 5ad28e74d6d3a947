/** The generated parts of the layer for xonsh: constants of a Python function. */
import { hiddenRanges } from '../../src/core/text/printable.ts';
import { xonsh } from '../../src/core/text/quoting.ts';
import type { Block } from '../generated-parts.ts';
import { columns, commandNames, FENCE, record, rowOf, takesProfile, texts } from './parts.ts';

const list = (words: readonly string[]): string => `[${words.map(xonsh).join(', ')}]`;

const code = (point: number): string => `\\U${point.toString(16).padStart(8, '0')}`;

const lines = [
	`record = {"magic": ${xonsh(record.magic)}, "header": ${record.header}, "end": ${xonsh(record.end)}}`,
	'# Name, kind and label of each variable',
	'rows = [',
	...columns.map((row) => `    (${row.map(xonsh).join(', ')}),`),
	']',
	'messages = {',
	...texts('xonsh').map(([id, text, hint]) => `    ${xonsh(id)}: (${xonsh(text)}, ${xonsh(hint)}),`),
	'}',
	`profile_row = ${rowOf('SSOENV_PROFILE')}`,
	`expires_row = ${rowOf('SSOENV_EXPIRES')}`,
	`commands = ${list(commandNames)}`,
	`takes_profile = ${list(takesProfile)}`,
	`hidden = re.compile("[${hiddenRanges.map(([first, last]) => `${code(first)}-${code(last)}`).join('')}]")`,
];

export const blocks: readonly Block[] = [
	{
		path: 'shell/xonsh/ssoenv.xsh',
		begin: `    # ${FENCE.begin}`,
		end: `    # ${FENCE.end}`,
		lines: lines.map((line) => `    ${line}`),
	},
];
