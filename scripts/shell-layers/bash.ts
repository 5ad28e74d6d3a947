/** The generated parts of the layer for bash. */
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
	keys,
	mayBeEmpty,
	numbered,
	promptWords,
	rareLabels,
	record,
	renewed,
	rows,
	TOOL_NAMES,
	TOOL_NAMES_ABOUT,
	usual,
	valuedOptions,
	words,
} from './parts.ts';

/** What a variable is now: `=` and its value, or empty if it is not set. */
const state = (name: string): string => `\${${name}+=$${name}}`;

const field = (index: number): string => `\${_ssoenv_fields[${index}]}`;

const fn = (name: string, about: readonly string[], body: readonly string[]): readonly string[] => [
	'',
	...about.map((text) => `# ${text}`),
	`${name}() {`,
	...body,
	'}',
];

/** One text in double quotes, with a line for each part. */
const lines = (parts: readonly string[]): string => `"${parts.join('\n')}"`;

const usualRows = numbered.slice(0, usual);
const rareRows = numbered.slice(usual);
const set = usualRows.filter(({ kind }) => kind !== 'rival');
const rivals = numbered.filter(({ kind }) => kind === 'rival');
const worded = words.map(([word, index]) => ({ word, index, name: rows[index]?.name ?? '' }));
const ofWord = (...wanted: readonly string[]) => worded.filter(({ word }) => wanted.includes(word));

/** Not empty if the shell has a label of a rare setting. */
const hasRareLabel = rareLabels.map((name) => `\${${name}+x}`).join('');

const array = (name: string, values: readonly (string | number)[]): readonly string[] => [
	`${name}=(`,
	...values.map((value) => `\t${value === '' ? "''" : value}`),
	')',
];

const tables = [
	'# The variables that a role changes, their kinds, and the labels of the settings.',
	...array(
		'_ssoenv_names',
		rows.map(({ name }) => name),
	),
	`_ssoenv_kinds=(${rows.map(({ kind }) => kind).join(' ')})`,
	`_ssoenv_labels=(${rows.map(({ label }) => label ?? "''").join(' ')})`,
	'# The positions of those that a renewal changes.',
	`_ssoenv_renewed=(${renewed.join(' ')})`,
];

const last = record.header + rows.length;
const fileLines = Array.from({ length: record.files }, (_, index) => record.header - record.files + index);

/**
 * A pattern for all of a record. A value has no line end, and the pattern has as many as the text, so no `*` can match
 * one.
 */
const form = (ofSetting: string, ofLabel: string, ofRareSetting: string, ofRareLabel: string): string => {
	const header = Array.from({ length: record.header - 1 }, () => '*');
	const variables = numbered.map((row) => {
		if (row.kind === 'rival') return '';
		if (row.kind === 'setting') return row.isRare === true ? ofRareSetting : ofSetting;
		if (!mayBeEmpty(row)) return '=?*';
		return row.isRare === true ? ofRareLabel : ofLabel;
	});
	return `$'${[record.magic, ...header, ...variables, record.end].join('\\n')}\\n'`;
};

/** Sets a scratch variable to the value of a word. */
const settingWord = ({ word, index }: (typeof worded)[number]): string =>
	`_ssoenv_${word}=\${_ssoenv_fields[${record.header + index}]#=}`;

const unpack = [
	'',
	'# What a record must look like: with a region and no rare setting, without both, and as may be. In the last, `*` stands for',
	'# labels that may be empty.',
	`_ssoenv_forms=(`,
	`\t${form('=?*', '=?*', '-', '')}`,
	`\t${form('-', '', '-', '')}`,
	`\t${form('[=-]*', '*', '[=-]*', '*')}`,
	')',
	...fn(
		'_ssoenv_unpack',
		[
			'Sets `_ssoenv_profile` and `_ssoenv_expires` of the caller, `_ssoenv_size` to how many variables the role can change, without',
			'the rare ones if it has none, and `_ssoenv_whole` to 1 if each of those but the rivals has a value that is not empty. False if',
			'`_ssoenv_fields` and `_ssoenv_pieces` are no record, or the line of a variable has not its form. One pattern for all lines is',
			'fastest. The expiry must be as _ssoenv_is_number wants it.',
		],
		[
			`\t_ssoenv_whole='' _ssoenv_size=${usual}`,
			`\t((\${#_ssoenv_fields[@]} == ${last + 1})) || return`,
			'\t# shellcheck disable=SC2254 # the patterns are meant as patterns',
			`\tcase \${_ssoenv_pieces[0]} in`,
			`\t\t\${_ssoenv_forms[0]}) _ssoenv_whole=1 ;;`,
			"\t\t*$'\\n-'[!$'\\n']*) return 1 ;;",
			`\t\t\${_ssoenv_forms[1]}) ;;`,
			`\t\t\${_ssoenv_forms[2]})`,
			`\t\t\t_ssoenv_size=${rows.length}`,
			'\t\t\t_ssoenv_are_labels || return',
			'\t\t\t;;',
			'\t\t*) return 1 ;;',
			'\tesac',
			`\t${ofWord('profile', 'expires').map(settingWord).join(' ')}`,
			"\tcase $_ssoenv_expires in '' | 0?* | *[!0123456789]* | ????????????*) return 1 ;; esac",
		],
	),
];

const describe = fn(
	'_ssoenv_describe',
	['Sets `_ssoenv_account`, `_ssoenv_role` and `_ssoenv_region` of the caller from `_ssoenv_fields`.'],
	[`\t${ofWord('account', 'role', 'region').map(settingWord).join(' ')}`],
);

const areLabels = fn(
	'_ssoenv_are_labels',
	['True if the lines of labels that may be empty have the form of a label.'],
	[
		'\tlocal _ssoenv_line',
		`\tfor _ssoenv_line in ${numbered
			.filter(mayBeEmpty)
			.map(({ index }) => `"${field(record.header + index)}"`)
			.join(' ')}; do`,
		"\t\tcase $_ssoenv_line in '' | =*) ;; *) return 1 ;; esac",
		'\tdone',
	],
);

/** Code for the header of a record that was made from what this shell has, and from the files in `_ssoenv_fields`. */
const head = [record.magic, ...SOURCE_VARIABLES.map(state), ...fileLines.map(field)]
	.map((part) => `${part}$'\\n'`)
	.join('');

/** True if the record is for the profile that is wanted. `[[` takes less long than `[`, but obeys nocasematch. */
const hasHead = (profile: string, wanted: string): string =>
	`a != A && \${_ssoenv_pieces[0]} == "$_ssoenv_head"* && ${wanted} == "${profile}"`;

/** True if a source, or its folder, is newer than FILE. */
const isOlder = (file: string): string =>
	fileLines.flatMap((at) => [`${field(at)} -nt ${file}`, `\${_ssoenv_fields[${at}]%/*}/ -nt ${file}`]).join(' || ');

const isCurrent = fn(
	'_ssoenv_is_current',
	[
		'True if the record, read from FILE, is of PROFILE, was made from what this shell has, and is not older than its sources. Sets',
		'`_ssoenv_head` of the caller to what the record must begin with.',
		'shellcheck disable=SC2050 # not constant under nocasematch',
	],
	[
		`\t_ssoenv_head=${head}`,
		`\t[[ ${hasHead('$_ssoenv_profile', '$1')} ]] ||`,
		`\t\t[ "$1 \${_ssoenv_pieces[0]:0:\${#_ssoenv_head}}" = "$_ssoenv_profile $_ssoenv_head" ] || return`,
		`\t! [[ ${isOlder('$2')} ]]`,
	],
);

const profileLine = record.header + (words.find(([word]) => word === 'profile')?.[1] ?? 0);
const expiresLine = record.header + (words.find(([word]) => word === 'expires')?.[1] ?? 0);

const useCopy = fn(
	'_ssoenv_use_copy',
	[
		'`ssoenv use PROFILE` as it mostly is: from role to role, by a copy. It does in one function, with few local variables, what',
		'`_ssoenv_load` and `_ssoenv_take` do. False, and nothing has changed, if anything is not as it mostly is.',
		'shellcheck disable=SC2050,SC2254 # not constant under nocasematch; a pattern is meant as one',
	],
	[
		`\t[[ -n \${_ssoenv_text[0]} && -z \${SSOENV_GUARD-}\${${DIRECTORY_VARIABLE}+x} && \${SSOENV_SHELL_CACHE-} != 0 && $1 != *[!A-Za-z0-9._@+=,-]* && $BASH_SUBSHELL -eq 0 ]] || return`,
		`\tlocal _ssoenv_now _ssoenv_file _ssoenv_fields _ssoenv_pieces _ssoenv_head _ssoenv_before=\${SSOENV_PROFILE-}`,
		`\tcase \${XDG_CACHE_HOME-} in`,
		'\t\t/*) _ssoenv_file=$XDG_CACHE_HOME/ssoenv/shell/roles/$1 ;;',
		`\t\t*) _ssoenv_file=\${HOME-}/.cache/ssoenv/shell/roles/$1 ;;`,
		'\tesac',
		`\t[[ -f $_ssoenv_file && ! -L $_ssoenv_file && -O $_ssoenv_file && -r $_ssoenv_file && -O \${_ssoenv_file%/*} ]] || return`,
		'\tbuiltin mapfile -t -u 3 _ssoenv_fields 3<"$_ssoenv_file" && builtin mapfile -n 2 -d \'\' -u 3 _ssoenv_pieces 3<"$_ssoenv_file" &&',
		`\t\t((\${#_ssoenv_pieces[@]} == 1 && \${#_ssoenv_fields[@]} == ${last + 1})) || return`,
		`\tcase \${_ssoenv_pieces[0]} in \${_ssoenv_forms[0]}) ;; *) return 1 ;; esac`,
		`\tcase ${field(expiresLine)} in =0?* | =*[!0123456789]* | =????????????*) return 1 ;; esac`,
		`\t_ssoenv_head=${head}`,
		`\t[[ ${hasHead(`=$1`, `\${_ssoenv_fields[${profileLine}]}`)} ]] || return`,
		`\t! [[ ${isOlder('$_ssoenv_file')} ]] || return`,
		'\t_ssoenv_clock',
		`\t((\${_ssoenv_fields[${expiresLine}]:1} - _ssoenv_now >= 900)) && _ssoenv_switch || return`,
		'\t[ "$_ssoenv_before" = "$1" ] || _ssoenv_last=("$_ssoenv_before")',
		'\tif [[ -t 2 ]]; then',
		`\t\tlocal IFS=$'\\n\\t ' _ssoenv_profile=$1 _ssoenv_expires=\${_ssoenv_fields[${expiresLine}]:1}`,
		'\t\t_ssoenv_greet',
		'\tfi',
		'\tcase $- in *i*) _ssoenv_show_at_once || : ;; esac',
	],
);

const takeRows = fn(
	'_ssoenv_take_rows',
	[
		'Sets `_ssoenv_targets` of the caller to what the record in `_ssoenv_fields` says of each of the first `_ssoenv_size`',
		'variables.',
	],
	[`\t_ssoenv_targets=("\${_ssoenv_fields[@]:${record.header}:_ssoenv_size}")`],
);

const isSameRole = fn(
	'_ssoenv_is_same_role',
	['True if the record in `_ssoenv_fields` is of the role that is active.'],
	[
		`\t[ ${lines(ofWord('profile', 'account', 'role').map(({ index }) => field(record.header + index)))} = ${lines(
			ofWord('profile', 'account', 'role').map(({ name }) => `=\${${name}-}`),
		)} ]`,
	],
);

/** Each session has a key of its own. */
const keyId = rows.findIndex(({ kind }) => kind === 'credential');

const hasOtherKey = fn(
	'_ssoenv_has_other_key',
	['True if the record in `_ssoenv_fields` has another key than this shell.'],
	[`\t[ "${field(record.header + keyId)}" != "=\${${rows[keyId]?.name}-}" ]`],
);

const findStates = fn(
	'_ssoenv_find_states',
	[
		'Sets `_ssoenv_states` of the caller to what each of the first `_ssoenv_size` variables is now: `=value`, or empty if it is',
		'not set.',
	],
	[
		'\t_ssoenv_states=(',
		...usualRows.map(({ name }) => `\t\t"${state(name)}"`),
		'\t)',
		`\t((_ssoenv_size > ${usual})) || return 0`,
		'\t_ssoenv_states+=(',
		...rareRows.map(({ name }) => `\t\t"${state(name)}"`),
		'\t)',
	],
);

const widen = fn(
	'_ssoenv_widen',
	[
		'Sets `_ssoenv_size` of the caller to all variables if the role before had rare settings, or the shell has a label of one;',
		'otherwise to those that are not rare, if it is empty.',
	],
	[
		`\tif [ \${#_ssoenv_ours[@]} -gt ${usual} ] || [ -n "${hasRareLabel}" ]; then`,
		`\t\t_ssoenv_size=${rows.length}`,
		'\telif [ -z "$_ssoenv_size" ]; then',
		`\t\t_ssoenv_size=${usual}`,
		'\tfi',
	],
);

const narrow = fn(
	'_ssoenv_forget_rare',
	['Forgets the rare settings if a role without them has come, and nothing was there in place of their labels.'],
	[
		`\tif [ -z "${rareRows
			.filter(({ kind }) => kind === 'label')
			.map(({ index }) => `\${_ssoenv_was[${index}]-}`)
			.join('')}" ]; then _ssoenv_ours=("\${_ssoenv_ours[@]:0:${usual}}"); fi`,
	],
);

/**
 * Code for the record of a role that has a value for each usual variable, as the variables are now; any other states
 * make another text.
 */
const recordOfStates = [
	'$_ssoenv_head',
	...rivals.map(({ name }) => `\${${name}+x}`),
	hasRareLabel,
	`$'${rivals.map(() => '\\n').join('')}'`,
	...set.map(({ name }) => `=\${${name}-}$'\\n'`),
	'$_ssoenv_tail',
].join('');

const switching = [
	'',
	'# The end of a record without rare settings.',
	`_ssoenv_tail=($'${[...rareRows.map(({ kind }) => (kind === 'setting' ? '-' : '')), record.end, ''].join('\\n')}')`,
	...fn(
		'_ssoenv_switch',
		[
			'Goes from role to role, if each has a value for all variables that are not rare: sets them to the record in `_ssoenv_fields`, and',
			'remembers it. Nothing has to be remembered or unset. False if a record of what the variables are is not the text of the role',
			'before, as one is not as that left it, or there is a rival or a label of a rare setting. False, too, if one is not exported, has',
			'another attribute, as a readonly one has, or is a reference (-R), or if IFS has an attribute. `[` takes long to compare long',
			'texts. But `[[` takes `a` for `A` under nocasematch, so then this is false. In functions of their own these commands would take',
			'longer.',
			'shellcheck disable=SC2050,SC2128,SC2166 # not constant under nocasematch; a first element is meant; one command instead of many, as bash 3.2 cannot parse -R in `[[`',
		],
		[
			`\t[[ a != A && ${recordOfStates} == "\${_ssoenv_text[0]}" &&`,
			`\t\t\${IFS+\${IFS@a}}${set.map(({ name }) => `\${${name}@a}`).join('')} == ${'x'.repeat(set.length)} ]] &&`,
			`\t\t! [ ${set.map(({ name }) => `-R ${name}`).join(' -o ')} ] || return`,
			...set.map(
				({ name, index }, at) =>
					`\t${at === 0 ? '' : '\t'}${name}=\${_ssoenv_fields[${record.header + index}]:1}${at < set.length - 1 ? ' \\' : ''}`,
			),
			`\t_ssoenv_text[0]=\${_ssoenv_pieces[0]} _ssoenv_text[1]=1`,
			"\t_ssoenv_told[0]='' _ssoenv_calm[0]=0 _ssoenv_until[0]=''",
		],
	),
];

const isAsLeft = fn(
	'_ssoenv_is_as_left',
	['True if the rivals, the keys, the profile and the expiry are as this shell has left them.'],
	[
		`\t[ ${lines(identity.map(({ name }) => state(name)))} = ${lines(identity.map(({ index }) => `\${_ssoenv_ours[${index}]-}`))} ]`,
	],
);

const findMark = fn(
	'_ssoenv_find_mark',
	['Sets `_ssoenv_mark` of the caller to the keys and to whose they are.'],
	[
		`\t_ssoenv_mark=${lines([...keys, ...ofWord('profile', 'account', 'role', 'expires')].map(({ name }) => state(name)))}`,
	],
);

const hasRival = fn(
	'_ssoenv_has_rival',
	['True if a variable is set that would override the keys.'],
	[`\t[ -n "${rivals.map(({ name }) => `\${${name}+x}`).join('')}" ]`],
);

const findScene = fn(
	'_ssoenv_find_scene',
	['Sets `_ssoenv_scene` of the caller to all that the text at the prompt is made from, but the time.'],
	[
		`\t_ssoenv_scene=${lines([
			...[...identity, ...ofWord('account', 'role', 'region')].map(({ name }) => state(name)),
			...[
				'SSOENV_PROMPT_FORMAT',
				'SSOENV_GUARD',
				'SSOENV_REFRESH_WINDOW',
				'SSOENV_COLOR_FRESH',
				'SSOENV_COLOR_SOON',
				'SSOENV_COLOR_GUARD',
				'NO_COLOR',
				'TERM',
			].map(state),
		])}`,
	],
);

const fillWord = fn(
	'_ssoenv_find_word',
	['Sets `_ssoenv_value` of the caller to the value of a WORD of SSOENV_PROMPT_FORMAT.'],
	[
		'\tcase $1 in',
		...promptWords.map(([word, name]) => `\t\t${word}) _ssoenv_value=\${${name}-} ;;`),
		'\t\t*) return 1 ;;',
		'\tesac',
	],
);

const takesValue = [
	'# True if the word after OPTION of `use` is its value.',
	`_ssoenv_takes_value() { case $1 in ${valuedOptions.map((name) => `--${name}`).join(' | ')}) ;; *) return 1 ;; esac }`,
];

/** Messages that are needed before the other parts are read, or where they cannot be read. */
const atStart = ['layer-gone', 'program-gone'];
const ofProgram = ['program-missing', 'program-unfit', 'node-missing'];

/** A function that prints a message; its arguments are the holes of the message, in order. */
function say({ id, format, holes }: Format): readonly string[] {
	const names = [...new Set(holes)];
	const values = holes.map((hole) => ` "$${names.indexOf(hole) + 1}"`).join('');
	return [
		...(names.length === 0 ? [] : [`# ${names.join(', ')}`]),
		`_ssoenv_say_${id.replaceAll('-', '_')}() { builtin printf '${format.replaceAll("'", "'\\''")}'${values} >&2; }`,
	];
}

const messages = formats('bash');
const table = (wanted: readonly Format[]): readonly string[] => wanted.flatMap(say);

const block = (part: string, text: readonly string[], begin: string = FENCE.begin): Block => ({
	path: `shell/bash/${part}.bash`,
	begin: `# ${begin}`,
	end: `# ${FENCE.end}`,
	lines: text,
});

const listNames = fn('_ssoenv_list_names', TOOL_NAMES_ABOUT, [`\tbuiltin command sh -c '${TOOL_NAMES}' 2>/dev/null`]);

export const blocks: readonly Block[] = [
	block('start', table(messages.filter(({ id }) => atStart.includes(id)))),
	block('program', table(messages.filter(({ id }) => ofProgram.includes(id)))),
	block(
		'text',
		table(messages.filter(({ id }) => ![...atStart, ...ofProgram].includes(id) && !id.startsWith('directory-'))),
	),
	block('record', [
		...tables,
		...unpack,
		...describe,
		...areLabels,
		...isCurrent,
		...useCopy,
		...takeRows,
		...isSameRole,
		...hasOtherKey,
	]),
	block('state', [...findStates, ...widen, ...narrow, ...findMark]),
	block('variables', [...switching, ...listNames]),
	block('role', takesValue, FROM_COMMANDS),
	block('renewal', [...isAsLeft, ...hasRival]),
	block('prompt', [...findScene, ...fillWord]),
	block('directory', [
		'# The first line of the record of a folder.',
		`_ssoenv_directory_magic=(${DIRECTORY_MAGIC})`,
		...table(messages.filter(({ id }) => id.startsWith('directory-'))),
	]),
];
