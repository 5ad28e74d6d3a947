/** The generated parts of the layer for zsh. */
import { DIRECTORY_MAGIC } from '../../src/core/directory/directory-file.ts';
import { DIRECTORY_VARIABLE } from '../../src/core/shell/contract.ts';
import { SOURCE_VARIABLES } from '../../src/core/shell/role-copy.ts';
import type { Block } from '../generated-parts.ts';
import {
	FENCE,
	type Format,
	FROM_COMMANDS,
	formats,
	identity,
	isOptional,
	mayBeEmpty,
	promptWords,
	rareLabels,
	record,
	renewed,
	rows,
	TOOL_NAMES,
	TOOL_NAMES_ABOUT,
	usual,
	valuedOptions,
} from './parts.ts';

/** Position of a row in an array of zsh, which counts from 1. */
const at = (index: number): number => index + 1;

/** A word that is `=` and the value of a variable, or empty if it is not set. */
const state = (name: string): string => `"\${${name}+=$${name}}"`;

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const array = (name: string, values: readonly (string | number)[], indent = ''): readonly string[] => [
	`${indent}${name}=(`,
	...values.map((value) => `${indent}\t${value === '' ? "''" : value}`),
	`${indent})`,
];

/** One long condition: each line but the last ends in `&&`. */
const allOf = (tests: readonly string[], indent = '\t'): readonly string[] =>
	tests.map(
		(test, index) => `${indent}${index === 0 ? '[[ ' : '\t'}${test}${index === tests.length - 1 ? ' ]]' : ' &&'}`,
	);

const fn = (name: string, about: readonly string[], body: readonly string[]): readonly string[] => [
	'',
	...about.map((line) => `# ${line}`),
	`function ${name} {`,
	...body,
	'}',
];

/** Each row with its position among the rows, and the position of its line in a record. */
const all = rows.map((row, index) => ({ ...row, at: at(index), line: record.header + at(index) }));
const usualRows = all.slice(0, usual);
const rareRows = all.slice(usual);
const wordRows = all.flatMap(({ word, ...row }) => (word === undefined ? [] : [{ ...row, word }]));
const isWord = (...wanted: readonly string[]) => wordRows.filter(({ word }) => wanted.includes(word));

const tables = [
	'typeset -ga _ssoenv_names _ssoenv_kinds _ssoenv_labels _ssoenv_renewed',
	'# The variables that a role changes, their kinds, and the labels of the settings.',
	...array(
		'_ssoenv_names',
		rows.map(({ name }) => name),
	),
	`_ssoenv_kinds=(${rows.map(({ kind }) => kind).join(' ')})`,
	`_ssoenv_labels=(${rows.map(({ label }) => label ?? "''").join(' ')})`,
	'# Positions of those that a renewal changes.',
	`_ssoenv_renewed=(${renewed.map(at).join(' ')})`,
];

const last = record.header + rows.length;

const fileLines = Array.from({ length: record.files }, (_, index) => record.header - record.files + 1 + index);

/** Code that sets the variables of these words. */
const setting = (...wanted: readonly string[]): string =>
	isWord(...wanted)
		.map(({ word, line }) => `${word}=\${record[${line}]#=}`)
		.join(' ');

/** What a line may be, as a pattern of zsh, for which a bare `=` is the path of a command. */
const form = (row: (typeof all)[number]): string =>
	row.kind === 'setting' ? '(-|\\=*)' : mayBeEmpty(row) ? '(|\\=*)' : '\\=*';

const isRival = ({ kind }: (typeof all)[number]): boolean => kind === 'rival';

/**
 * The first character of each line, and a carriage return for an empty one: one pattern takes less long than many. No line
 * has a carriage return. Behind `-`, nothing follows.
 */
const inForm = [
	`"\${(j::)\${(@pr:1::\\r:)record[${record.header + 1},${record.header + usual}]}}" == ${usualRows
		.map((row) => (isRival(row) ? "$'\\r'" : row.kind === 'setting' ? '[-=]' : mayBeEmpty(row) ? "[$'\\r'=]" : '\\='))
		.join('')}`,
	...usualRows.filter(({ kind }) => kind === 'setting').map((row) => `\${record[${row.line}]} == ${form(row)}`),
	`"\${record[*]}" == [^$'\\0\\r']##`,
];

/** What the lines of a role without rare settings are, with a sign between them. */
const noRare = `"\${(j:|:)record[${record.header + at(usual)},${last}]}" == '${rareRows
	.map(({ kind }) => (kind === 'setting' ? '-' : ''))
	.join('|')}'`;

const rareForm = fn(
	'_ssoenv_unpack_rare',
	['The same for the lines of the rare settings, of a role that has some.'],
	['\trare=1', ...allOf(rareRows.map((row) => `\${record[${row.line}]} == ${form(row)}`))],
);

const unpack = fn(
	'_ssoenv_unpack',
	[
		'Checks `record`: sets `profile` and `expires` of the caller, and `rare` to 1 if the role has rare settings. With FILE, where',
		'the record is from, it must have been made from what this shell has, and must not be older than its sources. The caller has',
		'set EXTENDED_GLOB.',
	],
	[
		...allOf([
			`$#record -eq ${last + 1} && \${record[1]} == ${record.magic} && \${record[-1]} == ${record.end}`,
			...[
				...SOURCE_VARIABLES.map((name, index) => `\${record[${2 + index}]} == ${state(name)}`),
				...fileLines.map((line) => `! \${record[${line}]} -nt $1 && ! \${record[${line}]:h}/ -nt $1`),
			].map(
				(test, index, { length }) =>
					`${index === 0 ? `( -z \${1-} || ` : '\t'}${test}${index === length - 1 ? ' )' : ''}`,
			),
		]).map((line, index, { length }) => (index === length - 1 ? `${line} || return 1` : line)),
		'\t# Each line has the form of its kind. Behind a name, other text could be a subscript, which typeset evaluates.',
		...allOf(inForm).map((line, index, { length }) => (index === length - 1 ? `${line} || return 1` : line)),
		"\trare=''",
		`\t[[ ${noRare} ]] || _ssoenv_unpack_rare || return 1`,
		`\t${setting('profile', 'expires')}`,
		`\t[[ $expires == <-> && $expires != 0?* && \${#expires} -lt 12 ]]`,
	],
);

const describe = fn(
	'_ssoenv_describe',
	['Sets `account`, `role` and `region` of the caller from `record`.'],
	[`\t${setting('account', 'role', 'region')}`],
);

const listRows = fn(
	'_ssoenv_list_rows',
	['Sets `rows` of the caller to the lines of `record` that are for variables.'],
	[`\trows=("\${(@)record[${record.header + 1},${last}]}")`],
);

const look = fn(
	'_ssoenv_look',
	[
		'Sets `states` of the caller to what the variables are now, as in a record, and `types` to their types. The rare ones are',
		'only among them if `count` says so.',
	],
	[
		...array(
			'states',
			usualRows.map(({ name }) => state(name)),
			'\t',
		),
		...array(
			'types',
			usualRows.map(({ name }) => `"\${(t)${name}}"`),
			'\t',
		),
		`\t(( count > ${usual} )) || return 0`,
		...array(
			'states+',
			rareRows.map(({ name }) => state(name)),
			'\t',
		),
		...array(
			'types+',
			rareRows.map(({ name }) => `"\${(t)${name}}"`),
			'\t',
		),
	],
);

const hasNoRareLabel = `-z "${rareLabels.map((name) => `\${${name}+x}`).join('')}"`;

const findCount = fn(
	'_ssoenv_find_count',
	[
		'Sets `count` of the caller to how many variables there are to look at: the rare ones only if `rare` says so, the role before',
		'had some, or the shell has a label of one.',
	],
	[`\tcount=${usual}`, `\t[[ -z $rare && $#_ssoenv_ours -le ${usual} && ${hasNoRareLabel} ]] || count=${rows.length}`],
);

const narrow = fn(
	'_ssoenv_forget_rare',
	['Forgets the rare settings if the role has none, and nothing was there in place of their labels.'],
	[
		`\t[[ $#_ssoenv_ours -le ${usual} || -n "${rareRows
			.filter(({ kind }) => kind === 'label')
			.map(({ at }) => `\${_ssoenv_was[${at}]-}`)
			.join('')}" ]] || _ssoenv_ours=("\${(@)_ssoenv_ours[1,${usual}]}")`,
	],
);

/** The word for a setting that the role leaves to the person; otherwise WORD. */
const unlessLeft = (line: number, word: string): string => `\${\${(M)record[${line}]:#-}:-${word}}`;

const changed = usualRows.filter(({ kind }) => kind !== 'rival');
const optionalLabels = usualRows.filter(mayBeEmpty);

const take = fn(
	'_ssoenv_take',
	[
		'Takes over `record`, whole or not at all. If the role before changed the same variables, no rare ones, and everything is as that',
		'role left it, and of no other type, nothing has to be remembered or given back: they are only set. The states of all variables',
		'are compared as one text: no row has a line end in it, so no other states make the same text. In a function of its own, this',
		'would take a twentieth of `use` longer.',
	],
	[
		`\tlocal before=\${SSOENV_PROFILE-}`,
		'\t(( $#_ssoenv_ours && ! $#_ssoenv_met )) || _ssoenv_meet',
		'\tbuiltin setopt local_options no_multibyte no_glob ignore_braces',
		`\tlocal types="${changed.map(({ name }) => `\${(t)${name}}`).join('')}"`,
		...allOf([
			`$#_ssoenv_ours -gt 0 && -z $rare && ${hasNoRareLabel}`,
			`( $types == ${'scalar-export'.repeat(changed.length)} || -z \${types//scalar(-export|)/} )`,
			...optionalLabels.map(({ at, line }) => `( -n \${record[${line}]} || -z \${_ssoenv_ours[${at}]} )`),
			`"${usualRows
				.map(({ name, kind, line }) => {
					const now = `\${${name}+=$${name}}`;
					return kind === 'setting' ? unlessLeft(line, now) : now;
				})
				.join('\n')}" == "\${(pj:\\n:)_ssoenv_ours}"`,
		]).map((line, index, { length }) => {
			const test = index === 0 ? line.replace('[[', 'if [[') : line;
			return index === length - 1 ? `${test}; then` : test;
		}),
		'\t\tbuiltin typeset -gx -- \\',
		...changed.map((row, index, { length }) => {
			const { name, line } = row;
			// The line itself begins with `=`.
			const set = `${name}\${record[${line}]}`;
			const left = `\${\${record[${line}]:#-}:+${set}}`;
			const word = row.kind === 'setting' ? left : isOptional(row) ? `\${record[${line}]:+${set}}` : `"${set}"`;
			return `\t\t\t${word}${index === length - 1 ? '' : ' \\'}`;
		}),
		`\t\t_ssoenv_ours=("\${(@)record[${record.header + 1},${record.header + usual}]}")`,
		'\telse',
		'\t\t_ssoenv_enter || return',
		'\tfi',
		'\t_ssoenv_met=() _ssoenv_told=() _ssoenv_calm=() _ssoenv_until=()',
		'\t[[ -z $before || $before == "$profile" ]] || _ssoenv_last=("$before")',
		`\t[[ -z \${${DIRECTORY_VARIABLE}+x} ]] || _ssoenv_unmark`,
		'\t# The patterns of SSOENV_GUARD are about characters.',
		`\t[[ -z \${SSOENV_GUARD-} ]] || { builtin setopt multibyte; _ssoenv_start_timer }`,
	],
);

const untouched = fn(
	'_ssoenv_is_untouched',
	['True if the rivals, the keys, the profile and the expiry are as this shell left them, or met them.'],
	allOf(identity.map(({ name, index }) => `${state(name)} == "\${_ssoenv_ours[${at(index)}]-}"`)),
);

const sameRole = fn(
	'_ssoenv_is_same_role',
	['True if `record` is of the role that is active.'],
	allOf(
		isWord('profile', 'account', 'role').flatMap(({ name, at, line }) => [
			`\${record[${line}]} == "\${_ssoenv_ours[${at}]}"`,
			`\${record[${line}]} == ${state(name)}`,
		]),
	),
);

const hasOtherKey = fn(
	'_ssoenv_has_other_key',
	['True if `record` has another key than this shell: each session has one of its own.'],
	all
		.filter(({ kind }) => kind === 'credential')
		.slice(0, 1)
		.map(({ name, line }) => `\t[[ \${record[${line}]} != "=\${${name}-}" ]]`),
);

const shownNames = [...new Set([...identity, ...wordRows].map(({ name }) => name))];

const calm = fn(
	'_ssoenv_is_calm',
	[
		'True if the text in the prompt is as it has to be. Otherwise sets `scene` of the caller to all that it is made from.',
	],
	[
		`\tscene="${shownNames.map((name) => `\${${name}+=$${name}}`).join('\n')}`,
		`\${SSOENV_PROMPT_FORMAT-`,
		`}|\${SSOENV_GUARD-}|\${SSOENV_REFRESH_WINDOW-}|\${_ssoenv_until[1]-}|$_ssoenv_slot"`,
		`\t[[ \${_ssoenv_calm[1]-} == <-> && $EPOCHSECONDS -lt \${_ssoenv_calm[1]} && $EPOCHSECONDS -ge \${_ssoenv_calm[4]} && $scene == "\${_ssoenv_calm[2]}" &&`,
		`\t\t-n \${SSOENV_PROMPT-} && "\${psvar[_ssoenv_slot[1],_ssoenv_slot[1]+3]}" == "\${_ssoenv_calm[3]}" ]]`,
	],
);

const block = (part: string, lines: readonly string[], indent = '', begin: string = FENCE.begin): Block => ({
	path: `shell/zsh/${part}.zsh`,
	begin: `${indent}# ${begin}`,
	end: `${indent}# ${FENCE.end}`,
	lines: lines.map((line) => indent + line),
});

/** What is said before the other parts are read, or where they cannot be. */
const atStart = ['layer-gone', 'program-gone', 'shell-too-old'];
const ofProgram = ['program-missing', 'program-unfit', 'node-missing'];
const messages = formats('zsh');
const table = (wanted: readonly Format[]): readonly string[] =>
	wanted.flatMap(({ id, format, holes }) => [
		...(holes.length === 0 ? [] : [`\t# ${holes.join(', ')}`]),
		`\t${id} ${quoted(format)}`,
	]);

export const blocks: readonly Block[] = [
	block('start', [
		'typeset -gA _ssoenv_messages',
		'_ssoenv_messages=(',
		...table(messages.filter(({ id }) => atStart.includes(id))),
		')',
	]),
	block('program', ['_ssoenv_messages+=(', ...table(messages.filter(({ id }) => ofProgram.includes(id))), ')']),
	block('text', [
		'_ssoenv_messages+=(',
		...table(messages.filter(({ id }) => ![...atStart, ...ofProgram].includes(id) && !id.startsWith('directory-'))),
		')',
	]),
	block('record', [
		...tables,
		...unpack,
		...rareForm,
		...describe,
		...listRows,
		...look,
		...findCount,
		...narrow,
		...take,
		...untouched,
		...sameRole,
		...hasOtherKey,
		...calm,
		...fn('_ssoenv_list_names', TOOL_NAMES_ABOUT, [`\tbuiltin command sh -c '${TOOL_NAMES}' 2>/dev/null`]),
	]),
	block(
		'prompt',
		promptWords.map(([word, name]) => `(${word}) out+=\${${name}-} ;;`),
		'\t\t\t',
	),
	block(
		'role',
		[`(flag:--(${valuedOptions.filter((name) => name !== 'shell').join('|')})) flags+=("$word") next=value ;;`],
		'\t\t\t',
		FROM_COMMANDS,
	),
	block('directory', [
		'# The first line of the record of a folder.',
		'typeset -ga _ssoenv_directory_magic',
		`_ssoenv_directory_magic=(${DIRECTORY_MAGIC})`,
		'_ssoenv_messages+=(',
		...table(messages.filter(({ id }) => id.startsWith('directory-'))),
		')',
	]),
];
