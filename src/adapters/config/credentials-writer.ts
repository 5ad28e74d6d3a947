/**
 * Edits the credentials file that all AWS tools share: under a lock, atomically, and without a copy that would keep
 * secrets.
 */
import { lstatSync, readdirSync, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Sections, sharedConfig } from '../../core/config/shared-config.ts';
import { editFailures } from '../../core/failure/edit-failures.ts';
import type { Context } from '../../ports/context.ts';
import type { CredentialsEdit, CredentialsFile } from '../../ports/credentials-file.ts';
import { makeFolder } from '../files/folders.ts';
import { type PersonalFile, personalFile } from '../files/personal-file.ts';
import { withFileFailure } from '../files/private-file.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { removeAbandoned, writeWholeFile } from '../files/whole-file.ts';
import { sleep } from '../machine/pause.ts';
import { parseAwsIni } from './aws-ini.ts';
import { editedText } from './config-writer.ts';

const MODES = { file: 0o600, folder: 0o700 };

type Change = (text: string) => string;

/** Other tools write the file in place, so for a moment it is empty or half written. */
const QUIET_MS = 100;
const MOST_LOOKS = 20;

/** Reads the file for an edit, once nobody has changed it for a moment. @throws Failure of `personalFile` */
async function quietFile(path: string): Promise<PersonalFile> {
	for (let looks = 1; ; looks += 1) {
		const file = personalFile(path);
		const age = file.bytes === undefined ? QUIET_MS : Date.now() - (changeOf(file.target) ?? 0);
		if (age < 0 || age >= QUIET_MS || looks === MOST_LOOKS) return file;
		await sleep(QUIET_MS - age);
	}
}

const changeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mtimeMs;

/** The text of a file, and how to write it back: a file that is not UTF-8 is read byte by byte. */
interface Decoded {
	readonly text: string;
	readonly encoding: 'utf8' | 'latin1';
}

function decode(bytes: Buffer): Decoded {
	const text = bytes.toString('utf8');
	const encoding = Buffer.from(text, 'utf8').equals(bytes) ? 'utf8' : 'latin1';
	return { text: encoding === 'utf8' ? text : bytes.toString('latin1'), encoding };
}

/** @throws Failure `config-not-editable` */
function refuseUndecodable(path: string, { encoding }: Decoded): void {
	if (encoding === 'latin1')
		throw editFailures.configNotEditable({ path, reason: 'it contains bytes that are not UTF-8' });
}

/** Windows has no such modes. */
const isOpen = ({ mode = 0 }: PersonalFile): boolean => process.platform !== 'win32' && (mode & 0o077) !== 0;

/**
 * Removes what killed writers left: under the lock no other one runs, and the secrets of the whole file are in there.
 */
function removeLeftovers(target: string): void {
	const prefix = `${basename(target)}.ssoenv-`;
	for (const name of readdirSync(dirname(target))) {
		if (!name.startsWith(prefix) || !/^[\da-f]{20}$/.test(name.slice(prefix.length))) continue;
		const path = join(dirname(target), name);
		if (lstatSync(path).isFile()) unlinkSync(path);
	}
}

function replace(path: string, file: PersonalFile, bytes: Buffer): CredentialsEdit {
	const { target } = file;
	withFileFailure(path, () => {
		makeFolder(dirname(target), MODES.folder);
		// The folder may be new, so check it again.
		personalFile(path);
		removeAbandoned(dirname(target), Date.now());
		removeLeftovers(target);
		// A link stays a link.
		if (bytes.length === 0 && resolve(path) === target) unlinkSync(target);
		else writeWholeFile(target, bytes, MODES.file);
	});
	return { hasChanged: true, wasOpen: isOpen(file) };
}

const UNCHANGED: CredentialsEdit = { hasChanged: false, wasOpen: false };

async function edit(path: string, change: Change, isMeant: (profiles: Sections) => boolean): Promise<CredentialsEdit> {
	const file = await quietFile(path);
	const old = decode(file.bytes ?? Buffer.alloc(0));
	refuseUndecodable(path, old);
	const edited = editedText(path, old.text, change);
	if (edited === old.text && !isOpen(file)) return UNCHANGED;
	if (!isMeant(sharedConfig([], parseAwsIni(edited).sections).profiles)) {
		throw editFailures.configNotEditable({ path, reason: 'after this change AWS tools would misread it' });
	}
	return replace(path, file, Buffer.from(edited, 'utf8'));
}

async function takeOut(path: string, change: Change): Promise<CredentialsEdit> {
	const file = await quietFile(path);
	if (file.bytes === undefined) return UNCHANGED;
	withFileFailure(path, () => removeLeftovers(file.target));
	const { text, encoding } = decode(file.bytes);
	const edited = change(text);
	return edited === text ? UNCHANGED : replace(path, file, Buffer.from(edited, encoding));
}

/**
 * Returns the credentials file, ready to edit.
 * @param path as the person knows it, with its links; empty if AWS_SHARED_CREDENTIALS_FILE is empty
 */
export function credentialsFile(path: string, singleFlight: Context['machine']['singleFlight']): CredentialsFile {
	const absolute = path === '' ? '' : resolve(path);
	const underLock = async (work: () => Promise<CredentialsEdit>): Promise<CredentialsEdit> => {
		if (path === '') {
			const reason = 'AWS_SHARED_CREDENTIALS_FILE is empty, so there is no credentials file';
			throw editFailures.configNotEditable({ path: 'the credentials file', reason });
		}
		return singleFlight(personalFile(absolute).target, { ready: () => undefined, work });
	};
	return {
		path: path === '' ? 'AWS_SHARED_CREDENTIALS_FILE' : absolute,
		read: () =>
			path === '' ? '' : withFileFailure(absolute, () => decode(readRegularFile(absolute) ?? Buffer.alloc(0)).text),
		changedAt: () => Math.ceil(Math.max(changeOf(absolute) ?? 0, changeOf(dirname(absolute)) ?? 0)),
		edit: (change, isMeant) => underLock(() => edit(absolute, change, isMeant)),
		takeOut: (change) => underLock(() => takeOut(absolute, change)),
	};
}
