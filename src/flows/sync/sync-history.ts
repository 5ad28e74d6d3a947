/** Remembers the last edit of `sync` in a config file, and undoes it. */
import type { SharedConfig } from '../../core/config/shared-config.ts';
import { configBlockOf, withConfigBlock } from '../../core/config-edit/blocks.ts';
import { findHandEdits, type HandEdits, NO_EDITS } from '../../core/config-edit/hand-edits.ts';
import { profileNamesIn } from '../../core/config-edit/sections.ts';
import { parsePieces, piecesJson, type UndoPiece, withoutPieces } from '../../core/config-edit/undo-patch.ts';
import { editFailures, syncFailures } from '../../core/failure/edit-failures.ts';
import { profilesOf } from '../../core/sync/profile-block.ts';
import { formatNote, parseNote } from '../../core/text/note.ts';
import { shellWord } from '../../core/text/quoting.ts';
import type { Ports } from '../../ports/context.ts';
import type { ConfigEdit } from '../../ports/files.ts';

/** A block that replaced another; undefined stands for no block. */
export interface BlockEdit {
	readonly label: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
}

/** A change to any part of the file: the pieces of text that it replaced, and the length of the text after it. */
export interface PiecesEdit {
	/** The command that made it; undefined if an earlier release noted none. */
	readonly by: Editor | undefined;
	readonly pieces: readonly UndoPiece[];
	readonly length: number;
}

const EDITORS = ['sync', 'sync --from', 'remove', 'rename'] as const;

/** A command that edits the config file, and whose last edit can be undone. */
type Editor = (typeof EDITORS)[number];

const keyOf = (path: string): string => `sync of ${path}`;

/**
 * Saves an edit. If that fails, removes the saved one, so that an older edit is never undone in its place. Never fails.
 */
const save = (
	path: string,
	record: Parameters<typeof formatNote>[0],
	{ files: { history } }: Ports<'files'>,
): Promise<void> =>
	history.write(keyOf(path), formatNote(record)).catch(() => void history.remove(history.path(keyOf(path))));

export const keepSync = (path: string, { label, before, after }: BlockEdit, context: Ports<'files'>): Promise<void> =>
	save(path, { label, before: before ?? null, after: after ?? null }, context);

export const keepMigration = (
	path: string,
	{ by, pieces, length }: PiecesEdit,
	context: Ports<'files'>,
): Promise<void> => save(path, { by: by ?? null, pieces: piecesJson(pieces), length }, context);

/** An edit that `--undo` can undo. */
export interface UndoableEdit {
	readonly change: (text: string) => string;
	/** Returns true if the file that was written is read as it was meant. */
	readonly isRead?: (config: SharedConfig) => boolean;
	/** Returns what was edited. Called after the edit. */
	readonly recordOf: () => BlockEdit | PiecesEdit;
}

/**
 * Edits the config file, and saves what undoes the edit. From before the write, no older edit can be undone: else
 * `--undo` would undo that one after a kill.
 * @throws Failure of the edit: then the older edit can be undone as before
 */
export async function editForUndo(
	{ change, isRead, recordOf }: UndoableEdit,
	context: Ports<'files'>,
): Promise<ConfigEdit> {
	const { history } = context.files;
	const file = await context.files.configFile();
	const key = keyOf(file.path);
	const saved = () => history.read(key, () => true);
	let older: string | undefined;
	// The lock of the file is held, and the write follows at once.
	const changeForGood = (text: string) => {
		const after = change(text);
		if (after === text) return text;
		older = saved();
		history.remove(history.path(key));
		return after;
	};
	let done: ConfigEdit;
	try {
		done = await file.edit(changeForGood, isRead);
	} catch (error) {
		// Another program may have saved its own edit since.
		if (older !== undefined && saved() === undefined) await history.write(key, older).catch(() => undefined);
		throw error;
	}
	if (!done.hasChanged) return done;
	const record = recordOf();
	await ('label' in record ? keepSync(done.path, record, context) : keepMigration(done.path, record, context));
	return done;
}

const blockText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Whether the last edit of the file was saved, so that it can be undone. */
export const isUndoable = (path: string, { files: { history } }: Ports<'files'>): boolean =>
	history.read(keyOf(path), () => true) !== undefined;

/** Returns the last edit. @throws Failure `nothing-to-undo` */
export function lastEdit(path: string, { files: { history } }: Ports<'files'>): BlockEdit | PiecesEdit {
	const record = parseNote(history.read(keyOf(path), (text) => parseNote(text) !== undefined) ?? '');
	const pieces = parsePieces(record?.pieces);
	if (pieces !== undefined && typeof record?.length === 'number') {
		return { by: EDITORS.find((editor) => editor === record.by), pieces, length: record.length };
	}
	const label = blockText(record?.label);
	if (record === undefined || label === undefined) throw syncFailures.nothingToUndo({ path });
	return { label, before: blockText(record.before), after: blockText(record.after) };
}

/** Refuses a block if a section outside of it has the same name, perhaps in quotes: one would hide the other. */
function refuseHiding(text: string, { label, after }: BlockEdit): void {
	const others = profileNamesIn(withConfigBlock(text, label, undefined));
	const hiding = profilesOf(after ?? '').find(({ name }) => others.has(name));
	if (hiding === undefined) return;
	throw editFailures.configNotEditable({
		reason: `profile "${hiding.name}" also exists outside the block "${label}"`,
	});
}

/**
 * Returns a change that replaces the block `before` with `after`. It throws Failure `config-changed` if another block is
 * there by now, and `config-not-editable` if `after` would hide a profile.
 * @param path of the config file
 */
export const blockChange =
	({ label, before, after }: BlockEdit, path: string) =>
	(current: string): string => {
		if (configBlockOf(current, label) !== before) throw editFailures.configChanged({ path, label });
		refuseHiding(current, { label, before, after });
		return withConfigBlock(current, label, after);
	};

export interface Undone extends ConfigEdit {
	/** Settings that others added to the block, which are lost now. */
	readonly byHand: HandEdits;
	/** The command whose edit it was; undefined if an earlier release noted none. */
	readonly by: Editor | undefined;
}

/** Undoes a block even if settings were added to it, as by `aws configure set`. Any other change stops it. */
async function undoBlock(path: string, { label, before, after }: BlockEdit, context: Ports<'files'>): Promise<Undone> {
	const file = await context.files.configFile();
	const current = configBlockOf(file.read(), label);
	const byHand = current === undefined || after === undefined ? NO_EDITS : findHandEdits(current, after);
	const hasAppearedOrGone = (current === undefined) !== (after === undefined);
	if (hasAppearedOrGone || byHand.sections.length > 0 || byHand.comments.length > 0) {
		throw editFailures.configChanged({ path, label });
	}
	const change = blockChange({ label, before: current, after: before }, path);
	return { ...(await file.edit(change)), byHand, by: 'sync' };
}

async function undoPieces({ by, pieces, length }: PiecesEdit, context: Ports<'files'>): Promise<Undone> {
	const file = await context.files.configFile();
	const edit = await file.edit((current) => {
		const text = withoutPieces(current, pieces, length);
		if (text === undefined) throw editFailures.configChanged({ path: file.path, label: undefined, isUndo: true });
		return text;
	});
	return { ...edit, byHand: NO_EDITS, by };
}

/** Says what was undone, and where the file as it was before is. */
export function undoneText({ path, backup, by }: Undone): string {
	const what = by === undefined ? 'the last change to' : `ssoenv ${by} in`;
	return `undid ${what} ${path}${backup === undefined ? '' : `; backup: ${shellWord(backup)}`}`;
}

/** Undoes the last edit. @throws Failure `nothing-to-undo`, `config-changed` */
export async function undoEdit(context: Ports<'files'>): Promise<Undone> {
	const { path } = await context.files.configFile();
	const last = lastEdit(path, context);
	const undone = 'label' in last ? await undoBlock(path, last, context) : await undoPieces(last, context);
	context.files.history.remove(context.files.history.path(keyOf(path)));
	return undone;
}
