/** Which written keys a shell renews, and since when it knows the config files afterwards. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withWritten } from '../../../src/core/config-edit/written-edit.ts';
import { formatPlaces, writtenKey } from '../../../src/core/config-edit/written-note.ts';
import { writtenSections } from '../../../src/core/config-edit/written-section.ts';
import { renewWritten } from '../../../src/flows/config-edit/renew-written.ts';
import { writtenEntry } from '../../../src/flows/config-edit/written-entry.ts';
import { fakeContext } from '../../support/context/context.ts';
import { CONFIG_PATH, credentialsUntil, dev, NOW, ON_DISK, sampleConfig } from '../../support/context/sample.ts';

const HOUR = 3_600_000;
const [, FILE] = ON_DISK.files;
const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };
const old = { ...credentialsUntil(NOW + HOUR), accessKeyId: 'ASIAOLD' };
const newer = credentialsUntil(NOW + 2 * HOUR);

function written(text: string, name: string, profile = 'dev'): string {
	const { facts, values } = writtenEntry({ ...dev, name: profile }, old);
	return withWritten(text, name, facts, values);
}

async function renew(files: Readonly<Record<string, string>>, names: readonly (readonly [string, string])[]) {
	const notes = { [writtenKey('dev')]: formatPlaces(names.map(([file, name]) => ({ file, name }))) };
	const fake = fakeContext({ files, notes });
	const readAt = await renewWritten(dev, newer, loaded, fake.context);
	const keys = (file: string) =>
		writtenSections(fake.files.get(file) ?? '').map(({ name, accessKeyId }) => `${name} ${accessKeyId}`);
	return { ...fake, keys, readAt, note: fake.notes.texts.get(writtenKey('dev')) };
}

test('the noted sections of the profile are renewed in all files, and no other', async () => {
	const text = written(written(written('', 'one'), 'two'), 'of-other', 'other');
	const places = [
		[FILE, 'one'],
		[FILE, 'of-other'],
		['/other', 'one'],
	] as const;
	const { keys, note, stderr, works } = await renew({ [FILE]: text, '/other': text }, places);
	assert.equal(keys(FILE), ['one ASIASSO', 'two ASIAOLD', 'of-other ASIAOLD']);
	assert.equal(keys('/other'), ['one ASIASSO', 'two ASIAOLD', 'of-other ASIAOLD']);
	assert.is(note, formatPlaces([places[0], places[2]].map(([file, name]) => ({ file, name }))));
	assert.equal([stderr, works], [[], []]);
});

test('a copy may have the date of the files, if nothing else in them has changed', async () => {
	const { readAt } = await renew({ [FILE]: written('', 'one') }, [[FILE, 'one']]);
	assert.is(readAt, NOW + 1000);
});

test('sections that are gone are no longer noted, and changed ones are named once', async () => {
	const changed = `${written('', 'one')}output = json\n`;
	const { keys, note, stderr, files } = await renew({ [FILE]: changed }, [
		[FILE, 'one'],
		[FILE, 'gone'],
	]);
	assert.equal(keys(FILE), ['one ASIAOLD']);
	assert.is(note, undefined);
	assert.equal(stderr, [`warning: [one] in ${FILE} is no longer renewed: others have changed it`]);
	assert.is(files.get(FILE), changed);
});

test('a file that cannot be edited is a warning, and is tried again', async () => {
	const text = `${written('', 'one')}\n[twice]\nregion = x\n[twice]\nregion = x\n`;
	const { note, stderr, files } = await renew({ [FILE]: text }, [[FILE, 'one']]);
	assert.match(stderr.join('\n'), /^warning: cannot edit .*; the keys of dev there were not renewed$/);
	assert.is(note, formatPlaces([{ file: FILE, name: 'one' }]));
	assert.is(files.get(FILE), text);
});

test.run();
