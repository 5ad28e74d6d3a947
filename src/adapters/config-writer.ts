/** Changes the config file of all AWS tools: under a lock, whole or not at all, and only what the AWS CLI reads before and after. */
import { accessSync, constants, lstatSync, mkdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Failure } from '../core/failure.ts';
import { failures } from '../core/failures.ts';
import { type SharedConfig, sharedConfig } from '../core/shared-config.ts';
import type { ConfigEdit, ConfigFile, Context } from '../ports.ts';
import { parseAwsIni } from './aws-ini.ts';
import { readRegularFile } from './regular-file.ts';
import { fileReason, systemErrorCode } from './system-error.ts';

const isAbsent = (error: unknown): boolean => systemErrorCode(error) === 'ENOENT';

/** The folder without links, also where it is yet to be made. */
function realFolder(folder: string): string {
	try {
		return realpathSync(folder);
	} catch (error) {
		if (!isAbsent(error) || dirname(folder) === folder) throw error;
		return join(realFolder(dirname(folder)), basename(folder));
	}
}

/** As many links as the system itself would follow. */
const MAX_LINKS = 40;

/** Where the text itself is, or will be: a link to nothing, as of dotfiles that were moved, leads to a file that is made. */
function targetOf(path: string, links = 0): string {
	const real = join(realFolder(dirname(path)), basename(path));
	const entry = lstatSync(real, { throwIfNoEntry: false });
	if (entry?.isSymbolicLink() !== true) return real;
	if (links === MAX_LINKS) throw failures.fileUnusable({ path, reason: 'its links lead in a circle' });
	return targetOf(resolve(dirname(real), readlinkSync(real)), links + 1);
}

interface Kept {
	readonly bytes: Buffer;
	readonly mode: number;
}

/** What is in the file; undefined when there is none. A device or a folder in its place must not be replaced by a file. */
function keptIn(target: string): Kept | undefined {
	const entry = statSync(target, { throwIfNoEntry: false });
	if (entry === undefined) return undefined;
	const unusable = (reason: string) => failures.fileUnusable({ path: target, reason });
	if (!entry.isFile()) throw unusable('it is no regular file');
	// The mode says so to root as well, whom the system would let write.
	if ((entry.mode & 0o222) === 0) throw unusable('it is read-only');
	accessSync(target, constants.W_OK);
	return { bytes: readRegularFile(target) ?? Buffer.alloc(0), mode: entry.mode & 0o7777 };
}

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
			reason: `${problem.what}; the AWS CLI refuses this file`,
		});
	}
	const edited = change(text);
	if (edited === text) return text;
	const { sections, problems } = parseAwsIni(edited);
	const [broken] = problems;
	if (broken !== undefined) {
		throw failures.configNotEditable({ path, reason: `the AWS CLI would refuse it after the change: ${broken.what}` });
	}
	if (/\p{Cs}/u.test(edited) || !isMeant(sharedConfig(sections, []))) {
		throw failures.configNotEditable({ path, reason: 'after the change it would not be read as it was meant' });
	}
	return edited;
}

/** What a failing operation on `path` tells. Failures that are told already pass. */
function telling<Value>(path: string, work: () => Value): Value {
	try {
		return work();
	} catch (error) {
		if (error instanceof Failure || systemErrorCode(error) === undefined) throw error;
		throw failures.fileUnusable({ path, reason: fileReason(error) });
	}
}

function edit(path: string, target: string, change: Change, isMeant: Meaning | undefined): ConfigEdit {
	const kept = telling(path, () => keptIn(target));
	const text = textOf(path, kept?.bytes ?? Buffer.alloc(0));
	const edited = editedText(path, text, change, isMeant);
	if (edited === text) return { path, backup: undefined, hasChanged: false };
	const backup = kept && `${path}.before-ssoenv`;
	telling(path, () => mkdirSync(dirname(target), { recursive: true, mode: 0o700 }));
	if (backup) telling(backup, () => writeFileAtomic.sync(backup, kept.bytes, { mode: kept.mode }));
	telling(path, () => writeFileAtomic.sync(target, edited, { mode: kept?.mode ?? 0o600 }));
	return { path, backup, hasChanged: true };
}

/** @param path as the person knows it, links and all; empty where AWS_CONFIG_FILE says that there is none */
export const configFile = (path: string, alone: Context['alone']): ConfigFile => ({
	path: path === '' ? 'AWS_CONFIG_FILE' : resolve(path),
	read: () =>
		path === '' ? '' : telling(path, () => textOf(path, keptIn(targetOf(resolve(path)))?.bytes ?? Buffer.alloc(0))),
	edit: async (change, isMeant) => {
		if (path === '') throw failures.configNotEditable({ reason: 'AWS_CONFIG_FILE is empty, which stands for no file' });
		const target = telling(path, () => targetOf(resolve(path)));
		const work = async () => edit(resolve(path), target, change, isMeant);
		return alone(target, { ready: () => undefined, work });
	},
});
