/** `ssoenv logout`: which sign-in it ends, and what it prints. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/sign-in/logout.ts';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, somebody, type World } from '../../support/context/context.ts';
import { START_URL, tokenText } from '../../support/context/sample.ts';
import { granted } from '../../support/context/scripted-portal.ts';

const none = { profile: undefined, 'sso-session': undefined, all: false };
const CORP = 'sso-session "corp"';
const LEGACY = `start URL "${START_URL}"`;

const portal = { logout: granted({}) };
const both: World = { portal, tokens: { corp: tokenText(), [START_URL]: tokenText() } };
const onlyLegacy: World = { portal, tokens: { [START_URL]: tokenText() } };

type Row = readonly [
	args: Partial<typeof none> | { readonly profile: string } | { readonly 'sso-session': string },
	world: World,
	said: readonly string[],
	left: readonly string[],
];

const rows: Readonly<Record<string, Row>> = {
	'by profile': [{ profile: 'dev' }, both, [`signed out of ${CORP}`], [START_URL]],
	'by a legacy profile': [{ profile: 'legacy' }, both, [`signed out of ${LEGACY}`], ['corp']],
	'by sso-session': [{ 'sso-session': 'corp' }, both, [`signed out of ${CORP}`], [START_URL]],
	'the only one with a sign-in': [{}, onlyLegacy, [`signed out of ${LEGACY}`], []],
	'AWS_PROFILE does not choose the sign-in': [
		{},
		{ ...onlyLegacy, env: { AWS_PROFILE: 'dev' } },
		[`signed out of ${LEGACY}`],
		[],
	],
	'nobody is': [{}, { portal }, ['you were not signed in'], []],
	'not signed in, by name': [{ profile: 'dev' }, onlyLegacy, [`you were not signed in to ${CORP}`], [START_URL]],
	'an invalid token file': [
		{},
		{ portal, tokens: { corp: '{' } },
		[
			'warning: cannot read a token from /home/me/.aws/sso/cache/corp.json, so ssoenv could not ask AWS to revoke it',
			`signed out of ${CORP}`,
		],
		[],
	],
	'a file that a killed writer left of a token': [
		{},
		{ portal, tokens: { 'corp.left-1': tokenText() } },
		[`signed out of ${CORP}`],
		[],
	],
	'the person chooses one of several': [
		{},
		{ ...both, ...somebody, answers: [LEGACY] },
		[`signed out of ${LEGACY}`],
		['corp'],
	],
	all: [{ all: true }, both, ['signed out of 2 sessions'], []],
	'--all with one sign-in': [{ all: true }, onlyLegacy, ['signed out of one session'], []],
	'--all without a sign-in': [{ all: true }, { portal }, ['you were not signed in'], []],
	'a role in this shell stays': [
		{ profile: 'dev' },
		{ ...both, env: { SSOENV_PROFILE: 'dev' } },
		[
			`signed out of ${CORP}`,
			'the credentials of dev stay in this shell until they expire; to remove them: ssoenv off',
		],
		[START_URL],
	],
};

for (const [name, [args, world, said, left]] of Object.entries(rows)) {
	test(`${name}: ${said[0]}`, async () => {
		const fake = fakeContext(world);
		await run({ ...none, ...args }, fake.context);
		assert.equal(fake.stderr, said);
		assert.equal([...fake.accessTokens.texts.keys()], left);
		assert.equal(fake.stdout, []);
	});
}

test('the question names all sign-ins', async () => {
	const fake = fakeContext({ ...both, ...somebody, answers: [CORP] });
	await run(none, fake.context);
	assert.equal(fake.questions, [`sign out of: ${CORP} | ${LEGACY}`]);
});

for (const terminal of [{}, { ...somebody, stdinIsTerminal: false }, { ...somebody, stderrIsTerminal: false }]) {
	test(`several sign-ins without a terminal: refused, with the commands (${JSON.stringify(terminal)})`, async () => {
		const fake = fakeContext({ ...both, ...terminal });
		const failure = await failureFrom(run(none, fake.context));
		assert.is(failure.code, 'sso-session-ambiguous');
		assert.equal(toldBy(failure), [
			`there are several sign-ins: ${CORP}, ${LEGACY}`,
			'ssoenv logout --sso-session corp',
			'ssoenv logout legacy',
		]);
		assert.is(fake.accessTokens.texts.size, 2);
	});
}

for (const args of [{ profile: 'dev' }, { 'sso-session': 'corp' }]) {
	test(`--all with ${Object.keys(args).join()}: refused, and nothing is deleted`, async () => {
		const fake = fakeContext(both);
		const failure = await failureFrom(run({ ...none, ...args, all: true }, fake.context));
		assert.equal(toldBy(failure), ['--all cannot be used with PROFILE or --sso-session', 'ssoenv logout --help']);
		assert.is(fake.accessTokens.texts.size, 2);
	});
}

test('without a sign-in, role credentials of earlier sign-ins are deleted', async () => {
	const fake = fakeContext({ portal, credentials: { unknown: '{"ProviderType": "sso"}', foreign: '{}' } });
	await run(none, fake.context);
	assert.equal([...fake.roleCredentials.texts.keys()], ['foreign']);
});

test('AWS is unreachable: a warning, and the sign-in is deleted here', async () => {
	const unreachable = networkFailures.unreachable({ endpoint: 'https://h', reason: 'no network' });
	const fake = fakeContext({ ...onlyLegacy, portal: { logout: unreachable } });
	await run(none, fake.context);
	assert.equal(fake.stderr, [
		'warning: cannot reach https://h: no network; AWS has not revoked the token, which is valid until 2026-11-21T11:00:00Z',
		`signed out of ${LEGACY}`,
	]);
	assert.is(fake.accessTokens.texts.size, 0);
});

test.run();
