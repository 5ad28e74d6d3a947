/** `ssoenv allow` and `deny`, and which profile commands without a name take. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run as allow } from '../../../src/commands/directory/allow.ts';
import { run as deny } from '../../../src/commands/directory/deny.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { orOfDirectory } from '../../../src/flows/directory/choice.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, type World } from '../../support/context/context.ts';
import { credentialsUntil, dev, NOW } from '../../support/context/sample.ts';

const FOUND = { folder: '/real/shop', path: '/shop/.ssoenv' };
const WARM = { [roleCredentialsKey(dev)]: formatCacheEntry(credentialsUntil(NOW + 3_600_000), dev.accountId) };

/** @param text of the file */
function folderWith(text: string, world: World = {}) {
	const records = new Map<string, string>();
	const fake = fakeContext({
		credentials: WARM,
		...world,
		directories: {
			find: () => FOUND,
			read: () => text,
			record: (file) => records.get(file),
			keep: (file, record) => records.set(file, record),
		},
	});
	return { ...fake, records };
}

const BY_DEFAULT = { profile: 'default', namedBy: 'default' } as const;

test('allow keeps the record and the copy of the role', async () => {
	const { context, records, kept, stderr, stdout } = folderWith('dev\n# shop\n');
	await allow({ folder: undefined }, context);
	assert.equal([...records], [['%2Freal%2Fshop', 'ssoenv-directory1\nallow\n/real/shop\n=dev\ndev\n# shop\n']]);
	assert.ok(kept.has('roles/dev'));
	assert.equal([stdout, stderr], [[], ['allowed /shop/.ssoenv: dev']]);
	assert.equal(await orOfDirectory(BY_DEFAULT, context), { profile: 'dev', namedBy: '.ssoenv', file: FOUND.path });
});

test('allow refuses a profile that does not exist, and keeps nothing', async () => {
	const { context, records } = folderWith('devv\n');
	const failure = await failureFrom(allow({ folder: undefined }, context));
	assert.is(failure.status, 3);
	assert.equal(failure.hints, ['echo dev > /shop/.ssoenv']);
	assert.is(records.size, 0);
});

test('without a sign-in, allow keeps the record and says what is missing', async () => {
	const { context, records } = folderWith('dev\n', { credentials: {} });
	assert.is((await failureFrom(allow({ folder: undefined }, context))).status, 4);
	assert.is(records.size, 1);
});

test('deny keeps no profile, and then the folder chooses none', async () => {
	const { context, records, stderr } = folderWith('dev\n');
	await deny({ folder: undefined }, context);
	assert.equal([...records.values()], ['ssoenv-directory1\ndeny\n/real/shop\n']);
	assert.equal(stderr, ['denied /shop/.ssoenv']);
	assert.equal(await orOfDirectory(BY_DEFAULT, context), BY_DEFAULT);
});

test('changed content chooses no profile', async () => {
	const { context, records } = folderWith('dev\n');
	records.set('%2Freal%2Fshop', 'ssoenv-directory1\nallow\n/real/shop\n=dev\ndev \n');
	assert.equal(await orOfDirectory(BY_DEFAULT, context), BY_DEFAULT);
});

test('a name, a variable and the active role come before the folder', async () => {
	const { context } = folderWith('dev\n');
	await allow({ folder: undefined }, context);
	for (const namedBy of ['argument', 'AWS_PROFILE', 'SSOENV_PROFILE'] as const) {
		assert.equal(await orOfDirectory({ profile: 'x', namedBy }, context), { profile: 'x', namedBy });
	}
});

test('without a file, both fail', async () => {
	const { context } = fakeContext({});
	assert.is((await failureFrom(allow({ folder: undefined }, context))).code, 'directory-missing');
	assert.is((await failureFrom(deny({ folder: '/x' }, context))).message, 'there is no .ssoenv in /x or above it');
});

test.run();
