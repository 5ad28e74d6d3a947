/** The generated parts of the launcher: what a copy must look like, and what is printed from it. */

import { createHash } from 'node:crypto';
import { commands } from '../../src/commands.ts';
import type { RoleCredentials } from '../../src/core/credentials/role-credentials.ts';
import { LAUNCHED } from '../../src/core/machine/starter.ts';
import { activation, exportedCredentials, processDocument } from '../../src/core/shell/activation.ts';
import { DIRECTORY_VARIABLE } from '../../src/core/shell/contract.ts';
import type { Exported } from '../../src/core/shell/exported.ts';
import { furtherFormats } from '../../src/core/shell/further-formats.ts';
import { SOURCE_VARIABLES } from '../../src/core/shell/role-copy.ts';
import { type Format, formatNames, formats, isAwsFormat, render, shellNames } from '../../src/core/shell/syntaxes.ts';
import { CLOCK_NOTE } from '../../src/flows/aws/noted-clock.ts';
import type { Block } from '../generated-parts.ts';
import { formats as messages, record, rows } from './parts.ts';

const PATH = 'shell/launcher/ssoenv.sh';

/**
 * Characters that each syntax writes as they are. A value with any other one, or with a `=` that is not at its end, is
 * left to the program: then no rule of quoting is needed here.
 */
const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@+:,./-';
const FIRST_OF_NAME = PLAIN.replace(/[@+:,./-]/g, '');
const IN_NAME = PLAIN.replace(/[:/]/g, '');

const alternatives = (words: readonly string[]): string => words.join(' | ');

/** The value of a variable in the shell that runs the launcher. */
const inShell = (name: string): string => `\${_ssoenv_${name}}`;

/** What stands for a value in an output, and the variable of the launcher that has the value. */
const marks = new Map<string, string>();

/** Returns a mark for the value of a variable. Marks are plain, so each syntax writes them as they are. */
function stands(name: string): string {
	const mark = `QZ${name.replaceAll('_', 'z')}QZ`;
	marks.set(mark, name);
	return mark;
}

/** A role whose values are marks. */
const END_SECONDS = 1_111_111_111;
const END_TEXT = '2005-03-18T01:58:31';
const credentials: RoleCredentials = {
	accessKeyId: stands('AWS_ACCESS_KEY_ID'),
	secretAccessKey: stands('AWS_SECRET_ACCESS_KEY'),
	sessionToken: stands('AWS_SESSION_TOKEN'),
	expiresAt: END_SECONDS * 1000,
};
const roleWith = (region: string | undefined) => ({
	name: stands('SSOENV_PROFILE'),
	accountId: stands('SSOENV_ACCOUNT_ID'),
	roleName: stands('SSOENV_ROLE_NAME'),
	region,
});
const changesOf = (region: string | undefined) => activation(roleWith(region), credentials, {});

marks.set(END_TEXT, 'end_text').set(String(END_SECONDS), 'SSOENV_EXPIRES');

/** Formats an output as a word in double quotes, with the variables of the shell in the place of the values. */
function asWord(output: string, names: string): string {
	const quoted = output.replace(/[\\$"`]/g, '\\$&');
	const filled = [...marks].reduce((text, [value, name]) => text.replaceAll(value, inShell(name)), quoted);
	return `"${filled.replaceAll(names, inShell('names'))}"`;
}

/** The formats that need nothing but the copy, and change nothing. */
const answered = formatNames.filter((name) => name !== 'github' && name !== 'direnv');

function formatted(format: Format, exported: Exported): string {
	if (isAwsFormat(format)) return formats[format](exported);
	return furtherFormats[format](exported, { profile: '', watched: [], delimiter: '' }).stdout;
}

const REGIONS = [stands('SSOENV_REGION'), undefined];

const namesOf = (region: string | undefined): string =>
	changesOf(region)
		.map(({ name }) => name)
		.join(' ');

/** Makes an output for a role with this region. */
type Maker = (region: string | undefined) => string;

const makers: readonly (readonly [kind: string, make: Maker])[] = [
	...shellNames.map((shell): [string, Maker] => [`use-${shell}`, (region) => render(shell, changesOf(region))]),
	...answered.map((format): [string, Maker] => [
		`export-${format}`,
		(region) =>
			formatted(format, {
				credentials: exportedCredentials(credentials),
				process: processDocument(credentials),
				environment: changesOf(region),
			}),
	]),
];

/** Those that programs and scripts ask for most. A shell reads no further than to what it prints. */
const FIRST = ['export-process', 'export-env', 'use-bash', 'use-zsh', 'use-sh', 'use-fish'];
const inOrder = [
	...FIRST.flatMap((kind) => makers.filter(([name]) => name === kind)),
	...makers.filter(([name]) => !FIRST.includes(name)),
];

/** Prints one kind of output. The texts for a role with a region and without one are often the same. */
function answer([kind, make]: (typeof makers)[number]): readonly string[] {
	const [withRegion = '', without = ''] = REGIONS.map((region) => asWord(make(region), namesOf(region)));
	const print = (word: string) => `_ssoenv_print ${word} "$@"`;
	const body =
		withRegion === without
			? [`\t${print(without)}`]
			: [`\tif [ -n "$_ssoenv_SSOENV_REGION" ]; then ${print(withRegion)}; fi`, `\t${print(without)}`];
	return [`if [ "$_ssoenv_kind" = ${kind} ]; then`, ...body, 'fi'];
}

/** The names of all variables, as the code for some shells lists them twice. */
const nameLists = (): readonly string[] => [
	`if [ -n "$_ssoenv_SSOENV_REGION" ]; then _ssoenv_names='${namesOf(REGIONS[0])}'; fi`,
	`if [ -z "$_ssoenv_SSOENV_REGION" ]; then _ssoenv_names='${namesOf(undefined)}'; fi`,
];

const answers = (): readonly string[] => [
	...inOrder.slice(0, 2).flatMap(answer),
	...nameLists(),
	...inOrder.slice(2).flatMap(answer),
];

/** What `exec` does to the variables. A role without a region leaves those of the person. */
const environment = (): readonly string[] => {
	const changes = changesOf(REGIONS[0]);
	const unset = changes.filter(({ value }) => value === undefined).map(({ name }) => name);
	const set = changes.filter(({ value }) => value !== undefined);
	const value = (name: string, text = '') => asWord(text, '\n').replace(/^"(.*)"$/, `${name}="$1"`);
	const isOfRegion = ({ value: text }: { value: string | undefined }) => text === REGIONS[0];
	return [
		`unset -v ${unset.join(' ')}`,
		...set.filter((one) => !isOfRegion(one)).map(({ name, value: text }) => `export ${value(name, text)}`),
		'if [ -n "$_ssoenv_SSOENV_REGION" ]; then',
		...set.filter(isOfRegion).map(({ name, value: text }) => `\texport ${value(name, text)}`),
		'fi',
	];
};

const read = (variable: string, test = ''): string =>
	`\t\tIFS= read -r _ssoenv_${variable} &&${test === '' ? '' : ` ${test} &&`}`;
const isLine = (text: string): string => `[ "$_ssoenv_line" = ${text} ]`;

/** Reads a copy line by line. Rivals and rare settings are compared, the rest goes into variables. */
const lines = (): readonly string[] => [
	'{',
	read('line', isLine(record.magic)).slice(1),
	...SOURCE_VARIABLES.map((name) => read('line', isLine(`"\${${name}+=$${name}}"`))),
	read('config'),
	read('credentials'),
	...rows.map(({ name, kind, isRare }) => {
		if (kind === 'rival' || (isRare && kind === 'label')) return read('line', '[ -z "$_ssoenv_line" ]');
		return isRare ? read('line', isLine('-')) : read(name);
	}),
	read('line', isLine(record.end)),
	'\t\t! IFS= read -r _ssoenv_line && [ -z "$_ssoenv_line" ]',
	'} 2>/dev/null <"$_ssoenv_copy" || _ssoenv_start "$@"',
];

const usual = rows.filter(({ isRare }) => isRare !== true);
const valued = usual.filter(({ kind, word }) => kind !== 'rival' && kind !== 'setting' && word !== 'region');
const regions = usual.filter(({ kind }) => kind === 'setting');

const valueNames = [...valued.map(({ name }) => name), 'SSOENV_REGION'];
/** Long values, for which a list of all characters takes a tenth of the whole run. What a range means is certain in dash and ash. */
const long = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
const short = valueNames.filter((name) => !long.includes(name));

/** Takes the `=` off each value, and checks that all are plain. */
const values = (): readonly string[] => [
	`case "$_ssoenv_SSOENV_REGION:${regions.map(({ name }) => `$_ssoenv_${name}`).join(':')}" in`,
	`\t:${regions.map(() => '-').join(':')} | "$_ssoenv_SSOENV_REGION${':$_ssoenv_SSOENV_REGION'.repeat(regions.length)}") ;;`,
	'\t*) _ssoenv_start "$@" ;;',
	'esac',
	`case "${valued.map(({ name }) => `$_ssoenv_${name}`).join(' ')} \${_ssoenv_SSOENV_REGION:-=-} " in`,
	`\t${'=[!\\ ]*\\ '.repeat(valued.length + 1)}) ;;`,
	'\t*) _ssoenv_start "$@" ;;',
	'esac',
	...valueNames.map((name) => `_ssoenv_${name}=\${_ssoenv_${name}#=}`),
	`case ${short.map((name) => `$_ssoenv_${name}`).join('')}\${_ssoenv_is_other:+${long.map((name) => `$_ssoenv_${name}`).join('')}} in`,
	`\t*[!=${PLAIN}]*) _ssoenv_start "$@" ;;`,
	'esac',
	`case ${long.map((name) => `$_ssoenv_${name}`).join('')} in`,
	`\t*[!A-Za-z0-9=${PLAIN.replace(/\w/g, '').replace(/^/, '_')}]*) _ssoenv_start "$@" ;;`,
	'esac',
	`case "${valued.map(({ name }) => `$_ssoenv_${name}`).join(' ')} $_ssoenv_SSOENV_REGION " in`,
	'\t=* | *\\ =* | *=[!=\\ ]*) _ssoenv_start "$@" ;;',
	'esac',
];

const rareLabels = rows.filter(({ kind, isRare }) => kind === 'label' && isRare === true);

/** Parts of the frame that follow from tables. */
const words = (): readonly string[] => [
	'# Whether the words are those of a command whose output a shell evaluates.',
	`_ssoenv_is_evaluated() { case \${1-} in ${alternatives(commands.filter(({ isEvaluated }) => isEvaluated === true).map(({ name }) => name))}) ;; *) return 1 ;; esac }`,
	'',
	'# Whether a text may be shown, and stands for itself in a command.',
	`_ssoenv_is_plain() { case $1 in '' | *[!${PLAIN}]*) return 1 ;; esac }`,
	'',
	'# Whether the file of a copy has the name of the profile, and no syntax has to quote it.',
	`_ssoenv_is_name() { case $1 in [!${FIRST_OF_NAME}]* | '' | *[!=${IN_NAME}]* | *=[!=]*) return 1 ;; esac }`,
	'',
	`_ssoenv_is_shell() { case $1 in ${alternatives(shellNames)}) ;; *) return 1 ;; esac }`,
	'',
	'# Whether a setting of an earlier role, which hardly any has, is in the environment.',
	`_ssoenv_has_rare() { [ -n "${[...rareLabels.map(({ name }) => name), DIRECTORY_VARIABLE].map((name) => `\${${name}+x}`).join('')}" ]; }`,
	'',
	'# Whether there is a note that the clock is wrong: then the end of a role is another one. $1: the folder of the caches.',
	`_ssoenv_has_offset() { [ -e "$1/notes/${createHash('sha1').update(CLOCK_NOTE).digest('hex')}.json" ]; }`,
	'',
	'# For the program that this one starts.',
	`_ssoenv_mark() { export ${LAUNCHED}=1; }`,
	'',
	'# What the program says on a terminal.',
	`_ssoenv_greet() { printf '${messages('sh').find(({ id }) => id === 'greeting')?.format ?? ''}' "$@" >&2; }`,
];

const VARIABLES = [
	...['kind', 'name', 'folder', 'copy', 'until', 'clock', 'now', 'end', 'end_text', 'line', 'config', 'credentials'],
	...[
		'names',
		'text',
		'left',
		'where',
		'rest',
		'place',
		'self',
		'hint',
		'was',
		'is_other',
		'node',
		'program',
		'version',
	],
	...usual.filter(({ kind }) => kind !== 'rival').map(({ name }) => name),
];

const block = (name: string, lines: readonly string[]): Block => ({
	path: PATH,
	begin: `# Generated by scripts/shell-layers from src/core/shell: ${name}`,
	end: '# Generated: end',
	lines,
});

export const blocks: readonly Block[] = [
	block('variables', [`unset -v ${VARIABLES.map((name) => `_ssoenv_${name}`).join(' ')}`]),
	block('words', words()),
	block('the copy', [...lines(), ...values()]),
	block(
		'the environment',
		environment().map((line) => `\t${line}`),
	),
	block('the answers', answers()),
];
