/** The generated parts of the wrapper for cmd.exe: lines that know a variable by the number of its line in the record. */
import type { Block } from '../generated-parts.ts';
import { FENCE, record, rows } from './parts.ts';

const path = 'shell/cmd/ssoenv.cmd';

const lastLine = record.header + rows.length + 1;
const checks = [
	`if "%%A"=="_ssoenv_1" if "%%B"=="${record.magic}" set "_ssoenv_is_begun=1"`,
	`if "%%A"=="_ssoenv_${lastLine}" if "%%B"=="${record.end}" if defined _ssoenv_is_begun set "_ssoenv_is_end=1"`,
];

const unset = rows.flatMap(({ name, kind, label }) =>
	kind === 'setting'
		? [
				`for /f "tokens=1* delims==" %%A in ('set ${label} 2^>nul') do for /f "tokens=1* delims==" %%C in ('set ${name} 2^>nul') do if "%%A"=="${label}" if "%%C"=="${name}" if "%%B"=="%%D" set "${name}="`,
			]
		: [],
);
const gone = rows.flatMap(({ name, kind }) => (kind === 'credential' || kind === 'label' ? [`set "${name}="`] : []));
const rivals = rows.flatMap(({ name, kind }) => (kind === 'rival' ? [`if "%_ssoenv_do%"=="use" set "${name}="`] : []));

const set = rows.flatMap(({ name, kind }, index) => {
	const line = `if "%%A"=="_ssoenv_${record.header + index + 1}"`;
	if (kind === 'rival') return [];
	return [`${line} ${kind === 'setting' ? 'if not "%%B"=="-" ' : ''}set "${name}=%%B"`];
});

export const blocks: readonly Block[] = [
	{
		path,
		begin: `\t\trem ${FENCE.begin}`,
		end: `\t\trem ${FENCE.end}`,
		lines: checks.map((line) => `\t\t${line}`),
	},
	{ path, begin: 'rem Generated: unset', end: 'rem Generated: unset, end', lines: [...unset, ...gone, ...rivals] },
	{
		path,
		begin: '\trem Generated: set',
		end: '\trem Generated: set, end',
		lines: set.map((line) => `\t${line}`),
	},
];
