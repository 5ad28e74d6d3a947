/** A sign-out while other work is under way: nothing that the work fetches is kept. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run as shellRole } from '../../../src/commands/shell/shell-role.ts';
import { formatRoleNote, roleNoteKey } from '../../../src/core/credentials/cache-entry-origin.ts';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { CLOCK_NOTE } from '../../../src/flows/aws/noted-clock.ts';
import { credentialsFor } from '../../../src/flows/credentials/credentials-for.ts';
import { accessTokenFor } from '../../../src/flows/sign-in/access-token-for.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { signOut } from '../../../src/flows/sign-out/sign-out.ts';
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

/** Returns a fake that runs `meanwhile` while AWS answers GetRoleCredentials. */
function fakeDuringRequest(meanwhile: (fake: FakeContext) => void): FakeContext {
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
	'with any tool': ({ accessTokens }) => accessTokens.texts.delete('corp'),
	'and signs in again': (fake) => {
		mark(fake);
		fake.accessTokens.texts.set('corp', tokenText({ accessToken: 'aoaNEXT' }));
	},
};

for (const [name, meanwhile] of Object.entries(endings)) {
	test(`someone signs out ${name} during a request for role credentials: nothing is kept, and the failure says why`, async () => {
		const fake = fakeDuringRequest(meanwhile);
		assert.equal(toldBy(await failureFrom(credentialsFor(dev, loaded, fake.context))), TOLD);
		assert.is(fake.roleCredentials.texts.size, 0);
		assert.not.ok(fake.roleCredentials.calls.includes(`write ${KEY}`));
	});
}

test('credentials that were written just after a sign-out are removed again', async () => {
	const fake = fakeDuringRequest(() => undefined);
	const { roleCredentials } = fake;
	const write: FileCache['write'] = async (key, text) => {
		// The sign-out ends before there is an entry to remove.
		await signOut(signInOf(dev, loaded), fake.context);
		await roleCredentials.write(key, text);
	};
	const context = contextWith(fake.context, { files: { roleCredentials: { ...roleCredentials, write } } });
	assert.equal(toldBy(await failureFrom(credentialsFor(dev, loaded, context))), TOLD);
	assert.ok(roleCredentials.calls.includes(`write ${KEY}`));
	assert.is(roleCredentials.texts.size, 0);
});

test('a refreshed token is not a sign-out', async () => {
	const fake = fakeDuringRequest(({ accessTokens }) =>
		accessTokens.texts.set('corp', tokenText({ accessToken: 'aoaNEXT' })),
	);
	assert.equal(await credentialsFor(dev, loaded, fake.context), fresh);
	assert.is(fake.roleCredentials.texts.get(KEY), formatCacheEntry(fresh, dev.accountId));
});

test('an earlier sign-out does not affect a later request', async () => {
	const fake = fakeDuringRequest(() => undefined);
	mark(fake);
	assert.equal(await credentialsFor(dev, loaded, fake.context), fresh);
	assert.is(fake.roleCredentials.texts.size, 1);
});

test('a refresh that waits for the lock during a sign-out does not write the token again', async () => {
	const fake: FakeContext = fakeContext({
		tokens: { corp: tokenText({ ...renewable, expiresAt: '2026-11-21T09:00:00Z' }) },
		meanwhile: () => fake.accessTokens.texts.delete('corp'),
	});
	assert.equal(toldBy(await failureFrom(accessTokenFor(signInOf(dev, loaded), fake.context))), TOLD);
	assert.equal([fake.oidc.calls, fake.accessTokens.texts.size], [[], 0]);
});

test("a refresh request during another tool's sign-out does not write the token again", async () => {
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

test('the role note of an entry is written before the entry, and only once', async () => {
	const fake = fakeDuringRequest(() => undefined);
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

test('fresh credentials are used without reading a note of a sign-out', async () => {
	const fake = fakeContext({ credentials: { [KEY]: formatCacheEntry(fresh, dev.accountId) } });
	await credentialsFor(dev, loaded, fake.context);
	assert.equal(fake.notes.calls, [`read ${CLOCK_NOTE}`]);
});

for (const isSignedOut of [true, false]) {
	test(`a shell copy written ${isSignedOut ? 'after' : 'before'} a sign-out is ${isSignedOut ? 'removed' : 'kept'}`, async () => {
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
