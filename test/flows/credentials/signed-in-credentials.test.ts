/** When a command signs in by itself, when it asks first, and when it never signs in. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { signedInCredentials } from '../../../src/flows/credentials/signed-in-credentials.ts';
import type { LoginChoice } from '../../../src/flows/sign-in/offer-sign-in.ts';
import { failureFrom } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, somebody, type World } from '../../support/context/context.ts';
import {
	CONFIG_PATH,
	credentialsUntil,
	dev,
	NOW,
	ON_DISK,
	sampleConfig,
	token,
	tokenText,
} from '../../support/context/sample.ts';
import { type OidcScript, oidcGranted, oidcRefusal } from '../../support/context/scripted-oidc.ts';
import { ENDPOINT, granted, refusal } from '../../support/context/scripted-portal.ts';
import { issued } from '../../support/context/sign-in-attempt.ts';

const HOUR = 3_600_000;
const demanded: LoginChoice = { consent: 'demanded' };
const refused: LoginChoice = { consent: 'refused' };
const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };
const role = credentialsUntil(NOW + HOUR);
const QUESTION = 'sso-session "corp": not signed in; sign in now?';

const oidc: OidcScript = {
	registerClient: oidcGranted({ clientId: 'c', clientSecret: 's', expiresAt: NOW + 90 * 24 * HOUR }),
	createToken: oidcGranted(issued),
};

/** A world in which a sign-in succeeds. */
const able: World = {
	oidc,
	signIn: { callback: { kind: 'code', code: 'x' } },
	portal: { getRoleCredentials: granted(role) },
};

const atTerminal: World = { ...able, ...somebody };

interface Row {
	readonly world: World;
	readonly choice?: LoginChoice;
	readonly env?: Environment;
	readonly questions: readonly string[];
	readonly isSignedIn: boolean;
}

const rows: Readonly<Record<string, Row>> = {
	'on a terminal, with the answer yes': {
		world: { ...atTerminal, answers: [true] },
		questions: [QUESTION],
		isSignedIn: true,
	},
	'on a terminal, with the answer no': {
		world: { ...atTerminal, answers: [false] },
		questions: [QUESTION],
		isSignedIn: false,
	},
	'SSOENV_LOGIN=ask': {
		world: { ...atTerminal, answers: [true] },
		env: { SSOENV_LOGIN: 'ask' },
		questions: [QUESTION],
		isSignedIn: true,
	},
	'SSOENV_LOGIN=auto on a terminal': {
		world: atTerminal,
		env: { SSOENV_LOGIN: 'auto' },
		questions: [],
		isSignedIn: true,
	},
	'SSOENV_LOGIN=auto without a terminal': {
		world: able,
		env: { SSOENV_LOGIN: 'auto' },
		questions: [],
		isSignedIn: false,
	},
	'SSOENV_LOGIN=never': { world: atTerminal, env: { SSOENV_LOGIN: 'never' }, questions: [], isSignedIn: false },
	'stdin is not a terminal': { world: { ...atTerminal, stdinIsTerminal: false }, questions: [], isSignedIn: false },
	'stderr is not a terminal': { world: { ...atTerminal, stderrIsTerminal: false }, questions: [], isSignedIn: false },
	'a CI job with a terminal': { world: atTerminal, env: { CI: 'true' }, questions: [], isSignedIn: false },
	'CI is set but empty': {
		world: { ...atTerminal, answers: [true] },
		env: { CI: '' },
		questions: [QUESTION],
		isSignedIn: true,
	},
	'--login on a terminal': { world: atTerminal, choice: demanded, questions: [], isSignedIn: true },
	'--login without a terminal': { world: able, choice: demanded, questions: [], isSignedIn: true },
	'--login in a CI job': { world: able, choice: demanded, env: { CI: '1' }, questions: [], isSignedIn: true },
	'--login beats SSOENV_LOGIN=never': {
		world: able,
		choice: demanded,
		env: { SSOENV_LOGIN: 'never' },
		questions: [],
		isSignedIn: true,
	},
	'--no-login on a terminal': { world: atTerminal, choice: refused, questions: [], isSignedIn: false },
	'--no-login beats SSOENV_LOGIN=auto': {
		world: atTerminal,
		choice: refused,
		env: { SSOENV_LOGIN: 'auto' },
		questions: [],
		isSignedIn: false,
	},
};

for (const [name, { world, choice = {}, env = {}, questions, isSignedIn }] of Object.entries(rows)) {
	test(`${name}: ${isSignedIn ? 'signs in and returns credentials' : 'fails because a sign-in is needed'}`, async () => {
		const fake = fakeContext({ ...world, env });
		const attempt = signedInCredentials(dev, loaded, choice, fake.context);
		if (isSignedIn) assert.equal(await attempt, role);
		else assert.is((await failureFrom(attempt)).code, 'sign-in-needed');
		assert.equal(fake.questions, questions);
		assert.equal(fake.oidc.operations(), isSignedIn ? ['RegisterClient', 'CreateToken'] : []);
		assert.equal(fake.stdout, []);
	});
}

test('with a valid sign-in, there is no question and no second sign-in', async () => {
	const fake = fakeContext({ ...atTerminal, tokens: { corp: tokenText() } });
	assert.equal(await signedInCredentials(dev, loaded, demanded, fake.context), role);
	assert.equal([fake.questions, fake.oidc.calls], [[], []]);
});

test('cached credentials need no sign-in', async () => {
	const credentials = { [roleCredentialsKey(dev)]: formatCacheEntry(role, dev.accountId) };
	const fake = fakeContext({ ...atTerminal, credentials });
	assert.equal(await signedInCredentials(dev, loaded, {}, fake.context), role);
	assert.equal([fake.questions, fake.works], [[], []]);
});

test('after AWS refuses a token, the question gives the reason', async () => {
	const fake = fakeContext({
		...atTerminal,
		answers: [true],
		tokens: { corp: tokenText() },
		portal: { getRoleCredentials: [refusal(401, 'UnauthorizedException'), granted(role)] },
	});
	assert.equal(await signedInCredentials(dev, loaded, {}, fake.context), role);
	assert.equal(fake.questions, [
		`${ENDPOINT} does not accept the access token of sso-session "corp": it should be valid until 2026-11-21T11:00:00Z, so a sign-out or an administrator revoked it; sign in now?`,
	]);
	assert.match(fake.accessTokens.texts.get('corp') ?? '', issued.accessToken);
});

test('when another process signs in while the question is open, its sign-in is used', async () => {
	const fake: FakeContext = fakeContext({
		...atTerminal,
		answers: [
			() => {
				fake.accessTokens.texts.set('corp', tokenText());
				return true;
			},
		],
	});
	assert.equal(await signedInCredentials(dev, loaded, {}, fake.context), role);
	assert.equal(fake.oidc.calls, []);
	assert.equal(
		fake.portal.calls.map(({ request }) => request),
		[{ accessToken: token.accessToken, accountId: dev.accountId, roleName: dev.roleName }],
	);
});

for (const [name, world, choice] of [
	['with --login', able, demanded],
	['after the question', { ...atTerminal, answers: [true] }, {}],
	['by SSOENV_LOGIN=auto', { ...atTerminal, env: { SSOENV_LOGIN: 'auto' } }, {}],
] as const) {
	test(`${name}, while another process is signing in: waits for it and uses its sign-in`, async () => {
		const fake: FakeContext = fakeContext({
			...world,
			waitsFor: (work) => (work === 'sign in corp' ? 'process 1234' : undefined),
			meanwhile: (work) => work === 'sign in corp' && fake.accessTokens.texts.set('corp', tokenText()),
		});
		assert.equal(await signedInCredentials(dev, loaded, choice, fake.context), role);
		assert.equal(fake.stderr, [
			'process 1234 is signing in to sso-session "corp"; waiting for it (to start your own sign-in: ssoenv login --sso-session corp --force)',
		]);
		assert.equal(fake.oidc.calls, []);
	});
}

const notSignIn: Readonly<Record<string, readonly [world: World, code: string]>> = {
	'AWS is unreachable': [
		{ portal: { getRoleCredentials: networkFailures.unreachable({ endpoint: ENDPOINT, reason: 'no network' }) } },
		'unreachable',
	],
	'a role that is not assigned': [
		{ portal: { getRoleCredentials: refusal(403, 'ForbiddenException'), listAccountRoles: granted([]) } },
		'role-not-assigned',
	],
	'a request that is refused': [
		{ portal: { getRoleCredentials: refusal(404, 'ResourceNotFoundException') } },
		'request-refused',
	],
};

for (const [name, [world, code]] of Object.entries(notSignIn)) {
	test(`${name}: a sign-in would not help, so none is offered`, async () => {
		const fake = fakeContext({ ...atTerminal, tokens: { corp: tokenText() }, ...world });
		assert.is((await failureFrom(signedInCredentials(dev, loaded, demanded, fake.context))).code, code);
		assert.equal([fake.questions, fake.oidc.calls], [[], []]);
	});
}

test('a failed sign-in is the reported failure, not the one that led to it', async () => {
	const fake = fakeContext({ ...able, oidc: { ...oidc, createToken: oidcRefusal('InvalidGrantException') } });
	assert.is((await failureFrom(signedInCredentials(dev, loaded, demanded, fake.context))).code, 'sign-in-refused');
});

test("a refused token does not count as another process's sign-in, even if it could not be noted", async () => {
	const fake = fakeContext({
		...atTerminal,
		areNotesBroken: true,
		answers: [true],
		tokens: { corp: tokenText() },
		portal: { getRoleCredentials: [refusal(401, 'UnauthorizedException'), granted(role)] },
	});
	assert.equal(await signedInCredentials(dev, loaded, {}, fake.context), role);
	assert.is(fake.oidc.operations().at(-1), 'CreateToken');
});

test('when AWS refuses the token of a new sign-in, there is no second question', async () => {
	const fake = fakeContext({
		...atTerminal,
		answers: [true],
		portal: { getRoleCredentials: refusal(401, 'UnauthorizedException') },
		oidc: { ...oidc, createToken: [oidcGranted(issued), oidcRefusal('InvalidGrantException')] },
	});
	const failure = await failureFrom(signedInCredentials(dev, loaded, {}, fake.context));
	assert.is(failure.code, 'access-token-refused');
	assert.is(fake.questions.length, 1);
});

test('an invalid SSOENV_LOGIN is a failure only when a sign-in is needed', async () => {
	const env = { SSOENV_LOGIN: 'yes' };
	const needed = fakeContext({ ...atTerminal, env });
	const failure = await failureFrom(signedInCredentials(dev, loaded, {}, needed.context));
	assert.is(failure.code, 'setting-invalid');
	const signedIn = fakeContext({ ...atTerminal, env, tokens: { corp: tokenText() } });
	assert.equal(await signedInCredentials(dev, loaded, {}, signedIn.context), role);
});

test.run();
