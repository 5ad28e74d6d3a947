/** `ssoenv list`: exact output. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/profile/list.ts';
import { fakeContext } from '../../support/context/context.ts';
import { CONFIG_PATH, START_URL } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const config = sharedConfigOf({
	profiles: {
		dev: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly', region: 'eu-west-1' },
		日本: { sso_session: 'corp', sso_account_id: '222222222222', sso_role_name: 'PowerUser' },
		'bad\u001b[31m\nname': { sso_start_url: START_URL },
		keys: { aws_access_key_id: 'AKIA' },
	},
	ssoSessions: { corp: { sso_start_url: START_URL, sso_region: 'us-east-1' } },
});

test('a table for people: aligned, problems in the last column, without terminal control characters', async () => {
	const { context, stdout, stderr } = fakeContext({ config });
	await run({ json: false, include: [], exclude: [] }, context);
	assert.equal(stdout, [
		`PROFILE              SSO-SESSION  ACCOUNT       ROLE       REGION
bad\\x1b[31m\\x0aname  -            -             -          -          ! profile "bad\\x1b[31m\\x0aname" is not an Identity Center profile: it has no account and no role
dev                  corp         111111111111  ReadOnly   eu-west-1
日本                 corp         222222222222  PowerUser  -
`,
	]);
	assert.equal(stderr, []);
});

test('JSON for programs: ASCII, every column, null for missing values', async () => {
	const { context, stdout, stderr } = fakeContext({ config });
	await run({ json: true, include: [], exclude: [] }, context);
	assert.is(stdout.length, 1);
	const [text = ''] = stdout;
	assert.match(text, /^[ -~\n]+\n$/);
	assert.equal(JSON.parse(text), [
		{
			profile: 'dev',
			ssoSession: 'corp',
			startUrl: START_URL,
			ssoRegion: 'us-east-1',
			accountId: '111111111111',
			roleName: 'ReadOnly',
			region: 'eu-west-1',
			problem: null,
		},
		{
			profile: '日本',
			ssoSession: 'corp',
			startUrl: START_URL,
			ssoRegion: 'us-east-1',
			accountId: '222222222222',
			roleName: 'PowerUser',
			region: null,
			problem: null,
		},
		{
			profile: 'bad\u001b[31m\nname',
			ssoSession: null,
			startUrl: START_URL,
			ssoRegion: null,
			accountId: null,
			roleName: null,
			region: null,
			problem: 'profile "bad\u001b[31m\nname" is not an Identity Center profile: it has no account and no role',
		},
	]);
	assert.equal(stderr, []);
});

test('people get the profiles in reading order, programs in that of the file', async () => {
	const role = { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' };
	const teams = sharedConfigOf({ profiles: { 'team-10': role, 'Team-9': role, 'team-2': role } });
	const { context, stdout } = fakeContext({ config: teams });
	await run({ json: false, include: [], exclude: [] }, context);
	await run({ json: true, include: [], exclude: [] }, context);
	const [table = '', json = ''] = stdout;
	assert.equal(table.match(/^team-\d+/gim), ['team-2', 'Team-9', 'team-10']);
	assert.equal(json.match(/team-\d+(?=",)/gi), ['team-10', 'Team-9', 'team-2']);
});

test('section headers that AWS tools ignore are reported beside the table and the JSON, and replace the hint', async () => {
	const line = `line 1 of ${CONFIG_PATH} has [other], but AWS tools read only [profile other]`;
	const texts = [{ path: CONFIG_PATH, text: '[other]\nsso_session = corp\n', isCredentials: false }];
	const world = { ...config, texts };
	for (const json of [false, true]) {
		const { context, stdout, stderr } = fakeContext({ config: world });
		await run({ json, include: [], exclude: [] }, context);
		assert.equal([stdout.length, stderr], [1, [line]]);
	}
	const empty = fakeContext({ config: { ...sharedConfigOf({}), texts } });
	await run({ json: false, include: [], exclude: [] }, empty.context);
	assert.equal(empty.stderr, [line, `there is no Identity Center profile in ${CONFIG_PATH}`]);
});

test('if the only profiles belong to another tool, the hint is to migrate them', async () => {
	const { context, stderr } = fakeContext({
		config: sharedConfigOf({ profiles: { a: {}, b: { granted_sso_region: 'us-east-1' } } }),
	});
	await run({ json: false, include: [], exclude: [] }, context);
	assert.equal(stderr, [`there is no Identity Center profile in ${CONFIG_PATH}`, 'hint: ssoenv sync --from granted']);
});

test('without profiles, people get a hint and programs an empty list', async () => {
	const people = fakeContext({ config: sharedConfigOf({}) });
	await run({ json: false, include: [], exclude: [] }, people.context);
	assert.equal(people.stdout, []);
	assert.equal(people.stderr, [`there is no Identity Center profile in ${CONFIG_PATH}`, 'hint: ssoenv configure']);
	const programs = fakeContext({ config: sharedConfigOf({}) });
	await run({ json: true, include: [], exclude: [] }, programs.context);
	assert.equal([programs.stdout, programs.stderr], [['[]\n'], []]);
});

test('patterns choose profiles by account and role', async () => {
	const listed = async (include: readonly string[], exclude: readonly string[] = []) => {
		const { context, stdout } = fakeContext({ config });
		await run({ json: true, include, exclude }, context);
		return [...stdout.join('').matchAll(/"roleName": "(\w+)"/g)].map(([, name]) => name);
	};
	assert.equal(await listed(['*/power*']), ['PowerUser']);
	assert.equal(await listed(['111111111111']), ['ReadOnly']);
	assert.equal(await listed(['*'], ['*/ReadOnly']), ['PowerUser']);
	const { context, stderr } = fakeContext({ config });
	await run({ json: false, include: ['nothing'], exclude: [] }, context);
	assert.equal(stderr, [
		'no profile in /home/me/.aws/config matches',
		'accounts match by their IDs only, until their names are known',
		'hint: ssoenv accounts',
	]);
	assert.equal(await listed([''], ['']), ['ReadOnly', 'PowerUser']);
	assert.equal(await listed(['', '111111111111']), ['ReadOnly']);
	const byId = fakeContext({ config });
	await run({ json: false, include: ['999999999999'], exclude: [] }, byId.context);
	assert.equal(byId.stderr, ['no profile in /home/me/.aws/config matches']);
});

test.run();
