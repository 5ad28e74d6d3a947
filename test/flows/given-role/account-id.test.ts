/** `--account NAME`: which account it is, how often AWS is asked, and what is refused. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run as listAccounts } from '../../../src/commands/discovery/accounts.ts';
import { run as use } from '../../../src/commands/shell/use.ts';
import { parseAccountPage } from '../../../src/core/discovery/assignments.ts';
import { carriedRole } from '../../../src/flows/exec/carried-role.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext, type World } from '../../support/context/context.ts';
import { credentialsUntil, NOW, START_URL, tokenText } from '../../support/context/sample.ts';
import { granted } from '../../support/context/scripted-portal.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const DAY = 24 * 3_600_000;

const page = parseAccountPage({
	accountList: [
		{ accountId: '111111111111', accountName: 'Development team' },
		{ accountId: '222222222222', accountName: 'prod' },
		{ accountId: '333333333333', accountName: 'PROD' },
		{ accountId: '444444444444', accountName: 'Twice' },
		{ accountId: '555555555555', accountName: 'Twice' },
	],
});
if ('problem' in page) throw new Error(page.problem);

const session = { sso_start_url: START_URL, sso_region: 'us-east-1' };

const world: World = {
	config: sharedConfigOf({ ssoSessions: { corp: session } }),
	tokens: { corp: tokenText({ expiresAt: '2026-11-24T10:00:00Z' }) },
	portal: {
		getRoleCredentials: granted(credentialsUntil(NOW + 3 * DAY)),
		listAccountsPage: granted(page),
		listAccountRoles: granted(['ReadOnly']),
		listAccountRolesPage: granted({ items: ['ReadOnly'], leftOut: 0, nextToken: undefined }),
	},
};

const none = {
	profile: undefined,
	role: 'ReadOnly',
	'sso-session': undefined,
	region: undefined,
	login: false,
	'no-login': true,
	shell: 'bash',
	fields: false,
} as const;

const operations = ({ portal }: ReturnType<typeof fakeContext>) => portal.calls.map(({ operation }) => operation);

const accountUsed = (stdout: readonly string[]) => /SSOENV_ACCOUNT_ID='(\d+)'/.exec(stdout.at(-1) ?? '')?.[1];

const found: Readonly<Record<string, string>> = {
	'development TEAM': '111111111111',
	prod: '222222222222',
	PROD: '333333333333',
	'444444444444': '444444444444',
};

for (const [account, accountId] of Object.entries(found)) {
	test(`--account ${account} is ${accountId}`, async () => {
		const { context, stdout } = fakeContext(world);
		await use({ ...none, account }, context);
		assert.is(accountUsed(stdout), accountId);
	});
}

test('an ID asks for no list', async () => {
	const fake = fakeContext(world);
	await use({ ...none, account: '222222222222' }, fake.context);
	assert.equal(operations(fake), ['GetRoleCredentials']);
});

test('a name asks for the list of accounts once a day, and for no roles', async () => {
	const fake = fakeContext(world);
	const again = async () => {
		await use({ ...none, account: 'prod' }, fake.context);
		return operations(fake).filter((operation) => operation.startsWith('List'));
	};
	assert.equal(await again(), ['ListAccounts page']);
	fake.moveClock(DAY);
	assert.equal(await again(), ['ListAccounts page']);
	fake.moveClock(1);
	assert.equal(await again(), ['ListAccounts page', 'ListAccounts page']);
});

test('a list that is there is taken, also in place of an older note', async () => {
	const fake = fakeContext(world);
	await use({ ...none, account: 'prod' }, fake.context);
	const whole = { profile: undefined, 'sso-session': undefined, json: false, refresh: true, include: [], exclude: [] };
	await listAccounts(whole, fake.context);
	const [key = '', text = ''] = [...fake.discoveries.whole][0] ?? [];
	fake.discoveries.whole.set(key, text.replace('"prod"', '"gone"').replace('"PROD"', '"prod"'));
	const before = operations(fake).length;
	await use({ ...none, account: 'prod' }, fake.context);
	assert.is(accountUsed(fake.stdout), '333333333333');
	assert.equal(operations(fake).slice(before), ['GetRoleCredentials']);
});

const refused: Readonly<Record<string, readonly [account: string, world: World, told: readonly string[]]>> = {
	'several accounts have the name': [
		'Twice',
		world,
		[
			'several accounts have the name "Twice": 444444444444, 555555555555',
			'eval "$(ssoenv use --account 444444444444 --role ReadOnly)"',
			'eval "$(ssoenv use --account 555555555555 --role ReadOnly)"',
		],
	],
	'the name has a mistake': [
		'Development tean',
		world,
		[
			'account "Development tean" is not among the accounts assigned to you (5 in the list); did you mean "Development team"?',
			`eval "$(ssoenv use --account 'Development team' --role ReadOnly)"`,
		],
	],
	'no account has such a name': [
		'--nobody',
		world,
		[
			'account "--nobody" is not among the accounts assigned to you (5 in the list)',
			'ssoenv accounts --refresh --sso-session corp',
		],
	],
	'an ID with a digit too few': [
		'11111111111',
		world,
		['--account is "11111111111", expected 12 digits or the name of an account', 'ssoenv use --help'],
	],
	'an empty word': ['', world, ['--account is empty', 'ssoenv use --help']],
	'there are several sso-sessions': [
		'my prod',
		{ ...world, config: sharedConfigOf({ ssoSessions: { corp: session, lab: session } }) },
		[
			'there are several sso-sessions: corp, lab',
			"ssoenv use --account 'my prod' --role ReadOnly --sso-session corp",
			"ssoenv use --account 'my prod' --role ReadOnly --sso-session lab",
		],
	],
	'a sign-in is needed': [
		'prod',
		{ ...world, tokens: {} },
		['sso-session "corp": not signed in', 'ssoenv login --sso-session corp'],
	],
};

for (const [name, [account, lacking, told]] of Object.entries(refused)) {
	test(`refused, with nothing on stdout: ${name}`, async () => {
		const { context, stdout } = fakeContext(lacking);
		assert.equal(toldBy(await failureFrom(use({ ...none, account }, context))), told);
		assert.equal(stdout, []);
	});
}

test('the hints of other commands are for them', async () => {
	const { context } = fakeContext(world);
	const failure = await failureFrom(carriedRole({ ...none, account: 'Twice', yes: false }, 'exec', context));
	assert.is(toldBy(failure)[1], 'ssoenv exec --account 444444444444 --role ReadOnly');
});

test.run();
