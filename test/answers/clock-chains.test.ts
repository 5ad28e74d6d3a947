/** Profiles that assume a role, on a machine whose clock is wrong: signatures, expiries, entries, status, the warning. */
import { readFileSync, rmSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asRecord } from '../../src/core/text/json.ts';
import { someOf } from '../support/assertions/short-run.ts';
import { type ChainScene, DEPLOY, withChains } from '../support/sign-in/chain-scene.ts';
import { cacheFileName } from '../support/sign-in/signed-in-home.ts';

const offsets: readonly (readonly [seconds: number, words: string])[] = [
	[-86_400, '24 h 0 min behind'],
	[-3600, '1 h 0 min behind'],
	[-300, '5 min behind'],
	[300, '5 min ahead of'],
	[3600, '1 h 0 min ahead of'],
	[86_400, '24 h 0 min ahead of'],
];

const warningOf = (words: string): string =>
	`ssoenv: warning: this machine's clock is ${words} AWS's; set it, because AWS refuses signed requests when the clock is 5 min off\n`;

/** The service's clock is `seconds` behind this machine's, and the person has signed in here. */
const withClock = (seconds: number, work: (scene: ChainScene) => Promise<void>) =>
	withChains(async (scene) => {
		const { idc, home } = scene;
		idc.setClockOffset(-seconds);
		const expiresAt = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z');
		home.write(`.aws/sso/cache/${cacheFileName('corp')}`, JSON.stringify({ ...idc.signIn(), expiresAt }));
		await work(scene);
	});

const inSeconds = (time: number): number => Math.trunc(time / 1000);
const isNear = (actual: number, expected: number): void =>
	assert.ok(Math.abs(actual - expected) <= 120, `${actual}, expected about ${expected}`);
const valueIn = (code: string, name: string): string => new RegExp(`${name}='?([^';]*)`).exec(code)?.[1] ?? '';
const entryPath = (roleArn: string): string => `.aws/cli/cache/${cacheFileName(`{"RoleArn": "${roleArn}"}`)}`;

for (const [offset, words] of someOf(offsets, 3)) {
	const name = `the clock is ${words} AWS's`;

	test(`${name}: a chain makes no request in vain, and warns once`, () =>
		withClock(offset, async ({ home, ssoenv, operations }) => {
			const { exitCode, stdout, stderr } = await ssoenv('use release --shell bash');
			assert.equal([exitCode, stderr], [0, warningOf(words)]);
			assert.equal(operations(), ['GetRoleCredentials', 'GetCallerIdentity', 'AssumeRole', 'AssumeRole']);
			const here = inSeconds(Date.now()) + 3600;
			isNear(Number(valueIn(stdout, 'SSOENV_EXPIRES')), here);
			const told = valueIn(stdout, 'AWS_CREDENTIAL_EXPIRATION');
			isNear(inSeconds(Date.parse(told)), here - offset);
			const entry = asRecord(JSON.parse(readFileSync(home.file(entryPath(DEPLOY)), 'utf8')));
			isNear(inSeconds(Date.parse(String(asRecord(entry?.Credentials)?.Expiration))), here - offset);
		}));

	test(`${name}: the next run takes the entries, without a word, and status counts by this clock`, () =>
		withClock(offset, async ({ ssoenv, operations }) => {
			const first = await ssoenv('use release --shell bash');
			operations();
			const second = await ssoenv('use release --shell bash');
			assert.equal([second.stdout, second.stderr], [first.stdout, '']);
			const { chains, clockOffsetSeconds } = JSON.parse((await ssoenv('status --json')).stdout);
			assert.equal(operations(), []);
			isNear(clockOffsetSeconds, offset);
			const release = chains.find(({ profile }: { profile: string }) => profile === 'release');
			for (const { credentials } of release.roles) isNear(credentials.secondsLeft, 3600);
		}));

	test(`${name}: static keys sign anew by AWS's time, and from then on at once`, () =>
		withClock(offset, async ({ home, ssoenv, operations }) => {
			const first = await ssoenv('export long');
			assert.equal([first.exitCode, first.stderr], [0, warningOf(words)]);
			const refused = Math.abs(offset) > 300 ? ['GetCallerIdentity'] : [];
			assert.equal(operations(), [...refused, 'GetCallerIdentity', 'AssumeRole']);
			rmSync(home.file('.aws/cli/cache'), { recursive: true });
			rmSync(home.file('.cache/ssoenv/locks'), { recursive: true, force: true });
			assert.is((await ssoenv('export long')).exitCode, 0);
			assert.equal(operations(), ['AssumeRole']);
		}));

	test(`${name}: a role of the AWS CLI that AWS has ended is not used, and a good one is`, () =>
		withClock(offset, async ({ home, ssoenv, operations }) => {
			await ssoenv('export deploy');
			const path = entryPath(DEPLOY);
			const { ssoenv: _, ...entry } = JSON.parse(readFileSync(home.file(path), 'utf8'));
			const ending = (minutes: number): string => {
				const end = new Date(Date.now() - offset * 1000 + minutes * 60_000).toISOString().replace(/\.\d+Z$/, '+00:00');
				return JSON.stringify({ ...entry, Credentials: { ...entry.Credentials, Expiration: end } });
			};
			operations();
			home.write(path, ending(40));
			const { stdout } = await ssoenv('use deploy --shell bash');
			assert.equal(operations(), []);
			isNear(Number(valueIn(stdout, 'SSOENV_EXPIRES')), inSeconds(Date.now()) + 2400);
			home.write(path, ending(-5));
			assert.is((await ssoenv('use deploy --shell bash')).exitCode, 0);
			assert.ok(operations().includes('AssumeRole'));
		}));
}

test('a note that is wrong by now costs one request', () =>
	withClock(3600, async ({ idc, home, ssoenv, operations }) => {
		await ssoenv('export long');
		rmSync(home.file('.aws/cli/cache'), { recursive: true });
		operations();
		idc.setClockOffset(0);
		const { exitCode, stderr } = await ssoenv('export shell', {
			AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
			AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
		});
		assert.equal([exitCode, stderr], [0, '']);
		assert.equal(operations(), ['AssumeRole', 'AssumeRole']);
	}));

test.run();
