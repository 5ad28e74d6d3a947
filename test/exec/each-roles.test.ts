/** `ssoenv each --all-roles` with the built program: roles that are assigned to the person and have no profile. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseRecord } from '../../src/core/text/json.ts';
import { PROGRAM } from '../support/program/built-program.ts';
import { accountOf, type EachScene, withEachScene } from '../support/sign-in/each-scene.ts';
import { START_URL } from '../support/sign-in/signed-in-home.ts';

const account = (at: number, accountName: string | undefined, ...roles: readonly string[]) => ({
	accountId: accountOf(at),
	...(accountName !== undefined && { accountName }),
	roles,
});

/** The profiles p000 and p001 are for ReadOnly in the first two accounts. */
const ACCOUNTS = [
	account(0, 'Shop', 'ReadOnly', 'Admin'),
	account(1, 'Lab', 'ReadOnly'),
	account(2, 'Data', 'ReadOnly', 'Audit'),
	account(3, 'Twin', 'Audit'),
	account(4, 'Twin', 'Audit'),
	account(5, undefined, 'Audit'),
];

const scene = (play: (scene: EachScene) => Promise<void>, more = '', isSignedIn = true) =>
	withEachScene({ profiles: 2, more, isSignedIn }, { directory: { accounts: ACCOUNTS } }, play);

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
const sorted = (text: string): readonly string[] => [...lines(text)].sort();
const COMMAND = ['--', 'sh', '-c', 'echo "$SSOENV_ACCOUNT_ID $SSOENV_ROLE_NAME"'];

test('all roles: those of profiles by the name of the profile, the others by account and role', () =>
	scene(async ({ start, idc }) => {
		const { stdout, stderr, exitCode } = await start(['*', '--all-roles', ...COMMAND]).ended;
		assert.is(exitCode, 0, stderr);
		assert.equal(
			sorted(stdout),
			[
				`p000: ${accountOf(0)} ReadOnly`,
				`p001: ${accountOf(1)} ReadOnly`,
				`Shop/Admin: ${accountOf(0)} Admin`,
				`Data/ReadOnly: ${accountOf(2)} ReadOnly`,
				`Data/Audit: ${accountOf(2)} Audit`,
				`${accountOf(3)}/Audit: ${accountOf(3)} Audit`,
				`${accountOf(4)}/Audit: ${accountOf(4)} Audit`,
				`${accountOf(5)}/Audit: ${accountOf(5)} Audit`,
			].sort(),
		);
		assert.match(stderr, /\nssoenv: all 8 succeeded\n$/);
		const calls = idc.requests.length;
		const again = await start(['*', '--all-roles', ...COMMAND]).ended;
		assert.is(again.stdout.length, stdout.length);
		assert.match(again.stderr, /ssoenv: accounts and roles as of .* ago; to update them: ssoenv accounts --refresh/);
		assert.is(idc.requests.length, calls);
	}));

test('patterns and filters are for both; --account takes names, too', async () => {
	const chosen: Readonly<Record<string, readonly string[]>> = {
		'*/Audit': ['Data/Audit', `${accountOf(3)}/Audit`, `${accountOf(4)}/Audit`, `${accountOf(5)}/Audit`],
		'* --role ReadOnly': ['p000', 'p001', 'Data/ReadOnly'],
		'--account Shop': ['p000', 'Shop/Admin'],
		'* --account Twin --role Audit': [`${accountOf(3)}/Audit`, `${accountOf(4)}/Audit`],
		'p001 Shop/*': ['p001', 'Shop/Admin'],
	};
	await scene(async ({ start }) => {
		for (const [words, names] of Object.entries(chosen)) {
			const { stdout } = await start([...words.split(' '), '--all-roles', ...COMMAND]).ended;
			assert.equal(sorted(stdout.replace(/: .*$/gm, '')), [...names].sort(), words);
		}
	});
});

test('commands of ssoenv below it find the role again by its name', () =>
	scene(async ({ start, env, idc }) => {
		const ssoenv = `"${PROGRAM.join('" "')}"`;
		const { stdout, stderr } = await start(['Data/Audit', '--all-roles', '--', 'sh', '-c', `${ssoenv} export`], env)
			.ended;
		const document = parseRecord(stdout.replace(/^Data\/Audit: /gm, ''));
		assert.is(document?.AccessKeyId, idc.credentialsFor(accountOf(2), 'Audit')?.accessKeyId, stderr);
	}));

const OTHER = `[sso-session lab]\nsso_start_url = ${START_URL.replace('d-', 'e-')}\nsso_region = us-east-1\n`;

test('each sso-session is asked; --sso-session leaves out the others', () =>
	scene(async ({ start }) => {
		const all = await start(['*', '--all-roles', '--no-login', ...COMMAND]).ended;
		assert.equal([all.exitCode, all.stdout], [4, '']);
		assert.match(all.stderr, /sso-session "lab": not signed in\nssoenv: hint: ssoenv login --sso-session lab\n/);
		const one = await start(['*', '--all-roles', '--sso-session', 'org-*', ...COMMAND]).ended;
		assert.is(lines(one.stdout).length, 8);
		const unknown = await start(['*', '--all-roles', '--sso-session', 'lav', ...COMMAND]).ended;
		assert.is(unknown.exitCode, 3);
		assert.match(
			unknown.stderr,
			/no sso-session in \S+ matches lav; did you mean "lab"\?\nssoenv: hint: ssoenv list\n/,
		);
	}, OTHER));

test('what matches nothing says how to take roles without a profile', () =>
	scene(async ({ start }) => {
		const { stderr } = await start(['--role', 'Audit', ...COMMAND]).ended;
		assert.match(
			stderr,
			'none of the 2 profiles has --role Audit\nssoenv: hint: ssoenv list\nssoenv: hint: --all-roles takes roles that have no profile, too\n',
		);
		const all = await start(['Shop/Audit', '--all-roles', ...COMMAND]).ended;
		assert.match(
			all.stderr,
			/no profile in \S+ and no role that is assigned to you matches "Shop\/Audit"; the nearest: .*\nssoenv: hint: ssoenv list\nssoenv: hint: ssoenv accounts\n/,
		);
	}));

test.run();
