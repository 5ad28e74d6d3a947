/** Work that is under way when somebody signs out: nothing of what it brings is kept. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run as shellRole } from '../../../src/commands/shell/shell-role.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { formatRoleNote, roleNoteKey } from '../../../src/core/credentials/role-note.ts';
import { credentialsFor } from '../../../src/flows/credentials/credentials-for.ts';
import { accessTokenFor } from '../../../src/flows/sign-in/access-token-for.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { signOut } from '../../../src/flows/sign-in/sign-out.ts';
import type { FileCache, ShellCopies } from '../../../src/ports/files.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext } from '../../support/context/context.ts';
import { contextWith } from '../../support/context/context-with.ts';
import {
	CONFIG_PATH,
	credentialsUntil,
	dev,
	NOW,
	ON_DISK,
	renewable,
	sampleConfig,
	tokenText,
} from '../../support/context/sample.ts';
import { granted } from '../../support/context/scripted-portal.ts';

const KEY = roleCredentialsKey(dev);
const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };
const fresh = credentialsUntil(NOW + 3_600_000);
const TOLD = ['sso-session "corp": signed out in the meantime', 'ssoenv login --sso-session corp'];

/** While AWS makes up its answer, that happens. */
function asking(meanwhile: (fake: FakeContext) => void): FakeContext {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText() },
		portal: {
			logout: granted({}),
			getRoleCredentials: () => {
				meanwhile(fake);
				return granted(fresh);
			},
		},
	});
	return fake;
}

const mark = ({ notes }: FakeContext): void => {
	notes.texts.set('signed out corp', '{"format": 1, "at": 5}');
};

const endings: Readonly<Record<string, (fake: FakeContext) => void>> = {
	'with whatever tool': ({ accessTokens }) => accessTokens.texts.delete('corp'),
	'and in again': (fake) => {
		mark(fake);
		fake.accessTokens.texts.set('corp', tokenText({ accessToken: 'aoaNEXT' }));
	},
};

for (const [name, meanwhile] of Object.entries(endings)) {
	test(`somebody signs out ${name} while AWS is asked for a role: nothing is kept, and it is said`, async () => {
		const fake = asking(meanwhile);
		assert.equal(toldBy(await failureFrom(credentialsFor(dev, loaded, fake.context))), TOLD);
		assert.is(fake.roleCredentials.texts.size, 0);
		assert.not.ok(fake.roleCredentials.calls.includes(`write ${KEY}`));
	});
}

test('somebody signs out between the look and the writing: what was written is taken back', async () => {
	const fake = asking(() => undefined);
	const { roleCredentials } = fake;
	const write: FileCache['write'] = async (key, text) => {
		// It is over before there is anything to be found.
		await signOut(signInOf(dev, loaded), fake.context);
		await roleCredentials.write(key, text);
	};
	const context = contextWith(fake.context, { files: { roleCredentials: { ...roleCredentials, write } } });
	assert.equal(toldBy(await failureFrom(credentialsFor(dev, loaded, context))), TOLD);
	assert.ok(roleCredentials.calls.includes(`write ${KEY}`));
	assert.is(roleCredentials.texts.size, 0);
});

test('a refresh in the meantime is no sign-out', async () => {
	const fake = asking(({ accessTokens }) => accessTokens.texts.set('corp', tokenText({ accessToken: 'aoaNEXT' })));
	assert.equal(await credentialsFor(dev, loaded, fake.context), fresh);
	assert.is(fake.roleCredentials.texts.get(KEY), formatCacheEntry(fresh, dev.accountId));
});

test('an earlier sign-out is none of this one', async () => {
	const fake = asking(() => undefined);
	mark(fake);
	assert.equal(await credentialsFor(dev, loaded, fake.context), fresh);
	assert.is(fake.roleCredentials.texts.size, 1);
});

test('who waits for the lock of a refresh while somebody signs out does not bring the token back', async () => {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText({ ...renewable, expiresAt: '2026-11-21T09:00:00Z' }) },
		meanwhile: () => fake.accessTokens.texts.delete('corp'),
	});
	assert.equal(toldBy(await failureFrom(accessTokenFor(signInOf(dev, loaded), fake.context))), TOLD);
	assert.equal([fake.oidc.calls, fake.accessTokens.texts.size], [[], 0]);
});

test('who asks for a refresh while another tool signs out does not bring the token back', async () => {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText({ ...renewable, expiresAt: '2026-11-21T09:00:00Z' }) },
		oidc: {
			createToken: () => {
				fake.accessTokens.texts.delete('corp');
				return granted({ accessToken: 'aoaNEW', expiresAt: NOW + 3_600_000, refreshToken: 'aorNEW' });
			},
		},
	});
	assert.equal(toldBy(await failureFrom(accessTokenFor(signInOf(dev, loaded), fake.context))), TOLD);
	assert.is(fake.oidc.calls.length, 1);
	assert.is(fake.accessTokens.texts.size, 0);
});

test('whose an entry is, is noted before it is there, and only once', async () => {
	const fake = asking(() => undefined);
	const { roleCredentials, notes } = fake;
	const noted: unknown[] = [];
	const write = async () => void noted.push(notes.texts.get(roleNoteKey(dev)));
	const context = contextWith(fake.context, { files: { roleCredentials: { ...roleCredentials, write } } });
	await credentialsFor(dev, loaded, context);
	await credentialsFor(dev, loaded, context);
	assert.equal(noted, [formatRoleNote(dev), formatRoleNote(dev)]);
	assert.equal(
		notes.calls.filter((call) => call.startsWith('write')),
		[`write ${roleNoteKey(dev)}`],
	);
});

test('fresh credentials are used without a look at the notes', async () => {
	const fake = fakeContext({ credentials: { [KEY]: formatCacheEntry(fresh, dev.accountId) } });
	await credentialsFor(dev, loaded, fake.context);
	assert.equal(fake.notes.calls, []);
});

for (const isSignedOut of [true, false]) {
	test(`a copy for the shells that is written ${isSignedOut ? 'after' : 'before'} a sign-out: kept ${!isSignedOut}`, async () => {
		const fake = fakeContext({ credentials: { [KEY]: formatCacheEntry(fresh, dev.accountId) } });
		const { shellCopies } = fake.context.files;
		const keep: ShellCopies['keep'] = async (name, text, readAt) => {
			if (isSignedOut) mark(fake);
			await shellCopies.keep(name, text, readAt);
		};
		const context = contextWith(fake.context, { files: { shellCopies: { ...shellCopies, keep } } });
		const words = { account: undefined, role: undefined, region: undefined, 'sso-session': undefined };
		const flags = { login: false, 'no-login': true };
		await shellRole({ profile: 'dev', shell: 'bash', ...words, ...flags }, context);
		assert.equal([...fake.kept.keys()].includes('roles/dev'), !isSignedOut);
		assert.ok(fake.kept.has('names'));
	});
}

test.run();
