/** `ssoenv write` with the built program: what it writes and refuses, and that it leaves no trace when it is removed. */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { writtenSections } from '../../src/core/config-edit/written-section.ts';
import { parseRecord } from '../../src/core/text/json.ts';
import { CHAINS, type ChainScene, withChains } from '../support/sign-in/chain-scene.ts';
import { cacheFileName } from '../support/sign-in/signed-in-home.ts';

const FILE = '.aws/credentials';
const OWN = '# mine\n[mine]\naws_access_key_id = AKIAMINE\naws_secret_access_key = s\n';

const textOf = ({ home }: ChainScene): string | undefined =>
	existsSync(home.file(FILE)) ? readFileSync(home.file(FILE), 'utf8') : undefined;
const namesIn = (scene: ChainScene): string =>
	writtenSections(textOf(scene) ?? '')
		.map(({ name }) => name)
		.join(' ');

/** Runs a command that must succeed and show no secret. */
async function done(scene: ChainScene, words: string, more = {}): Promise<string> {
	const { exitCode, stdout, stderr } = await scene.ssoenv(words, more);
	assert.equal([exitCode, stdout], [0, ''], `${words}: ${stderr}`);
	const { secretAccessKey, sessionToken } = scene.idc.credentialsFor('111111111111', 'ReadOnly') ?? {};
	for (const secret of [secretAccessKey, sessionToken]) assert.not(secret !== undefined && stderr.includes(secret));
	return stderr;
}

test('keys are written, renewed under their name, and removed without a trace', () =>
	withChains(async (scene) => {
		const { home, idc } = scene;
		const path = home.file(FILE);
		assert.match(
			await done(scene, 'write dev --as dev-keys'),
			new RegExp(
				`^ssoenv: wrote \\[dev-keys\\] to ${path}: ReadOnly in account 111111111111, (59 min|1 h 0 min) left\n$`,
			),
		);
		const issued = idc.credentialsFor('111111111111', 'ReadOnly');
		const text = textOf(scene) ?? '';
		assert.match(
			text,
			`aws_access_key_id = ${issued?.accessKeyId}\naws_secret_access_key = ${issued?.secretAccessKey}\n`,
		);
		assert.match(text, `aws_session_token = ${issued?.sessionToken}\nregion = eu-west-1\n`);
		assert.is(statSync(path).mode & 0o777, 0o600);
		assert.equal(readdirSync(home.file('.aws')).sort(), ['cli', 'config', 'credentials', 'sso']);
		await done(scene, 'write dev --region us-west-2');
		assert.is(textOf(scene), text.replace('eu-west-1', 'us-west-2'));
		assert.match(await done(scene, 'write --remove dev-keys'), `removed the keys of [dev-keys] from ${path}`);
		assert.is(textOf(scene), undefined);
		assert.match(await done(scene, 'write --remove'), `${path} has no keys from ssoenv`);
	}));

test('the rest of the file stays as it is, and others can no longer read it', () =>
	withChains(async (scene) => {
		const { home } = scene;
		for (const own of [OWN, OWN.replaceAll('\n', '\r\n'), OWN.trimEnd(), '\n']) {
			home.write(FILE, own);
			chmodSync(home.file(FILE), 0o644);
			assert.match(await done(scene, 'write deploy --as one'), 'others could read');
			assert.not.match(await done(scene, 'write dev --as two'), 'others could read');
			assert.ok(textOf(scene)?.startsWith(own));
			assert.is(namesIn(scene), 'one two');
			assert.match(await done(scene, 'write deploy dev'), /wrote \[one\].*wrote \[two\]/s);
			await done(scene, 'write --remove one');
			assert.is(namesIn(scene), 'two');
			await done(scene, 'write --remove');
			assert.is(textOf(scene), own);
		}
	}));

test('each role that exec takes: without a profile, of this shell, of AWS_PROFILE, of default', () =>
	withChains(async (scene) => {
		await done(scene, 'write --account 111111111111 --role PowerUser');
		await done(scene, 'write --as a', { AWS_PROFILE: 'dev' });
		await done(scene, 'write --as b', { SSOENV_PROFILE: 'dev' });
		await done(scene, 'write --as c');
		assert.is(namesIn(scene), 'PowerUser-111111111111 a b c');
		const profiles = writtenSections(textOf(scene) ?? '').map(({ profile }) => profile);
		assert.is(profiles.join(' '), 'PowerUser-111111111111 dev dev default');
		assert.match(await done(scene, 'write dev'), /\[a\].*\[b\]/s);
	}, `${CHAINS}[default]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n`));

test('default is written only if it is nobody else, and with a warning', () =>
	withChains(async (scene) => {
		assert.match(
			await done(scene, 'write dev --as default'),
			'warning: tools that are given no profile take [default]',
		);
		await done(scene, 'write --remove');
		scene.home.write(FILE, '[default]\nregion = x\n');
		const { exitCode, stderr } = await scene.ssoenv('write dev --as default');
		assert.is(exitCode, 3);
		assert.match(stderr, '[default] in');
	}));

test('a name in a hint is a value of --as also where the profile begins with a hyphen', () =>
	withChains(async ({ ssoenv }) => {
		const { exitCode, stderr } = await ssoenv('write -- -dev');
		assert.is(exitCode, 3);
		assert.match(stderr, 'hint: ssoenv write --as dev-keys -- -dev');
	}, `${CHAINS}[profile -dev]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n`));

test('command lines that are wrong and names of others: one line with a hint, no request, and nothing is written', () =>
	withChains(async (scene) => {
		const { home, idc } = scene;
		await done(scene, 'write dev --as changed');
		home.write(FILE, `${OWN}[empty]\n\n${textOf(scene)}output = json\n`);
		const before = textOf(scene);
		const requests = idc.requests.length;
		const refused: Readonly<Record<string, readonly [number, string]>> = {
			'write deploy': [
				3,
				`profile "deploy" is in ${home.file('.aws/config')}: some AWS tools would prefer keys of the same name`,
			],
			'write deploy --as dev': [3, 'hint: ssoenv write --as deploy-keys deploy'],
			'write deploy --as mine': [3, `[mine] in ${home.file(FILE)} is not from ssoenv, so it stays as it is`],
			'write deploy --as empty': [3, '[empty] in'],
			'write deploy --as changed': [3, '[changed] in'],
			'write dev': [3, 'has been changed since ssoenv wrote it, so it stays as it is'],
			'write deploy --as a]b': [2, '"a]b" cannot be the name of a profile with keys: AWS tools read it differently'],
			'write deploy --as DEFAULT': [2, '"DEFAULT" cannot be the name'],
			'write deploy --as=': [2, '--as is empty'],
			'write dev deploy --as x': [2, '--as takes one profile: two need two names'],
			'write nobody --as x': [3, 'profile "nobody" is not in'],
			'write changed': [
				3,
				'profile "changed" is not an Identity Center profile: it holds keys that ssoenv wrote for profile "dev"',
			],
			'use changed --shell bash': [3, 'hint: eval "$(ssoenv use dev)"'],
			'write alice --as x': [3, 'profile "alice" is not an Identity Center profile'],
			'write deploy --as x --region a_b': [2, 'the value of --region is "a_b"'],
			'write deploy --as x --account 111111111111': [2, 'PROFILE and --account cannot be used together'],
			'write --remove nothing': [3, `${home.file(FILE)} has no [nothing]`],
			'write --remove mine': [3, '[mine] in'],
			'write --remove --keep': [2, '--keep and --remove cannot be used together'],
			'write --remove --as x': [2, '--as and --remove cannot be used together'],
			'write --remove --account 111111111111': [2, '--account and --remove cannot be used together'],
		};
		for (const [words, [status, message]] of Object.entries(refused)) {
			const { exitCode, stdout, stderr } = await scene.ssoenv(words);
			assert.equal([exitCode, stdout], [status, words.startsWith('use') ? '(exit 3);\n' : ''], `${words}: ${stderr}`);
			assert.match(stderr, message);
			assert.match(stderr, 'ssoenv: hint: ');
			assert.is(textOf(scene), before, words);
		}
		assert.is(idc.requests.length, requests);
		assert.match(await done(scene, 'write --remove changed'), 'what others have added to it stays');
		assert.is(textOf(scene), `${OWN}[empty]\n\n[changed]\nregion = eu-west-1\noutput = json\n`);
	}));

test('if one of the roles is refused, no keys are written', () =>
	withChains(async (scene) => {
		await done(scene, 'write dev --as one');
		await done(scene, 'write deploy --as two');
		const before = textOf(scene);
		scene.idc.fail('AssumeRole', { kind: 'status', status: 403, times: 'always' });
		for (const entry of readdirSync(scene.home.file('.aws/cli/cache')))
			scene.home.write(`.aws/cli/cache/${entry}`, '{}');
		assert.not.equal((await scene.ssoenv('write dev deploy')).exitCode, 0);
		assert.is(textOf(scene), before);
	}));

test('a sign-out takes out the keys of its sign-in, and --all those of every sign-in', () =>
	withChains(async (scene) => {
		const { home, ssoenv } = scene;
		home.write(FILE, OWN);
		for (const [words, left] of [
			['logout dev', 'long-keys other'],
			['logout --all', ''],
		] as const) {
			await done(scene, 'write dev --as dev-keys');
			await done(scene, 'write deploy --as deploy-keys');
			await done(scene, 'write long --as long-keys');
			await done(scene, 'write dev --as other', { AWS_SHARED_CREDENTIALS_FILE: home.file('elsewhere') });
			const other = readFileSync(home.file('elsewhere'), 'utf8').trimStart().replace('"corp"', '"other"');
			home.write(FILE, `${textOf(scene)}\n${other}`);
			signIn(scene, 'other');
			assert.is((await ssoenv(words)).exitCode, 0);
			assert.is(namesIn(scene), left, words);
			assert.not(existsSync(home.file('elsewhere')));
			signIn(scene, 'corp');
			await done(scene, 'write --remove');
		}
		assert.is(textOf(scene), OWN);
	}));

const signIn = ({ home, idc }: ChainScene, session: string): string =>
	home.write(`.aws/sso/cache/${cacheFileName(session)}`, JSON.stringify(idc.signIn()));

test('a sign-out that cannot take them out says so', () =>
	withChains(async (scene) => {
		await done(scene, 'write dev --as dev-keys');
		chmodSync(scene.home.file(FILE), 0o400);
		const { exitCode, stderr } = await scene.ssoenv('logout dev');
		assert.is(exitCode, 3);
		assert.match(stderr, `the sign-out is incomplete: cannot remove the keys in ${scene.home.file(FILE)}`);
		chmodSync(scene.home.file(FILE), 0o600);
		assert.is((await scene.ssoenv('logout')).exitCode, 0);
		assert.is(textOf(scene), undefined);
	}));

test('a shell that gets newer credentials renews the keys, and its copy of the role counts', () =>
	withChains(async (scene) => {
		const { home, idc, ssoenv } = scene;
		// So short that each renewal of a shell asks AWS.
		idc.configure({ directory: { roleCredentialsSeconds: 600 } });
		await done(scene, 'write dev --as dev-keys');
		const asks = async (name: string) => {
			const { exitCode, stderr } = await ssoenv(`shell-role ${name} --shell bash --no-login`);
			assert.equal([exitCode, stderr], [0, '']);
		};
		for (const seconds of [602, 604, 606]) {
			// Newer keys are those that end later, to the second.
			idc.configure({ directory: { roleCredentialsSeconds: seconds } });
			await asks('dev');
			const key = idc.credentialsFor('111111111111', 'ReadOnly')?.accessKeyId ?? '';
			assert.match(textOf(scene) ?? '', `aws_access_key_id = ${key}\n`);
			const copy = home.file('.cache/ssoenv/shell/roles/dev');
			assert.match(readFileSync(copy, 'utf8'), `\n=${key}\n`);
			const dates = [FILE, '.aws', '.aws/config'].map((name) => statSync(home.file(name)).mtimeMs);
			assert.ok(
				dates.every((date) => statSync(copy).mtimeMs >= date),
				'the shells ignore a copy that is older',
			);
		}
		const before = textOf(scene);
		await asks('deploy');
		assert.is(textOf(scene), before, 'another profile');
		home.write(FILE, `${before}output = json\n`);
		const { stderr } = await ssoenv('shell-role dev --shell bash --no-login');
		assert.match(stderr, '[dev-keys] in');
		assert.is(textOf(scene), `${before}output = json\n`);
		await asks('dev');
	}));

test('a copy does not count if the config file has changed since it was read', () =>
	withChains(async (scene) => {
		const { home, ssoenv } = scene;
		await done(scene, 'write dev --as dev-keys');
		const copy = home.file('.cache/ssoenv/shell/roles/dev');
		await ssoenv('shell-role dev --shell bash --no-login');
		const renewed = statSync(copy).mtimeMs;
		assert.ok(renewed >= statSync(home.file(FILE)).mtimeMs);
		home.write('.aws/config', `${CHAINS}# a comment\n`);
		assert.ok(renewed < statSync(home.file('.aws/config')).mtimeMs);
	}));

test('status shows the keys, and the file that AWS_SHARED_CREDENTIALS_FILE names is the one', () =>
	withChains(async (scene) => {
		const { home, ssoenv } = scene;
		const variables = { AWS_SHARED_CREDENTIALS_FILE: home.file('other/keys') };
		await done(scene, 'write dev --as dev-keys', variables);
		assert.is(textOf(scene), undefined);
		const { stdout } = await ssoenv('status', variables);
		assert.match(
			stdout,
			new RegExp(`^credentials file: ${home.file('other/keys')}\n  keys +\\[dev-keys\\] of dev: \\d+ min`, 'm'),
		);
		const written = parseRecord((await ssoenv('status --json deploy', variables)).stdout)?.written;
		assert.equal(written, []);
		const empty = await ssoenv('write dev --as x', { AWS_SHARED_CREDENTIALS_FILE: '' });
		assert.is(empty.exitCode, 3);
		assert.match(empty.stderr, 'AWS_SHARED_CREDENTIALS_FILE is empty');
	}));

test.run();
