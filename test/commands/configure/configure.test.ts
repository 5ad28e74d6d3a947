/** `ssoenv configure`: its questions, its options, and what it writes. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { run } from '../../../src/commands/configure/configure.ts';
import { sharedConfig } from '../../../src/core/config/shared-config.ts';
import { failures } from '../../../src/core/failure/failures.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, somebody, type World } from '../../support/context/context.ts';
import { CONFIG_PATH, NOW, START_URL, tokenText } from '../../support/context/sample.ts';
import { type OidcScript, oidcGranted } from '../../support/context/scripted-oidc.ts';
import { granted, type PortalScript, refusal } from '../../support/context/scripted-portal.ts';
import { issued } from '../../support/context/sign-in-attempt.ts';

const none = {
	profile: undefined,
	'sso-session': undefined,
	'start-url': undefined,
	'sso-region': undefined,
	scopes: undefined,
	account: undefined,
	role: undefined,
	region: undefined,
	output: undefined,
	legacy: false,
	'session-only': false,
	'device-code': false,
	'no-browser': false,
};
type Args = Partial<Record<keyof typeof none, string | boolean | undefined>>;

const oidc: OidcScript = {
	registerClient: oidcGranted({ clientId: 'c', clientSecret: 's', expiresAt: NOW + 90 * 86_400_000 }),
	createToken: oidcGranted(issued),
};

const account = (accountId: string, accountName?: string) => ({ accountId, accountName, emailAddress: undefined });

/** A portal that serves these roles, by account. */
const portalWith = (roles: Readonly<Record<string, readonly string[]>>): PortalScript => ({
	listAccountsPage: granted({
		items: Object.keys(roles).map((id) => account(id, id.startsWith('2') ? 'Alpha' : undefined)),
		leftOut: 0,
		nextToken: undefined,
	}),
	listAccountRolesPage: (request: unknown) => {
		const { accountId } = request as { accountId: string };
		return granted({ items: roles[accountId] ?? [], leftOut: 0, nextToken: undefined });
	},
});

const one = portalWith({ '111111111111': ['ReadOnly'] });
const many = portalWith({ '111111111111': ['ReadOnly', 'Admin'], '222222222222': ['PowerUser'] });

const SESSION = `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\n`;
const DEV =
	'[profile dev]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nregion = eu-west-1\n';

function fakeAt(text: string, world: World): FakeContext {
	const config = sharedConfig(parseAwsIni(text).sections, []);
	const signIn = { callback: { kind: 'code', code: 'x' } } as const;
	return fakeContext({ config, files: { [CONFIG_PATH]: text }, oidc, signIn, ...world });
}

const configured = async (fake: FakeContext, args: Args) => {
	await run({ ...none, ...args } as typeof none, fake.context);
	return fake.files.get(CONFIG_PATH);
};

const person = (answers: World['answers'] & object, world: World = {}): World => ({
	...somebody,
	tokens: { corp: tokenText(), [START_URL]: tokenText() },
	portal: many,
	answers,
	...world,
});

test('an empty config file: every step is asked, and an invalid answer again', async () => {
	const url = 'start URL: []';
	const answers = ['my corp', 'corp', 'd-1.awsapps.com', START_URL, 'us-east', 'us-east-1', '', '', 'yes', '', ''];
	const fake = fakeAt('', person(answers, { tokens: {}, portal: one }));
	assert.is(
		await configured(fake, {}),
		`[profile ReadOnly-111111111111]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n\n${SESSION}sso_registration_scopes = sso:account:access\n`,
	);
	assert.equal(fake.questions, [
		'name of the new sso-session: []',
		'! expected only letters, digits and _ - / . % @ + :',
		'name of the new sso-session: []',
		url,
		'! expected an https URL, such as https://d-1234567890.awsapps.com/start',
		url,
		'SSO region: []',
		'! expected the name of a region, such as us-east-1',
		'SSO region: []',
		'scopes: [sso:account:access]',
		'region of the profile (such as us-east-1; leave empty for none): []',
		'output format of the AWS CLI (leave empty for json): []',
		'! expected one of json, text, table, yaml, yaml-stream, off, or nothing',
		'output format of the AWS CLI (leave empty for json): []',
		'name of the profile: [ReadOnly-111111111111]',
	]);
	assert.equal(fake.oidc.operations(), ['RegisterClient', 'CreateToken']);
	assert.equal(fake.stdout, []);
	assert.equal(fake.stderr.slice(-4), [
		'the only account assigned to you: 111111111111',
		'the only role assigned to you in this account: ReadOnly',
		`wrote profile "ReadOnly-111111111111" and sso-session "corp" to ${CONFIG_PATH}; backup: ${CONFIG_PATH}.before-ssoenv`,
		'to use it: ssoenv use ReadOnly-111111111111',
	]);
});

test('an existing session is offered with its start URL, its token is reused, and menus are sorted', async () => {
	const fake = fakeAt(SESSION, person(['corp', '111111111111', 'Admin', 'eu-west-1', 'text', 'ops']));
	assert.is(
		await configured(fake, {}),
		`${SESSION}\n[profile ops]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = Admin\nregion = eu-west-1\noutput = text\n`,
	);
	assert.equal(fake.questions.slice(0, 3), [
		`sso-session: corp  ${START_URL} | a new sso-session | no sso-session (legacy form: cannot renew the access token)`,
		'account: Alpha (222222222222) | 111111111111',
		'role: Admin | ReadOnly',
	]);
	assert.equal(fake.oidc.operations(), []);
});

test('the values of an existing profile are the defaults, and Enter alone changes nothing', async () => {
	const text = `${DEV}output = text\n${SESSION}`;
	const fake = fakeAt(text, person(['', '', '', '', '']));
	assert.is(await configured(fake, { profile: 'dev' }), text);
	assert.match(fake.questions.at(-2) ?? '', /\[eu-west-1\]$/);
	assert.match(fake.questions.at(-1) ?? '', /\[text\]$/);
	assert.ok(
		fake.stderr.includes(
			`${CONFIG_PATH} already has profile "dev" and sso-session "corp" with these settings: nothing to write`,
		),
	);
	assert.not(fake.files.has(`${CONFIG_PATH}.before-ssoenv`));
});

test('an existing profile whose name comes last still gives its defaults', async () => {
	const fake = fakeAt(`${DEV}${SESSION}`, person(['corp', '111', 'Admin', '', '', 'dev']));
	assert.is(await configured(fake, {}), `${DEV.replace('ReadOnly', 'Admin')}${SESSION}`);
});

test('the form changes in both directions', async () => {
	const toLegacy = fakeAt(`${DEV}${SESSION}`, person(['no sso', '', '', '111', 'ReadOnly', '', '']));
	assert.is(
		await configured(toLegacy, { profile: 'dev' }),
		`${DEV.replace('sso_session = corp\n', '')}sso_start_url = ${START_URL}\nsso_region = us-east-1\n${SESSION}`,
	);
	const legacy = `[profile old]\nsso_start_url = ${START_URL}\nsso_region = us-east-1\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n`;
	const toSession = fakeAt(legacy, person(['a new', 'corp', '', '', '', '111', 'ReadOnly', '', '']));
	assert.is(
		await configured(toSession, { profile: 'old' }),
		`[profile old]\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nsso_session = corp\n\n${SESSION}sso_registration_scopes = sso:account:access\n`,
	);
});

const accessless: Readonly<Record<string, PortalScript>> = {
	'nothing assigned': portalWith({}),
	'an account without roles': portalWith({ '111111111111': [] }),
	'401 right after a sign-in': { listAccountsPage: refusal(401, 'UnauthorizedException') },
	'403': { listAccountsPage: refusal(403, 'ForbiddenException') },
};
for (const [name, portal] of Object.entries(accessless)) {
	test(`without access (${name}), the profile gets no account and no role`, async () => {
		const fake = fakeAt(SESSION, person(['corp', '', '', ''], { tokens: {}, portal }));
		assert.is(await configured(fake, {}), `${SESSION}\n[profile corp]\nsso_session = corp\n`);
		assert.is(
			fake.stderr.at(-1),
			'the profile has no account and no role, so only tools that use the sign-in itself can use it',
		);
	});
}

test('after AWS refuses a cached token there is one sign-in, then the menus', async () => {
	const listAccountsPage = [
		refusal(401, 'UnauthorizedException'),
		granted({ items: [account('111111111111')], leftOut: 0, nextToken: undefined }),
	];
	const fake = fakeAt(SESSION, person(['corp', '', '', 'x'], { portal: { ...one, listAccountsPage } }));
	assert.match((await configured(fake, {})) ?? '', /sso_role_name = ReadOnly/);
	assert.equal(fake.oidc.operations(), ['RegisterClient', 'CreateToken']);
});

const flags: Args = {
	profile: 'dev',
	'sso-session': 'corp',
	'start-url': START_URL,
	'sso-region': 'us-east-1',
	account: '111111111111',
	role: 'ReadOnly',
	region: 'eu-west-1',
};

test('with all flags, there is no question, no request, no sign-in and no terminal', async () => {
	const fake = fakeAt('', {});
	assert.is(await configured(fake, flags), `${DEV}\n${SESSION}sso_registration_scopes = sso:account:access\n`);
	assert.equal([fake.questions, fake.portal.calls, fake.oidc.operations()], [[], [], []]);
});

test('flags change one key, an empty flag removes one, and the rest of the profile stays', async () => {
	const fake = fakeAt(`${DEV}${SESSION}`, {});
	assert.is(
		await configured(fake, { profile: 'dev', role: 'Admin', region: '' }),
		`${DEV.replace('ReadOnly', 'Admin').replace('region = eu-west-1\n', '')}${SESSION}`,
	);
});

test('the profile of AWS_PROFILE is configured, with a message about it', async () => {
	const fake = fakeAt(`${DEV}${SESSION}`, { env: { AWS_PROFILE: 'dev' } });
	assert.match((await configured(fake, { role: 'Admin' })) ?? '', /sso_role_name = Admin/);
	assert.is(fake.stderr[0], 'configuring profile "dev" (from AWS_PROFILE)');
});

test('only an sso-session: by flags, and by its own values', async () => {
	const second = fakeAt('', {});
	const args = { 'session-only': true, 'sso-session': 'corp' };
	assert.is(
		await configured(second, { ...args, 'start-url': START_URL, 'sso-region': 'us-east-1', scopes: 'a, b' }),
		`${SESSION}sso_registration_scopes = a,b\n`,
	);
	assert.is(second.stderr.at(-1), 'to sign in: ssoenv login --sso-session corp');
	const changed = fakeAt(SESSION, person(['', 'us-west-2', '']));
	assert.is(
		await configured(changed, args),
		`${SESSION.replace('us-east-1', 'us-west-2')}sso_registration_scopes = sso:account:access\n`,
	);
	assert.equal(changed.questions[0], `start URL: [${START_URL}]`);
});

const refused: Readonly<Record<string, readonly [text: string, args: Args, problem: string]>> = {
	'no flags': [
		'',
		{},
		'without a terminal, configure needs --sso-session, --start-url, --sso-region, --account, --role, PROFILE',
	],
	'no start URL': ['', { ...flags, 'start-url': undefined }, 'without a terminal, configure needs --start-url'],
	'no role': [
		SESSION,
		{ profile: 'x', 'sso-session': 'corp', account: '111111111111' },
		'without a terminal, configure needs --role',
	],
	'an invalid URL': [
		'',
		{ ...flags, 'start-url': 'http://x' },
		'--start-url is "http://x": expected an https URL, such as https://d-1234567890.awsapps.com/start',
	],
	'an invalid account': ['', { ...flags, account: '12' }, '--account is "12": expected 12 digits'],
	'a line break in a name': [
		'',
		{ ...flags, profile: 'a\nb' },
		'PROFILE is "a\nb": expected only letters, digits and _ - / . % @ + :',
	],
	'a profile of another kind': [
		'[profile dev]\nrole_arn = x\n',
		flags,
		'PROFILE is "dev": profile "dev" has role_arn, which AWS tools use before Identity Center; choose another name',
	],
	'--legacy with a session': ['', { ...flags, legacy: true }, '--sso-session and --legacy cannot be used together'],
	'--session-only with a role': [
		'',
		{ 'session-only': true, role: 'x' },
		'--role and --session-only cannot be used together',
	],
	'--session-only with --legacy': [
		'',
		{ 'session-only': true, legacy: true },
		'--legacy and --session-only cannot be used together',
	],
};
for (const [name, [text, args, problem]] of Object.entries(refused)) {
	test(`refused: ${name}`, async () => {
		const fake = fakeAt(text, {});
		const failure = await failureFrom(configured(fake, args));
		assert.is(failure.status, 2);
		assert.is(toldBy(failure)[0], problem);
		assert.is(fake.files.get(CONFIG_PATH), text);
	});
}

const VANITY = 'https://sso.example.com/aws';
const inIreland = { status: 302, location: 'https://ssoins-1.portal.eu-west-1.app.aws/' };

test('a start URL that leads to AWS: the region comes from there and is not asked for, and the URL is kept', async () => {
	const fake = fakeAt('', person(['corp', VANITY, ''], { redirect: inIreland }));
	assert.is(
		await configured(fake, { 'session-only': true }),
		`[sso-session corp]\nsso_start_url = ${VANITY}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n`,
	);
	assert.equal(fake.questions, ['name of the sso-session: []', 'start URL: []', 'scopes: [sso:account:access]']);
	assert.equal(fake.startPages, [VANITY]);
	assert.is(fake.stderr[0], 'the start URL leads to https://ssoins-1.portal.eu-west-1.app.aws');
});

test('a start URL that leads to one without a region: the region is asked for', async () => {
	const redirect = { status: 302, location: START_URL };
	const fake = fakeAt('', person(['corp', VANITY, 'us-east-1', ''], { redirect }));
	assert.match((await configured(fake, { 'session-only': true })) ?? '', 'sso_region = us-east-1\n');
});

test('a start URL of AWS that names a region: it is offered', async () => {
	const url = 'https://ssoins-1.portal.eu-west-1.app.aws/';
	const fake = fakeAt('', person(['corp', url, '', '']));
	assert.match(
		(await configured(fake, { 'session-only': true })) ?? '',
		`sso_start_url = ${url}\nsso_region = eu-west-1\n`,
	);
	assert.equal([fake.questions[2], fake.startPages], ['SSO region: [eu-west-1]', []]);
});

test('by flags, the region may come from the start URL; with a region, nobody is asked', async () => {
	const flagsOf = (more: Args): Args => ({ 'session-only': true, 'sso-session': 'corp', 'start-url': VANITY, ...more });
	const asked = fakeAt('', { redirect: inIreland });
	assert.match((await configured(asked, flagsOf({}))) ?? '', 'sso_region = eu-west-1\n');
	const told = fakeAt('', {});
	assert.match((await configured(told, flagsOf({ 'sso-region': 'us-east-1' }))) ?? '', 'sso_region = us-east-1\n');
	assert.equal([asked.startPages, told.startPages], [[VANITY], []]);
});

test('a start URL that is in the file already is not asked again', async () => {
	const text = `[sso-session corp]\nsso_start_url = ${VANITY}\nsso_region = us-east-1\nsso_registration_scopes = a\n`;
	const fake = fakeAt(text, person(['', '', '']));
	assert.is(await configured(fake, { 'session-only': true, 'sso-session': 'corp' }), text);
	assert.equal(fake.startPages, []);
});

test('a start URL that leads nowhere, or to another region than --sso-region, writes nothing', async () => {
	for (const [redirect, args, code, problem] of [
		[
			{ status: 302, location: 'https://evil.example/' },
			{},
			'start-url-elsewhere',
			`the start URL ${VANITY}, which does not belong to AWS, redirects to https://evil.example, which does not belong to AWS`,
		],
		[
			inIreland,
			{ 'sso-region': 'us-east-1' },
			'usage',
			'--sso-region is "us-east-1", but the start URL leads to eu-west-1',
		],
	] as const) {
		const fake = fakeAt('', person(['corp', VANITY, ''], { redirect }));
		const failure = await failureFrom(configured(fake, { 'session-only': true, ...args }));
		assert.equal([failure.code, failure.message], [code, problem]);
		assert.is(fake.files.get(CONFIG_PATH), '');
	}
});

test('an account or a role that is not assigned is refused', async () => {
	for (const args of [{ account: '999999999999' }, { role: 'Nope', account: '111111111111', profile: 'x' }]) {
		const { account: id, ...rest } = args;
		const given = 'role' in args ? { ...rest } : args;
		const fake = fakeAt(SESSION, person(['corp', ...('role' in given ? [id] : [])]));
		assert.is((await failureFrom(configured(fake, given))).code, 'usage');
		assert.is(fake.files.get(CONFIG_PATH), SESSION);
	}
});

test('a file that the AWS CLI refuses is refused before the first question', async () => {
	const fake = fakeAt('[profile dev]\nregion = a\nregion = b\n', person([]));
	assert.is((await failureFrom(configured(fake, {}))).code, 'config-not-editable');
	assert.equal(fake.questions, []);
});

test('Ctrl-C at any prompt changes nothing', async () => {
	const all = ['a new', 'lab', START_URL, 'us-east-1', '', '111', 'Admin', '', '', 'x'];
	const leave = () => {
		throw failures.declined(undefined);
	};
	for (let step = 0; step < all.length; step += 1) {
		const tokens = { lab: tokenText() };
		const fake = fakeAt(SESSION, person([...all.slice(0, step), leave], { tokens }));
		assert.is((await failureFrom(configured(fake, {}))).status, 130);
		assert.is(fake.questions.length, step + 1);
		assert.equal([...fake.files], [[CONFIG_PATH, SESSION]]);
	}
	const fake = fakeAt(SESSION, person(all, { tokens: { lab: tokenText() } }));
	assert.match((await configured(fake, {})) ?? '', /\[profile x\]/);
});

test.run();
