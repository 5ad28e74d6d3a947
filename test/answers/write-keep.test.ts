/** `ssoenv write --keep` with the built program: it renews the keys until a signal ends it, and then removes them. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type RunningProgram, startSsoenv } from '../support/program/running-program.ts';
import { until } from '../support/program/until.ts';
import { type ChainScene, withChains } from '../support/sign-in/chain-scene.ts';
import { cacheFileName } from '../support/sign-in/signed-in-home.ts';

const OWN = '[mine]\naws_access_key_id = AKIAMINE\naws_secret_access_key = s\n';

interface KeepScene extends ChainScene {
	readonly program: RunningProgram;
	/** Resolves to the access key ID in the file, once it is another one than this. */
	readonly keyAfter: (key: string | undefined) => Promise<string>;
}

const fileOf = ({ home }: ChainScene): string => home.file('.aws/credentials');
const textOf = (scene: ChainScene): string => readFileSync(fileOf(scene), 'utf8');

/** @param lifeSeconds how long the credentials live: they are renewed after half of that */
function withKeep(
	words: readonly string[],
	work: (scene: KeepScene) => Promise<void>,
	lifeSeconds = 6,
	prepare: (scene: ChainScene) => void = () => undefined,
): Promise<void> {
	return withChains(async (scene) => {
		scene.home.write('.aws/credentials', OWN);
		scene.idc.configure({ directory: { roleCredentialsSeconds: lifeSeconds } });
		prepare(scene);
		const program = startSsoenv(['write', ...words, '--keep'], scene.env);
		const keyAfter = (key: string | undefined) =>
			until(`another key than ${key}`, () => {
				const found = /^aws_access_key_id = (ASIA\w+)/m.exec(textOf(scene))?.[1];
				return found === key ? undefined : found;
			});
		try {
			await work({ ...scene, program, keyAfter });
		} finally {
			program.kill('SIGKILL');
			await program.ended;
		}
	});
}

for (const [signal, status] of [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 130],
] as const) {
	test(`it renews the keys, and ${signal} ends it with status ${status} and without a trace`, () =>
		withKeep(['dev', '--as', 'keys'], async (scene) => {
			const { program, keyAfter, idc } = scene;
			await program.said(/^ssoenv: keeping \[keys\] fresh; Ctrl-C removes what was written\n$/m);
			let key = await keyAfter(undefined);
			for (let renewals = 0; renewals < 2; renewals += 1) key = await keyAfter(key);
			assert.ok(textOf(scene).startsWith(OWN));
			assert.ok(idc.requestsTo('GetRoleCredentials').length <= 4);
			program.kill(signal);
			const { exitCode, stdout, stderr } = await program.ended;
			assert.equal([exitCode, stdout, textOf(scene)], [status, '', OWN]);
			assert.is(stderr.match(/ssoenv: /g)?.length, signal === 'SIGTERM' ? 3 : 4);
		}));
}

test('without a sign-in it says so, and writes the keys after one; a sign-out takes them away until the next', () =>
	withKeep(
		['dev', '--as', 'keys'],
		async (scene) => {
			const { program, keyAfter, idc, home, ssoenv } = scene;
			await program.said(/^ssoenv: dev: sso-session "corp": not signed in\nssoenv: hint: ssoenv login .*\n/m);
			await program.said(/keeping \[keys\]/);
			assert.is(textOf(scene), OWN);
			signIn(scene);
			const key = await keyAfter(undefined);
			await program.said(/^ssoenv: dev: has new credentials/m);
			assert.is((await ssoenv('logout dev')).exitCode, 0);
			assert.is(textOf(scene), OWN);
			assert.not(existsSync(home.file(TOKEN)));
			await program.said(/not signed in.*not signed in/s);
			assert.is(textOf(scene), OWN);
			signIn(scene);
			await keyAfter(undefined);
			assert.not.match(textOf(scene), key);
			assert.equal(idc.requestsTo('RegisterClient'), []);
		},
		3600,
		({ home }) => rmSync(home.file(TOKEN)),
	));

const TOKEN = `.aws/sso/cache/${cacheFileName('corp')}`;
const signIn = ({ home, idc }: ChainScene): string => home.write(TOKEN, JSON.stringify(idc.signIn()));

test('what others make of the section stays: it says so once, and goes on when it is as it was', () =>
	withKeep(['dev', '--as', 'keys'], async (scene) => {
		const { program, keyAfter, home } = scene;
		const key = await keyAfter(undefined);
		const written = textOf(scene);
		home.write('.aws/credentials', written.replace(`= ${key}`, '= AKIAOTHER'));
		await program.said(/^ssoenv: dev: \[keys\] in .* is not from ssoenv, so it stays as it is$/m);
		assert.match(textOf(scene), 'AKIAOTHER');
		home.write('.aws/credentials', written);
		await keyAfter(key);
		program.kill('SIGTERM');
		assert.is((await program.ended).stderr.match(/is not from ssoenv/g)?.length, 1);
		assert.is(textOf(scene), OWN);
	}));

test('a name of others ends it at once, and nothing is written', () =>
	withKeep(['dev', '--as', 'mine'], async (scene) => {
		const { exitCode, stderr } = await scene.program.ended;
		assert.is(exitCode, 3);
		assert.match(stderr, '[mine] in');
		assert.is(textOf(scene), OWN);
	}));

test.run();
