/** The generated parts of the layer for POSIX shells, and the one file that is made of its parts. */
import { readFileSync } from 'node:fs';
import { commands } from '../../src/commands.ts';
import { NAMES_MAGIC } from '../../src/core/shell/completion-names.ts';
import { type Block, writeWhole } from '../generated-parts.ts';
import {
	FENCE,
	formats,
	identity,
	mayBeEmpty,
	promptWords,
	record,
	rows,
	TOOL_NAMES,
	TOOL_NAMES_ABOUT,
	valuedOptions,
	words,
} from './parts.ts';

const fn = (name: string, about: readonly string[], body: readonly string[]): readonly string[] => [
	...about.map((line) => `# ${line}`),
	`${name}() {`,
	...body.map((line) => `\t${line}`),
	'}',
];

const alternatives = (values: readonly string[]): string => values.join(' | ');

const each = fn(
	'_ssoenv_each',
	['_ssoenv_each COMMAND [WORD ...]: with each variable that a role changes as the last word, until it fails.'],
	[
		'for _ssoenv_name in \\',
		...rows.map(({ name }, index) => `\t${name}${index === rows.length - 1 ? '; do' : ' \\'}`),
		'\t"$@" "$_ssoenv_name" || \\return',
		'done',
	],
);

const kinds = [...new Set(rows.map(({ kind }) => kind))];
const labels = [...new Set(rows.flatMap(({ label }) => label ?? []))];
const withLabel = (wanted: string) => rows.filter(({ label }) => label === wanted).map(({ name }) => name);

const lookUp = fn(
	'_ssoenv_look_up',
	['Sets _ssoenv_kind to the kind of a variable, and _ssoenv_label to the label of a setting.'],
	[
		'case $1 in',
		...kinds.map(
			(wanted) =>
				`\t${alternatives(rows.filter(({ kind }) => kind === wanted).map(({ name }) => name))}) _ssoenv_kind=${wanted} ;;`,
		),
		'esac',
		'case $1 in',
		...labels.map((label) => `\t${alternatives(withLabel(label))}) _ssoenv_label=${label} ;;`),
		'esac',
	],
);

const unpack = fn(
	'_ssoenv_unpack',
	[
		'Takes the record in _ssoenv_answer apart: sets _ssoenv_new_NAME to the state of each variable, and',
		`_ssoenv_ with ${words.map(([word]) => word).join(', ')} to values. False if it is not complete.`,
		'shellcheck disable=SC2154 # _ssoenv_unpack_one sets them',
	],
	[
		'_ssoenv_rest=$_ssoenv_answer',
		`_ssoenv_next && [ "$_ssoenv_line" = ${record.magic} ] || \\return`,
		`_ssoenv_count=${record.header - 1}`,
		'while [ "$_ssoenv_count" -gt 0 ]; do',
		'\t_ssoenv_next || \\return',
		'\t_ssoenv_count=$((_ssoenv_count - 1))',
		'done',
		`_ssoenv_each _ssoenv_unpack_one && [ "$_ssoenv_rest" = ${record.end} ] || \\return`,
		...words.map(([word, index]) => `_ssoenv_${word}=\${_ssoenv_new_${rows[index]?.name ?? ''}#=}`),
		'_ssoenv_is_number "$_ssoenv_expires"',
	],
);

const emptyLabel = fn(
	'_ssoenv_may_be_empty',
	['True for a label that a role can be without.'],
	[`case $1 in ${alternatives(rows.filter(mayBeEmpty).map(({ name }) => name))}) ;; *) \\return 1 ;; esac`],
);

const takesValue = fn(
	'_ssoenv_takes_value',
	['True for an option of `use` whose value is the next word.'],
	[`case $1 in ${alternatives(valuedOptions.map((name) => `--${name}`))}) ;; *) \\return 1 ;; esac`],
);

const untouched = fn(
	'_ssoenv_is_untouched',
	['True if the rivals, the keys, the profile and the expiry are as this shell left them, or met them.'],
	identity.map(({ name }, index) => {
		const indent = index === 0 ? '' : '\t';
		return `${indent}_ssoenv_is_ours ${name}${index === identity.length - 1 ? '' : ' &&'}`;
	}),
);

const findWord = fn(
	'_ssoenv_find_word',
	['Sets _ssoenv_value to what stands for {WORD} in SSOENV_PROMPT_FORMAT.'],
	[
		'case $1 in',
		...promptWords.map(([word, name]) => `\t${word}) _ssoenv_value=\${${name}-} ;;`),
		'\tleft) _ssoenv_value=$_ssoenv_left ;;',
		'\t*) _ssoenv_value="{$1}" ;;',
		'esac',
	],
);

const messages = fn(
	'_ssoenv_find_format',
	['Sets _ssoenv_format to a message, for `printf`.', 'shellcheck disable=SC2016 # backquotes in a message'],
	[
		'case $1 in',
		...formats('sh').flatMap(({ id, format, holes }) => [
			...(holes.length === 0 ? [] : [`\t# ${holes.join(', ')}`]),
			`\t${id}) _ssoenv_format='${format.replaceAll("'", "'\\''")}' ;;`,
		]),
		'esac',
	],
);

const listNames = fn('_ssoenv_list_names', TOOL_NAMES_ABOUT, [`_ssoenv_run_tool sh -c '${TOOL_NAMES}' 2>/dev/null`]);

const block = (part: string, functions: readonly (readonly string[])[]): Block => ({
	path: `shell/sh/${part}.sh`,
	begin: `# ${FENCE.begin}`,
	end: `# ${FENCE.end}`,
	lines: functions.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
});

/** In the order in which they are read: `start` runs what the others define. */
const PARTS = ['text', 'guard', 'record', 'role', 'capture', 'prompt', 'start'];

const read = (part: string): string => readFileSync(new URL(`../../shell/sh/${part}.sh`, import.meta.url), 'utf8');

/** The variables that stay from one call to the next, but for those of the contract. `role` describes them. */
const state = ['call', 'direnv', 'has_role', 'last', 'mise', 'own_program'].map((name) => `_ssoenv_${name}`);

const ASSIGNED = /(_ssoenv_[a-z_]+)=|\bfor (_ssoenv_[a-z_]+)|\bread -r (_ssoenv_[a-z_]+)/g;

/** All other variables that some part sets, because POSIX shells have no local variables. */
function scratch(): readonly string[] {
	const names = PARTS.map(read)
		.flatMap((text) => [...text.matchAll(ASSIGNED)])
		.flatMap(([, ...found]) => found.filter((name) => name !== undefined));
	return [...new Set(names)].filter((name) => !state.includes(name)).sort();
}

const unset = (names: readonly string[]): readonly string[] => [
	'\\unset -v \\',
	...names.map((name, index) => `\t${name}${index === names.length - 1 ? '' : ' \\'}`),
];

const dropState = fn('_ssoenv_drop_state', ['Unsets the state, but for the variables of the contract.'], unset(state));
const sweep = (): readonly string[] =>
	fn(
		'_ssoenv_sweep',
		['Unsets all variables that are not state.'],
		['_ssoenv_each _ssoenv_drop_new', ...unset(scratch())],
	);

/** Commands behind which Tab offers profiles. */
const withProfile = commands
	.filter(({ positionals, isHidden }) => isHidden !== true && Object.keys(positionals)[0] === 'profile')
	.map(({ name }) => name);

export const blocks: readonly Block[] = [
	block('text', [messages]),
	block('record', [each, lookUp, emptyLabel, unpack, takesValue, listNames]),
	block('prompt', [untouched, findWord]),
	{
		path: 'completions/ssoenv.ksh',
		begin: '# Generated by scripts/shell-layers from src: begin',
		end: '# Generated: end',
		lines: [`_ssoenv_with_profile='${withProfile.join(' ')}'`, `_ssoenv_names_magic=${NAMES_MAGIC}`],
	},
];

/** Returns what `start` unsets. This is made from what all parts hold, so the other blocks have to be written before. */
export const sweepBlock = (): Block => block('start', [dropState, sweep()]);

/** For the linter, in each part. */
const FIRST_LINE = /^# shellcheck .*\n/;

/** Writes the file that people read. A sourced file does not know its own path in POSIX sh, so it cannot read others. */
export function writeLayer(): void {
	const head = [
		'# ssoenv for POSIX shells (dash, ash, ksh93, mksh, yash): source this file.',
		'# Made by scripts/shell-layers from shell/sh: edit those files.',
	];
	const parts = PARTS.map((part) => read(part).replace(FIRST_LINE, '').trimEnd());
	writeWhole('shell/ssoenv.sh', `${['# shellcheck shell=sh', ...head, '', parts.join('\n\n')].join('\n')}\n`);
}
