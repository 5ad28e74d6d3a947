/** Takes the keys that `write` has put into credentials files out again. */

import { withoutWritten } from '../../core/config-edit/written-edit.ts';
import { ownerOfSection, type WrittenSection, writtenSections } from '../../core/config-edit/written-section.ts';
import { Failure } from '../../core/failure/failure.ts';
import { writeFailures } from '../../core/failure/write-failures.ts';
import type { Ports } from '../../ports/context.ts';
import type { NotRemoved } from '../../ports/files.ts';
import { notedFiles } from './written-places.ts';

/**
 * Takes out the keys of the sign-ins that end, and those of sign-ins that have no token any more.
 * @param isEnded whether the sign-in with this token key ends; undefined if all end, also keys without a sign-in
 */
export async function forgetWritten(
	isEnded: ((key: string) => boolean) | undefined,
	context: Ports<'files'>,
): Promise<readonly NotRemoved[]> {
	const isOver = ({ signIn }: WrittenSection): boolean => {
		if (isEnded === undefined || signIn === undefined) return isEnded === undefined;
		return isEnded(signIn) || context.files.accessTokens.read(signIn, () => true) === undefined;
	};
	const current = await context.files.credentialsFile();
	const noted = notedFiles(context);
	const remains: NotRemoved[] = [];
	for (const path of new Set([current.path, ...noted])) {
		try {
			const file = path === current.path ? current : await context.files.credentialsFile(path);
			// A killed writer may have left keys beside a file in which there are none.
			if (!noted.includes(path) && !writtenSections(file.read()).some(isOver)) continue;
			await file.takeOut((text) => withoutWritten(text, isOver));
		} catch (error) {
			if (!(error instanceof Failure)) throw error;
			remains.push({ path: `the keys in ${path}`, reason: error.message });
		}
	}
	return remains;
}

/**
 * Takes out the sections of these names; all, if no name is given.
 * @throws Failure `section-not-written`
 */
export async function removeWritten(names: readonly string[], context: Ports<'terminal' | 'files'>): Promise<void> {
	const file = await context.files.credentialsFile();
	const text = file.read();
	const written = writtenSections(text);
	for (const name of names) {
		if (written.some((section) => section.name === name)) continue;
		const isThere = ownerOfSection(text, name) !== 'absent';
		const others = written.map((section) => section.name);
		throw writeFailures.sectionNotWritten({ name, path: file.path, isThere, written: others });
	}
	const removed = new Map<string, WrittenSection>();
	await file.takeOut((now) =>
		withoutWritten(now, (section) => {
			const isMeant = names.length === 0 || names.includes(section.name);
			if (isMeant) removed.set(section.name, section);
			return isMeant;
		}),
	);
	for (const { name, isIntact } of removed.values()) {
		const rest = isIntact ? '' : '; what others have added to it stays';
		context.terminal.say(`removed the keys of [${name}] from ${file.path}${rest}`);
	}
	if (removed.size === 0) context.terminal.say(`${file.path} has no keys from ssoenv`);
}
