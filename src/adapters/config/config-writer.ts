/**
 * Edits the config file that all AWS tools share: under a lock, atomically, and only if the AWS CLI accepts the text
 * before and after the change.
 */
import { resolve } from 'node:path';
import { type SharedConfig, sharedConfig } from '../../core/config/shared-config.ts';
import { editFailures } from '../../core/failure/edit-failures.ts';
import type { Context } from '../../ports/context.ts';
import type { ConfigEdit, ConfigFile } from '../../ports/files.ts';
import { personalFile, replacePersonalFile } from '../files/personal-file.ts';
import { withFileFailure } from '../files/private-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { parseAwsIni } from './aws-ini.ts';

function textOf(path: string, bytes: Buffer): string {
	const text = bytes.toString('utf8');
	const encoded = Buffer.from(text, 'utf8');
	if (encoded.equals(bytes)) return text;
	const firstDifference = encoded.findIndex((byte, at) => byte !== bytes[at]);
	const line = encoded.toString('latin1', 0, firstDifference).split(/\r\n|\r|\n/).length;
	throw editFailures.configNotEditable({ path, line, reason: 'it contains bytes that are not UTF-8' });
}

type Change = (text: string) => string;
type Meaning = (config: SharedConfig) => boolean;

/**
 * Returns the text after the change; the same string if the change has no effect.
 * @param isMeant whether the result reads as intended
 * @throws Failure `config-not-editable` if the AWS CLI refuses the text before or after the change, or if `isMeant` is
 * false
 */
export function editedText(path: string, text: string, change: Change, isMeant: Meaning = () => true): string {
	const [problem] = parseAwsIni(text).problems;
	if (problem !== undefined) {
		throw editFailures.configNotEditable({
			path,
			line: problem.line,
			reason: `${problem.what}; the AWS CLI cannot read this file`,
		});
	}
	const edited = change(text);
	if (edited === text) return text;
	const { sections, problems } = parseAwsIni(edited);
	const [newProblem] = problems;
	if (newProblem !== undefined) {
		throw editFailures.configNotEditable({
			path,
			reason: `after this change the AWS CLI could not read it: ${newProblem.what}`,
		});
	}
	if (/\p{Cs}/u.test(edited) || !isMeant(sharedConfig(sections, []))) {
		throw editFailures.configNotEditable({ path, reason: 'after this change AWS tools would misread it' });
	}
	return edited;
}

/** The modes that the AWS CLI uses. */
const MODES = { file: 0o600, folder: 0o700 };

function edit(path: string, change: Change, isMeant: Meaning | undefined): ConfigEdit {
	const file = personalFile(path);
	const text = textOf(path, file.bytes ?? Buffer.alloc(0));
	const edited = editedText(path, text, change, isMeant);
	if (edited === text) return { path, backup: undefined, hasChanged: false };
	return { path, backup: replacePersonalFile(path, file, edited, MODES), hasChanged: true };
}

/**
 * Returns the config file, ready to edit.
 * @param path as the person knows it, with its links; empty if AWS_CONFIG_FILE is empty
 */
export const configFile = (path: string, singleFlight: Context['machine']['singleFlight']): ConfigFile => ({
	path: path === '' ? 'AWS_CONFIG_FILE' : resolve(path),
	read: () =>
		path === '' ? '' : withFileFailure(path, () => textOf(path, readRegularFile(resolve(path)) ?? Buffer.alloc(0))),
	edit: async (change, isMeant) => {
		if (path === '')
			throw editFailures.configNotEditable({ reason: 'AWS_CONFIG_FILE is empty, so there is no config file' });
		const work = async () => edit(resolve(path), change, isMeant);
		return singleFlight(personalFile(path).target, { ready: () => undefined, work });
	},
});
