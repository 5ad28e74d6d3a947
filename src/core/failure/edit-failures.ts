/** The failures of edits of the config file, and those of `sync`. Only what edits loads them. */
import { shellWord } from '../text/quoting.ts';
import { list, row } from './failure.ts';

export const editFailures = {
	answersMissing: row('answers-missing', 2, (f: { missing: readonly string[] }) => ({
		message: `without a terminal, configure needs ${list(f.missing)}`,
		hints: ['ssoenv configure --help'],
	})),

	configChanged: row('config-changed', 3, (f: { path: string; label: string | undefined; isUndo?: boolean }) => ({
		message: `${f.label === undefined ? f.path : `the block "${f.label}" of ${f.path}`} has changed in the meantime, so nothing was written`,
		hints: [
			f.isUndo === true
				? `compare it with ${f.path}.before-ssoenv, the file before the last change of ssoenv`
				: 'ssoenv sync --dry-run',
		],
	})),

	configNotEditable: row('config-not-editable', 3, (f: { path?: string; line?: number; reason: string }) => ({
		message: `cannot edit ${f.path ?? 'the config file'}${f.line === undefined ? '' : ` at line ${f.line}`}: ${f.reason}`,
	})),

	configBlockDamaged: row('config-block-damaged', 3, (f: { label: string; line: number; problem: string }) => ({
		message: `the block "${f.label}" in the config file is damaged: ${f.problem} (line ${f.line})`,
		hints: [
			`edit the file so that it has one block, from "# >>> ssoenv ${f.label} >>>" to "# <<< ssoenv ${f.label} <<<"`,
		],
	})),
};

/** An example for each option that takes a template. */
const EXAMPLES = {
	template: "ssoenv sync --template '{account_name}-{role_name}'",
	'template-regions': "ssoenv sync --template '{account_name}-{role_name}.{region}'",
	single: "ssoenv sync --single '{account_name}'",
	'single-regions': "ssoenv sync --single '{account_name}.{region}'",
	comment: "ssoenv sync --comment '{account_email}'",
} as const;

export const syncFailures = {
	templateInvalid: row(
		'template-invalid',
		2,
		(f: {
			option: 'template' | 'single' | 'comment';
			example: keyof typeof EXAMPLES;
			template: string;
			problem: string;
			holes: readonly string[];
			filters: readonly string[];
		}) => ({
			message: `invalid --${f.option} ${shellWord(f.template)}: ${f.problem}`,
			hints: [
				EXAMPLES[f.example],
				`it can contain ${list(f.holes.map((hole) => `{${hole}}`))}; filters: ${list(f.filters.map((filter) => `|${filter}`))}`,
			],
		}),
	),

	settingRefused: row('setting-refused', 2, (f: { setting: string; problem: string; hint: string | undefined }) => ({
		message: `invalid --set ${shellWord(f.setting)}: ${f.problem}`,
		hints: [f.hint ?? 'ssoenv sync --set output=json'],
	})),

	patternRefused: row('pattern-refused', 2, (f: { option: string; pattern: string }) => ({
		message: `invalid --${f.option} ${shellWord(f.pattern)}: it has characters that cannot be shown`,
		hints: [`ssoenv sync --${f.option} '*/ReadOnly'`],
	})),

	namesInvalid: row('names-invalid', 3, (f: { path: string; line: number; problem: string }) => ({
		message: `line ${f.line} of ${f.path}: ${f.problem}`,
		hints: ['each line is ACCOUNT_ID = NAME, such as 111111111111 = dev; # begins a comment'],
	})),

	namesUnreadable: row('names-unreadable', 3, (f: { path: string }) => ({
		message: `cannot read the names file ${f.path}: no such file`,
		hints: ['ssoenv sync --names FILE', "ssoenv sync --names '' forgets it"],
	})),

	nothingToUndo: row('nothing-to-undo', 2, (f: { path: string }) => ({
		message: `there is no change to ${f.path} to undo: only the last one of sync, remove or rename can be undone`,
	})),

	toolConfigUnreadable: row('tool-config-unreadable', 3, (f: { path: string; reason: string }) => ({
		message: `cannot read ${f.path}: ${f.reason}`,
	})),

	syncNeedsSession: row('sync-needs-session', 3, (f: { misread: readonly string[] }) => ({
		message: 'sync needs an sso-session, and this sign-in does not use one',
		hints: [...f.misread, 'ssoenv configure'],
	})),
};
