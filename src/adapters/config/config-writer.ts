/** Changes the config file of all AWS tools: under a lock, whole or not at all, and only what the AWS CLI reads before and after. */
import { resolve } from 'node:path';
import { type SharedConfig, sharedConfig } from '../../core/config/shared-config.ts';
import { failures } from '../../core/failure/failures.ts';
import type { Context } from '../../ports/context.ts';
import type { ConfigEdit, ConfigFile } from '../../ports/files.ts';
import { personalFile, replacePersonalFile } from '../files/personal-file.ts';
import { withFileFailure } from '../files/private-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { parseAwsIni } from './aws-ini.ts';

function textOf(path: string, bytes: Buffer): string {
	const text = bytes.toString('utf8');
	const again = Buffer.from(text, 'utf8');
	if (again.equals(bytes)) return text;
	const until = again.findIndex((byte, at) => byte !== bytes[at]);
	const line = again.toString('latin1', 0, until).split(/\r\n|\r|\n/).length;
	throw failures.configNotEditable({ path, line, reason: 'bytes that are not UTF-8' });
}

type Change = (text: string) => string;
type Meaning = (config: SharedConfig) => boolean;

/**
 * The text after the change; the very text when the change makes none.
 * @throws Failure `config-not-editable` for what the AWS CLI refuses, before or after, and for a result that is not what was meant
 */
export function editedText(path: string, text: string, change: Change, isMeant: Meaning = () => true): string {
	const [problem] = parseAwsIni(text).problems;
	if (problem !== undefined) {
		throw failures.configNotEditable({
			path,
			line: problem.line,
			reason: `${problem.what}; the AWS CLI cannot read this file`,
		});
	}
	const edited = change(text);
	if (edited === text) return text;
	const { sections, problems } = parseAwsIni(edited);
	const [broken] = problems;
	if (broken !== undefined) {
		throw failures.configNotEditable({
			path,
			reason: `after this change the AWS CLI could not read it: ${broken.what}`,
		});
	}
	if (/\p{Cs}/u.test(edited) || !isMeant(sharedConfig(sections, []))) {
		throw failures.configNotEditable({ path, reason: 'after this change AWS tools would misread it' });
	}
	return edited;
}

/** As the AWS CLI makes them. */
const MODES = { file: 0o600, folder: 0o700 };

function edit(path: string, change: Change, isMeant: Meaning | undefined): ConfigEdit {
	const file = personalFile(path);
	const text = textOf(path, file.bytes ?? Buffer.alloc(0));
	const edited = editedText(path, text, change, isMeant);
	if (edited === text) return { path, backup: undefined, hasChanged: false };
	return { path, backup: replacePersonalFile(path, file, edited, MODES), hasChanged: true };
}

/** @param path as the person knows it, links and all; empty where AWS_CONFIG_FILE says that there is none */
export const configFile = (path: string, alone: Context['machine']['singleFlight']): ConfigFile => ({
	path: path === '' ? 'AWS_CONFIG_FILE' : resolve(path),
	read: () =>
		path === '' ? '' : withFileFailure(path, () => textOf(path, readRegularFile(resolve(path)) ?? Buffer.alloc(0))),
	edit: async (change, isMeant) => {
		if (path === '')
			throw failures.configNotEditable({ reason: 'AWS_CONFIG_FILE is empty, so there is no config file' });
		const work = async () => edit(resolve(path), change, isMeant);
		return alone(personalFile(path).target, { ready: () => undefined, work });
	},
});
