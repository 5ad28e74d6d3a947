/** Undoing a sync: what is kept of an edit, when it can be undone, and which edits of others prevent it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withConfigBlock } from '../../../src/core/config-edit/blocks.ts';
import type { Failure } from '../../../src/core/failure/failure.ts';
import {
	type BlockEdit,
	blockChange,
	isUndoable,
	keepMigration,
	keepSync,
	lastEdit,
	undoEdit,
} from '../../../src/flows/sync/sync-history.ts';
import { failureFrom, failureOf } from '../../support/assertions/thrown-failure.ts';
import { fakeContext } from '../../support/context/context.ts';
import { CONFIG_PATH } from '../../support/context/sample.ts';

const LABEL = 'sync corp';
const body = (name: string): string =>
	`[profile ${name}]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = R\n`;
const MINE = '[profile mine]\nregion = x\n';
const withBlockOf = (text: string, name: string | undefined): string =>
	withConfigBlock(text, LABEL, name === undefined ? undefined : body(name));

const contextOf = (text: string) => {
	const fake = fakeContext({ files: { [CONFIG_PATH]: text } });
	return { fake, context: fake.context, text: () => fake.files.get(CONFIG_PATH) };
};

interface Row {
	/** The file when `--undo` runs. */
	readonly now: string;
	/** The profile in the block before the sync, and after it; undefined for no block. */
	readonly before: string | undefined;
	readonly after: string | undefined;
	/** The file after `--undo`, or the failure's code. */
	readonly undone: string;
	readonly byHand?: readonly string[];
}

const added = withBlockOf(MINE, 'a');
const changed = withBlockOf(MINE, 'b');

const rows: Readonly<Record<string, Row>> = {
	'a block that was added is removed': { now: added, before: undefined, after: 'a', undone: MINE },
	'a block that was changed is restored': { now: changed, before: 'a', after: 'b', undone: added },
	'a block that was removed is added again': { now: MINE, before: 'a', after: undefined, undone: added },
	'edits outside the block stay': {
		now: `${added}\n[profile later]\nregion = z\n`,
		before: undefined,
		after: 'a',
		undone: `${MINE}\n[profile later]\nregion = z\n`,
	},
	'a setting added inside the block is removed with it, and reported': {
		now: added.replace('sso_role_name = R\n', 'sso_role_name = R\nregion = y\n'),
		before: undefined,
		after: 'a',
		undone: MINE,
		byHand: ['region of profile "a"'],
	},
	'a section added inside the block prevents the undo': {
		now: added.replace('sso_role_name = R\n', 'sso_role_name = R\n[profile other]\nregion = y\n'),
		before: undefined,
		after: 'a',
		undone: 'config-changed',
	},
	'a comment added inside the block prevents the undo': {
		now: added.replace('sso_role_name = R\n', 'sso_role_name = R\n# mine\n'),
		before: undefined,
		after: 'a',
		undone: 'config-changed',
	},
	'a block that was removed since is not restored': {
		now: MINE,
		before: undefined,
		after: 'a',
		undone: 'config-changed',
	},
	'a block that was added since is not replaced': {
		now: added,
		before: 'b',
		after: undefined,
		undone: 'config-changed',
	},
	'a block that would hide a profile is not added again': {
		now: '[profile "a"]\nregion = x\n',
		before: 'a',
		after: undefined,
		undone: 'config-not-editable',
	},
};

for (const [name, { now, before, after, undone, byHand = [] }] of Object.entries(rows)) {
	test(name, async () => {
		const { context, text } = contextOf(now);
		const block = (of: string | undefined) => (of === undefined ? undefined : body(of));
		await keepSync(CONFIG_PATH, { label: LABEL, before: block(before), after: block(after) }, context);
		assert.ok(isUndoable(CONFIG_PATH, context));
		if (/^[a-z-]+$/.test(undone)) {
			assert.is((await failureFrom(undoEdit(context))).code, undone);
			assert.is(text(), now);
			assert.ok(isUndoable(CONFIG_PATH, context));
			return;
		}
		assert.equal((await undoEdit(context)).byHand.settings, byHand);
		assert.is(text(), undone);
		assert.not.ok(isUndoable(CONFIG_PATH, context));
	});
}

const MIGRATED = '[profile mine]\nregion = new\n';
const piece = { at: MIGRATED.indexOf('new'), before: 'old', after: 'new' };
const migration = { by: 'rename' as const, pieces: [piece], length: MIGRATED.length };

test('the changes of a migration are undone in place', async () => {
	const { context, text } = contextOf(MIGRATED);
	await keepMigration(CONFIG_PATH, migration, context);
	await undoEdit(context);
	assert.is(text(), '[profile mine]\nregion = old\n');
});

for (const now of [`${MIGRATED}output = json\n`, MIGRATED.replace('new', 'own')]) {
	test(`a migration is not undone in a file that has changed since: ${JSON.stringify(now)}`, async () => {
		const { context, text } = contextOf(now);
		await keepMigration(CONFIG_PATH, migration, context);
		assert.is((await failureFrom(undoEdit(context))).code, 'config-changed');
		assert.is(text(), now);
	});
}

test('only the last edit is kept, and each file has its own', async () => {
	const { context } = contextOf(MINE);
	await keepMigration(CONFIG_PATH, { by: undefined, pieces: [], length: 1 }, context);
	await keepSync(CONFIG_PATH, { label: LABEL, before: undefined, after: body('a') }, context);
	assert.equal(lastEdit(CONFIG_PATH, context), { label: LABEL, before: undefined, after: body('a') });
	assert.not.ok(isUndoable('/elsewhere/config', context));
	const failure: Failure = failureOf(() => lastEdit('/elsewhere/config', context));
	assert.is(failure.code, 'nothing-to-undo');
});

for (const [name, text] of Object.entries({ 'a cut-off note': '{"label"', 'a note of another kind': '{"format":1}' })) {
	test(`with ${name} there is nothing to undo`, async () => {
		const { context } = contextOf(MINE);
		await context.files.history.write(`sync of ${CONFIG_PATH}`, text);
		assert.is((await failureFrom(undoEdit(context))).code, 'nothing-to-undo');
	});
}

test('a block is replaced only if it is still the planned one', async () => {
	const { context, text } = contextOf(added);
	const file = await context.files.configFile();
	const replace = (edit: BlockEdit) => file.edit(blockChange(edit, file.path));
	const replaced = await failureFrom(replace({ label: LABEL, before: body('b'), after: body('c') }));
	assert.equal([replaced.code, text()], ['config-changed', added]);
	await replace({ label: LABEL, before: body('a'), after: body('b') });
	assert.is(text(), changed);
});

test.run();
