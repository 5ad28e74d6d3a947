/** `ssoenv accounts` and `ssoenv roles`: exact output. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run as accounts } from '../../../src/commands/discovery/accounts.ts';
import { run as roles } from '../../../src/commands/discovery/roles.ts';
import { parseAccountPage } from '../../../src/core/discovery/assignments.ts';
import { asRecord } from '../../../src/core/text/json.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, somebody, type World } from '../../support/context/context.ts';
import { NOW, START_URL, tokenText } from '../../support/context/sample.ts';
import { oidcGranted } from '../../support/context/scripted-oidc.ts';
import { granted, refusal } from '../../support/context/scripted-portal.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';
import { issued } from '../../support/context/sign-in-attempt.ts';

const config = sharedConfigOf({ ssoSessions: { corp: { sso_start_url: START_URL, sso_region: 'us-east-1' } } });

const ROLES: Readonly<Record<string, readonly string[]>> = {
	'111111111111': ['ReadOnly', 'Admin'],
	'222222222222': ['PowerUser'],
	'333333333333': [],
};

/** The service's answer, after ssoenv's own check. */
const page = parseAccountPage({
	accountList: [
		{ accountId: '222222222222', accountName: 'prod\u001b[31m\nx', emailAddress: 'p@example.com' },
		{ accountId: '111111111111', accountName: 'Dev 日本' },
		{ accountId: '333333333333' },
		{ accountId: '444444444444', accountName: 'broken' },
	],
});
if ('problem' in page) throw new Error(page.problem);

const world: World = {
	config,
	tokens: { corp: tokenText() },
	portal: {
		listAccountsPage: granted(page),
		listAccountRolesPage: (request) => {
			const items = ROLES[String(asRecord(request)?.accountId)];
			if (items === undefined) return refusal(404, 'ResourceNotFoundException');
			return items.length === 0
				? refusal(403, 'ForbiddenException')
				: granted({ items, leftOut: 0, nextToken: undefined });
		},
	},
};

const plain = { profile: undefined, 'sso-session': undefined, json: false, refresh: false, include: [], exclude: [] };
const WARNING =
	'warning: cannot list the roles in account 444444444444: https://portal.sso.us-east-1.amazonaws.com refused ListAccountRoles: ResourceNotFoundException (404)';

test('a table for people, without terminal control characters', async () => {
	const { context, stdout, stderr } = fakeContext(world);
	await accounts(plain, context);
	assert.equal(stdout, [
		`ACCOUNT       NAME               EMAIL          ROLES
444444444444  broken             -              ! unknown
111111111111  Dev 日本           -              Admin, ReadOnly
222222222222  prod\\x1b[31m\\x0ax  p@example.com  PowerUser
333333333333  -                  -              -
`,
	]);
	assert.equal(stderr, [WARNING]);
});

test('JSON for programs: ASCII, every field, null for missing values', async () => {
	const { context, stdout } = fakeContext(world);
	await accounts({ ...plain, json: true }, context);
	assert.match(stdout[0] ?? '', /^[ -~\n]+\n$/);
	const [broken, first, , last] = JSON.parse(stdout[0] ?? '');
	assert.equal(first, {
		accountId: '111111111111',
		accountName: 'Dev 日本',
		emailAddress: null,
		roleNames: ['Admin', 'ReadOnly'],
		problem: null,
	});
	assert.equal([broken.roleNames, WARNING.endsWith(broken.problem)], [null, true]);
	assert.equal([last.accountName, last.roleNames], [null, []]);
});

test('a kept result is printed with its age', async () => {
	const items = page.items.slice(0, 2);
	const fake = fakeContext({ ...world, portal: { ...world.portal, listAccountsPage: granted({ ...page, items }) } });
	await accounts(plain, fake.context);
	const calls = fake.portal.calls.length;
	fake.moveClock(3 * 3_600_000);
	await accounts(plain, fake.context);
	assert.is(fake.portal.calls.length, calls);
	assert.equal(fake.stderr, [
		'accounts and roles as of 3 h 0 min ago; to update them: ssoenv accounts --refresh --sso-session corp',
	]);
	assert.is(fake.stdout[0], fake.stdout[1]);
	fake.accessTokens.texts.set('corp', tokenText({ expiresAt: '2026-11-22T11:00:00Z' }));
	await accounts({ ...plain, refresh: true }, fake.context);
	assert.is(fake.portal.calls.length, 2 * calls);
});

test('without accounts, people get a message and programs an empty list', async () => {
	const portal = { listAccountsPage: granted({ items: [], leftOut: 0, nextToken: undefined }) };
	const people = fakeContext({ ...world, portal });
	await accounts(plain, people.context);
	assert.equal([people.stdout, people.stderr], [[], ['no account is assigned to you with sso-session "corp"']]);
	const programs = fakeContext({ ...world, portal });
	await accounts({ ...plain, json: true }, programs.context);
	assert.equal(programs.stdout, ['[]\n']);
});

test('without a sign-in: a question on a terminal, otherwise a failure', async () => {
	const able: World = {
		...world,
		tokens: {},
		oidc: {
			registerClient: oidcGranted({ clientId: 'c', clientSecret: 's', expiresAt: NOW + 1e10 }),
			createToken: oidcGranted(issued),
		},
		signIn: { callback: { kind: 'code', code: 'x' } },
	};
	const interactive = fakeContext({ ...able, ...somebody, answers: [true] });
	await accounts({ ...plain, json: true, refresh: true }, interactive.context);
	assert.is(interactive.questions.length, 1);
	assert.is(JSON.parse(interactive.stdout[0] ?? '').length, 4);
	const alone = fakeContext(able);
	const failure = await failureFrom(accounts(plain, alone.context));
	assert.is(failure.code, 'sign-in-needed');
});

test('roles of an account, by id or name, as lines or JSON', async () => {
	for (const account of ['111111111111', 'DEV 日本']) {
		const { context, stdout } = fakeContext(world);
		await roles({ ...plain, account }, context);
		assert.equal(stdout, ['Admin\nReadOnly\n']);
	}
	const { context, stdout } = fakeContext(world);
	await roles({ ...plain, account: '222222222222', json: true }, context);
	assert.equal(stdout, ['["PowerUser"]\n']);
});

test('an account that is listed but refused has no roles', async () => {
	const { context, stdout, stderr } = fakeContext(world);
	await roles({ ...plain, account: '333333333333' }, context);
	assert.equal([stdout, stderr], [[], ['no role in account 333333333333 is assigned to you']]);
});

const mistaken: Readonly<Record<string, readonly [account: string | undefined, told: readonly string[]]>> = {
	none: [undefined, ['ACCOUNT is missing', 'ssoenv roles --help']],
	mistyped: [
		'brokn',
		[
			'account "brokn" is not among the accounts assigned to you (4 in the list); did you mean "broken"?',
			'ssoenv roles broken --sso-session corp',
		],
	],
};

for (const [name, [account, told]] of Object.entries(mistaken)) {
	test(`roles: account ${name}`, async () => {
		assert.equal(toldBy(await failureFrom(roles({ ...plain, account }, fakeContext(world).context))), told);
	});
}

test('with several sign-ins, the hints also name the account', async () => {
	const several = sharedConfigOf({
		ssoSessions: {
			corp: { sso_start_url: START_URL, sso_region: 'us-east-1' },
			other: { sso_start_url: START_URL, sso_region: 'us-east-1' },
		},
	});
	const failure = await failureFrom(roles({ ...plain, account: 'a b' }, fakeContext({ config: several }).context));
	assert.equal(failure.hints, ["ssoenv roles 'a b' --sso-session corp", "ssoenv roles 'a b' --sso-session other"]);
});

test('patterns choose accounts and roles', async () => {
	const { context, stdout } = fakeContext(world);
	await accounts({ ...plain, json: true, include: ['*/*o*'], exclude: ['prod*'] }, context);
	const [{ accountId, roleNames }, ...others] = JSON.parse(stdout.join(''));
	assert.equal([accountId, roleNames, others], ['111111111111', ['ReadOnly'], []]);
});

test.run();
