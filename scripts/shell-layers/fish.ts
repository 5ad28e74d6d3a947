/** The generated parts of the layer for fish. */
import { DIRECTORY_MAGIC } from '../../src/core/directory/directory-file.ts';
import { SOURCE_VARIABLES } from '../../src/core/shell/role-copy.ts';
import { fish } from '../../src/core/text/quoting.ts';
import type { Block } from '../generated-parts.ts';
import {
	FENCE,
	type Format,
	FROM_COMMANDS,
	formats,
	identity,
	isOptional,
	keys,
	promptWords,
	rareLabels,
	record,
	renewed,
	rivals,
	rows,
	settings,
	TOOL_NAMES,
	TOOL_NAMES_ABOUT,
	usual,
	valuedOptions,
	words,
} from './parts.ts';

type Row = (typeof rows)[number];

/** The longest name of a group in PCRE before 10.44. */
const LONGEST_GROUP = 32;

/** Returns a name for a local variable; of a long one, the end tells more than the beginning. */
const local = (prefix: string, name: string): string => `${prefix}_${name.slice(-(LONGEST_GROUP - prefix.length - 1))}`;

/** The local variable that has the value of a record for the variable NAME. */
const fresh = (name: string): string => local('new', name);

/** The local variable that is an empty text if the record sets the variable NAME, and an empty list if it does not. */
const mark = (name: string): string => local('is', name);

const group = (name: string, pattern: string): string => `(?<${name}>${pattern})`;

const nameOf = (index: number): string => rows[index]?.name ?? '';
const rivalNames = rivals.map(nameOf);
const renewedNames = renewed.map(nameOf);
const usualRows = rows.slice(0, usual);
const rareRows = rows.slice(usual);
const rareNames = rareRows.map(({ name }) => name);
const given = usualRows.filter(({ kind }) => kind !== 'rival');
const always = given.filter((row) => !isOptional(row));
const sometimes = given.filter(isOptional);

/** A whole number of a sane size. More digits, or a leading 0, would mean something else to `math` and `test`. */
const NUMBER = '0|[1-9][0-9]{0,10}';

/** The pattern for a row of a record. The rival lines are empty. */
function rowPattern(row: Row): string {
	if (row.kind === 'rival') return '';
	const value = `${group(fresh(row.name), row.word === 'expires' ? NUMBER : '.*')}`;
	if (!isOptional(row)) return `=${value}`;
	const optional = `=${group(mark(row.name), '')}${value}`;
	return row.kind === 'setting' ? `(?:${optional}|-)` : `(?:${optional})?`;
}

/** One pattern for each rare row; `{N}` behind it says that N rows of the same kind follow each other. */
function rareRuns(ofSetting: string, ofLabel: string): string {
	const patterns = rareRows.map(({ kind }) => (kind === 'setting' ? ofSetting : ofLabel));
	const starts = [...patterns.keys()].filter((at) => patterns[at] !== patterns[at - 1]);
	return starts.map((at, run) => `${patterns[at]}{${(starts[run + 1] ?? patterns.length) - at}}`).join('');
}

/** The rare rows: nothing of them, or one group with all their lines. */
const rarePattern = `(?:${rareRuns('(?:-\\n)', '\\n')}|${group('rare', rareRuns('(?:(?:=.*|-)\\n)', '(?:(?:=.*)?\\n)'))})`;

const files = Array.from({ length: record.files }, (_, index) => index + 1);
const filePattern = (at: number): string => group(`file${at}`, `${group(`folder${at}`, '/(?:.*/)?')}.*`);
const pattern = [
	record.magic,
	group('made_for', SOURCE_VARIABLES.map(() => '(?:=.*)?').join('\\n')),
	...files.map(filePattern),
	...usualRows.map(rowPattern),
	`${rarePattern}${record.end}`,
].join('\\n');

/** All groups of the pattern, in the order in which they stand there. */
const groups = [...pattern.matchAll(/\(\?<(\w+)>/g)].map(([, name = '']) => name);

const WIDTH = 118;

/** One command with many words, on as many lines as it needs. */
function command(start: string, words: readonly string[], indent = ''): readonly string[] {
	const lines = [`${indent}${start}`];
	for (const word of words) {
		const last = lines.at(-1) ?? '';
		if (last.length + word.length + 3 < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
		else {
			lines[lines.length - 1] = `${last} \\`;
			lines.push(`${indent}    ${word}`);
		}
	}
	return lines;
}

const fn = (name: string, about: readonly string[], body: readonly string[]): readonly string[] => [
	'',
	...about.map((line) => `# ${line}`),
	`function ${name}`,
	...body.map((line) => (line === '' ? line : `    ${line}`)),
	'end',
];

const tables = (): readonly string[] => [
	'# The variables that a role changes. `rivals` would win over the credentials.',
	...command(
		'set -gu __ssoenv_names',
		usualRows.map(({ name }) => name),
	),
	`set -gu __ssoenv_name_count ${usual}`,
	'# The rare settings and their labels: they are looked at only if the role or the shell has one.',
	...command('set -gu __ssoenv_rare', rareNames),
	`set -gu __ssoenv_rare_count ${rareNames.length}`,
	...command('set -gu __ssoenv_rare_labels', rareLabels),
	`set -gu __ssoenv_rare_label_count ${rareLabels.length}`,
	`set -gu __ssoenv_rare_pattern ${fish(`^(?:${rareNames.join('|')})\\z`)}`,
	'set -gu __ssoenv_all $__ssoenv_names $__ssoenv_rare',
	`set -gu __ssoenv_all_count ${rows.length}`,
	'# How many variables remember what was before, if each has three.',
	`set -gu __ssoenv_kept_count ${3 * rows.length}`,
	...command('set -gu __ssoenv_rivals', rivalNames),
	`set -gu __ssoenv_rival_count ${rivalNames.length}`,
	'# The settings, the credentials and the labels, and the variables that a renewal changes.',
	...command('set -gu __ssoenv_settings', settings.map(nameOf)),
	...command(
		'set -gu __ssoenv_given',
		given.filter(({ kind }) => kind !== 'setting').map(({ name }) => name),
	),
	...command('set -gu __ssoenv_renewed', renewedNames),
	'# Those that tell one role from another: if one changes, and not by this layer, the role is foreign.',
	...command(
		'set -gu __ssoenv_identity',
		identity.map(({ name }) => name),
	),
	'# What most records set, in the order of `__ssoenv_list_new`, and the groups of what a record may leave out of that.',
	...command(
		'set -gu __ssoenv_usual',
		[...always, ...sometimes].map(({ name }) => name),
	),
	...command(
		'set -gu __ssoenv_optional',
		sometimes.map(({ name }) => `${fresh(name)}[1]`),
	),
	'# A record. Each group sets a variable of its name. With ANYCRLF, a dot stands for no carriage return.',
	`set -gu __ssoenv_record '(*ANYCRLF)^${pattern}\\n\\z'`,
];

const withRecord = fn(
	'__ssoenv_with_record --no-scope-shadowing',
	[
		'Calls FUNCTION WORD ... with a local variable for each group of the pattern. As arguments they take one step, and with',
		'`set -l` one step each. What they hold before a record is read means nothing.',
	],
	['$argv'],
).map((line) => (line.startsWith('function ') ? command(`${line} --argument-names`, groups).join('\n') : line));

/** The first line of `use`: it has these variables itself, because a call more takes as long as three steps. */
const useHead = [
	'# ssoenv use WORD ..., with a local variable for each group of the pattern of a record, as in `__ssoenv_with_record`.',
	...command('function __ssoenv_use --no-scope-shadowing -V clock --argument-names', groups),
];

const listHeld = fn(
	'__ssoenv_list_new --no-scope-shadowing',
	[
		'Sets `held` to the names of the variables that the record sets, and `values` to their values. A name with an empty list',
		'behind it is no word at all.',
	],
	[
		...command('set held', [
			...always.map(({ name }) => name),
			...sometimes.map(({ name }) => `${name}$${mark(name)}`),
		]),
		...command(
			'set values',
			[...always, ...sometimes].map(({ name }) => `$${fresh(name)}`),
		),
	],
);

const setAll = fn(
	'__ssoenv_set_new --no-scope-shadowing',
	['Sets the variables to what the record says.'],
	[
		...always.map(({ name }) => `set -gx ${name} $${fresh(name)}`),
		...sometimes.map(({ name }) => `set -q ${fresh(name)}[1]; and set -gx ${name} $${fresh(name)}`),
	],
);

/** In `use`: notes and sets the values of a record that sets all of `__ssoenv_usual`. */
const setUsual = [
	...command(
		'set -gu __ssoenv_values',
		[...always, ...sometimes].map(({ name }) => `$${fresh(name)}`),
	),
	...[...always, ...sometimes].map(({ name }) => `set -gx ${name} $${fresh(name)}`),
];

const setRenewed = fn(
	'__ssoenv_set_renewed --no-scope-shadowing',
	['Sets the variables that a renewal changes.'],
	renewedNames.map((name) => `set -gx ${name} $${fresh(name)}`),
);

const wordNames = (...wanted: readonly string[]): readonly string[] =>
	words.filter(([word]) => wanted.includes(word)).map(([, index]) => nameOf(index));
/** What the prompt tells of a role. */
const shown = [...keys.map(({ name }) => name), ...words.map(([, index]) => nameOf(index))];

const isOfRole = fn(
	'__ssoenv_is_of_role --no-scope-shadowing',
	['True if the record is of the role that is active.'],
	[
		`builtin test "${wordNames('profile', 'account', 'role')
			.map((name) => `x$${fresh(name)}`)
			.join(' ')}" = "${wordNames('profile', 'account', 'role')
			.map((name) => `x$${name}`)
			.join(' ')}"`,
	],
);
const look = fn(
	'__ssoenv_look --no-scope-shadowing',
	['Sets `made_of` of the caller to what the prompt tells of a role.'],
	[`set made_of "${shown.map((name) => `$${name}`).join(' ')}"`],
);

const inherit = (settingRows: readonly Row[]): readonly string[] =>
	settingRows.flatMap(({ name, label }) =>
		label === undefined
			? []
			: [`set -q ${label}; and builtin test "x$${name}" = "x$${label}"`, `and set -a held ${name}`],
	);

const inheritSettings = fn(
	'__ssoenv_inherit_settings --no-scope-shadowing',
	['Adds to `held` the settings that came with an inherited role: they have the value of their label.'],
	inherit(sometimes),
);

const inheritRare = fn(
	'__ssoenv_inherit_rare --no-scope-shadowing',
	['The same for rare settings, and for their labels.'],
	[...inherit(rareRows), 'for name in $__ssoenv_rare_labels', '    set -qg $name; and set -a held $name', 'end'],
);

const parts = fn(
	'__ssoenv_part --no-scope-shadowing',
	['Sets `part` to the value for a word of SSOENV_PROMPT_FORMAT.'],
	[
		'switch $part',
		...promptWords.flatMap(([word, name]) => [`    case '{${word}}'`, `        set part "$${name}"`]),
		"    case '{left}'",
		'        set part $argv[1]',
		'end',
	],
);

const runForPerson = fn(
	'__ssoenv_run_for_person --no-scope-shadowing',
	[
		'Runs `program`. Where a setting of the role hides what the person had, the program sees that: requests for another profile',
		'follow it. These variables last as long as this function.',
	],
	[
		...rows.flatMap(({ name, label }) =>
			label === undefined ? [] : [`__ssoenv_hides ${name} ${label}; and set -lx ${name} $__ssoenv_was_${name}[2..]`],
		),
		'command $program $argv',
	],
);

const says = (formatted: readonly Format[]): readonly string[] => [
	'switch $argv[1]',
	...formatted.flatMap(({ id, format, holes }) => [
		`    case ${id}${holes.length === 0 ? '' : ` # ${holes.join(', ')}`}`,
		`        builtin printf ${fish(format)} $argv[2..] >&2`,
	]),
	'end',
];

const messages = formats('fish');
/** The one message that is said without the other parts. */
const gone = messages.filter(({ id }) => id === 'layer-gone');
const others = messages.filter(({ id }) => id !== 'layer-gone');

const block = (part: string, lines: readonly string[]): Block => ({
	path: `shell/fish/${part}.fish`,
	begin: `# ${FENCE.begin}`,
	end: `# ${FENCE.end}`,
	lines: lines.join('\n').replace(/^\n/, '').split('\n'),
});

const indented = (indent: string, lines: readonly string[]): readonly string[] => lines.map((line) => indent + line);

export const blocks: readonly Block[] = [
	block(
		'start',
		indented(
			'    ',
			gone.map(({ format }) => `builtin printf ${fish(format)} $file >&2`),
		),
	),
	block('text', fn('__ssoenv_say', ['Says the message ID, with VALUE ... in its holes.'], says(others))),
	block('record', [
		...tables(),
		...withRecord,
		...listHeld,
		...setAll,
		...setRenewed,
		...isOfRole,
		...inheritSettings,
		...inheritRare,
		...fn('__ssoenv_list_names', TOOL_NAMES_ABOUT, [`command sh -c ${fish(TOOL_NAMES)} 2>/dev/null`]),
	]),
	block('program', runForPerson),
	block('prompt', [...look, ...parts]),
	block('directory', [
		'# The first line of the record of a folder.',
		`set -gu __ssoenv_directory_magic ${DIRECTORY_MAGIC}`,
	]),
	block('role', useHead),
	{
		...block(
			'role',
			indented(' '.repeat(16), [
				`case ${valuedOptions.flatMap((name) => (name === 'shell' ? [] : [`--${name}`])).join(' ')}`,
			]),
		),
		// As fish_indent wants it.
		begin: `                    # ${FROM_COMMANDS}`,
		end: `                    # ${FENCE.end}`,
	},
	{
		...block('role', indented(' '.repeat(8), setUsual)),
		begin: '# Generated by scripts/shell-layers from src/core/shell: what most records set',
	},
];
