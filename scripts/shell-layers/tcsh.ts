/** The generated parts of the layer for tcsh: lists, because tcsh has no tables. */
import { tcsh } from '../../src/core/text/quoting.ts';
import type { Block } from '../generated-parts.ts';
import { commandNames, FENCE, kindOf, record, rowOf, rows, takesProfile, texts } from './parts.ts';

const list = (words: readonly string[]): string => `( ${words.join(' ')} )`;
/** tcsh counts from 1. */
const place = (name: (typeof rows)[number]['name']): number => rowOf(name) + 1;

const lines = [
	`set _ssoenv_magic = ${record.magic}`,
	`set _ssoenv_header = ${record.header}`,
	`set _ssoenv_end = ${record.end}`,
	`set _ssoenv_rows = ${list(rows.map(({ name }) => name))}`,
	`set _ssoenv_kinds = ${list(rows.map(kindOf))}`,
	'# Where the label of each setting stands among the rows',
	`set _ssoenv_labels = ${list(rows.map(({ label }) => String(label === undefined ? 0 : rows.findIndex(({ name }) => name === label) + 1)))}`,
	`set _ssoenv_absent = ${list(rows.map(() => '-'))}`,
	`set _ssoenv_profile_row = ${place('SSOENV_PROFILE')}`,
	`set _ssoenv_expires_row = ${place('SSOENV_EXPIRES')}`,
	...texts('tcsh').map(
		([id, text, hint]) => `set _ssoenv_say_${id.replaceAll('-', '_')} = ${list([tcsh(text), tcsh(hint || '-')])}`,
	),
	`set _ssoenv_commands = '${commandNames.join(' ')}'`,
	`set _ssoenv_takes_profile = '${takesProfile.join(',')}'`,
];

export const blocks: readonly Block[] = [
	{
		path: 'shell/tcsh/ssoenv.tcsh',
		begin: `\t# ${FENCE.begin}`,
		end: `\t# ${FENCE.end}`,
		lines: lines.map((line) => `\t${line}`),
	},
];
