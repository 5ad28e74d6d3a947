/** Several processes that need the same sign-in: one signs in, and the others wait and share it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { RunningProgram } from '../support/program/running-program.ts';
import { type SignInScene, withSignInScene } from '../support/sign-in/sign-in-scene.ts';

const scene = (work: (scene: SignInScene) => Promise<void>) => () => withSignInScene({}, work);

const WAITING = /ssoenv: ssoenv process (\d+) is signing in to sso-session "corp"; waiting for it/;
const IN_BROWSER = 'opening the browser to sign in';

const statuses = async (programs: readonly RunningProgram[]) =>
	(await Promise.all(programs.map(({ ended }) => ended))).map(({ exitCode }) => exitCode);

const countSaying = async (programs: readonly RunningProgram[], words: string) =>
	(await Promise.all(programs.map(({ ended }) => ended))).filter(({ stderr }) => stderr.includes(words)).length;

/** Starts a process that holds the sign-in lock: its browser never returns. */
async function startHolder({ start }: SignInScene): Promise<RunningProgram> {
	const holder = start(['login', 'dev'], 'stay');
	await holder.said(/opening the browser to sign in/);
	return holder;
}

async function expectWaitingFor(waiter: RunningProgram, holder: RunningProgram): Promise<void> {
	assert.is(Number((await waiter.said(WAITING))[1]), holder.pid);
}

test(
	'of many processes, one opens a browser and registers, and all are signed in',
	scene(async ({ start, idc }) => {
		const commands = [
			['login', 'dev'],
			['login', '--sso-session', 'corp'],
			['use', 'dev', '--login', '--shell', 'bash'],
		];
		const programs = Array.from({ length: 8 }, (_, at) => start(commands[at % commands.length] ?? [], 'follow'));
		assert.equal(await statuses(programs), Array(8).fill(0));
		assert.is(await countSaying(programs, IN_BROWSER), 1);
		assert.is(idc.requestsTo('RegisterClient').length, 1);
		assert.is(idc.requestsTo('CreateToken').length, 1);
		assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
	}),
);

test(
	'a waiting process names the holder and exits with 130 on Ctrl-C; when the holder ends, another one signs in',
	scene(async (world) => {
		const { start, idc } = world;
		for (const signal of ['SIGINT', 'SIGKILL'] as const) {
			const holder = await startHolder(world);
			const [leaving, ...waiters] = Array.from({ length: 3 }, () => start(['login', 'dev'], 'follow'));
			for (const waiter of [leaving, ...waiters]) if (waiter !== undefined) await expectWaitingFor(waiter, holder);
			leaving?.kill('SIGINT');
			assert.is((await leaving?.ended)?.exitCode, 130);
			holder.kill(signal);
			await holder.ended;
			assert.equal(await statuses(waiters), [0, 0]);
			assert.is(await countSaying(waiters, IN_BROWSER), 1);
			await start(['logout', 'dev'], 'stay').ended;
		}
		assert.is(idc.requestsTo('RegisterClient').length, 1);
	}),
);

test(
	'others wait for a stopped holder, and the sign-in of --force ends their wait',
	scene(async (world) => {
		const holder = await startHolder(world);
		holder.kill('SIGSTOP');
		const waiter = world.start(['use', 'dev', '--login', '--shell', 'bash'], 'follow');
		await expectWaitingFor(waiter, holder);
		await waiter.said(/\(to start your own sign-in: ssoenv login --sso-session corp --force\)/);
		const forcedLogin = world.start(['login', 'dev', '--force'], 'follow');
		assert.equal(await statuses([forcedLogin, waiter]), [0, 0]);
		assert.is(await countSaying([waiter], IN_BROWSER), 0);
	}),
);

test(
	'device code sign-ins run side by side and share one registration',
	scene(async ({ start, idc }) => {
		const programs = Array.from({ length: 6 }, () => start(['login', 'dev', '--device-code'], 'stay'));
		for (const program of programs) idc.approve((await program.said(/confirm the code ([A-Z0-9-]+)/))[1] ?? '');
		assert.equal(await statuses(programs), Array(6).fill(0));
		assert.is(idc.requestsTo('RegisterClient').length, 1);
		assert.is(idc.requestsTo('StartDeviceAuthorization').length, 6);
	}),
);

test(
	'when no lock can be created, each process signs in by itself',
	scene(async ({ start, home, cached }) => {
		home.write('.cache', 'a file');
		assert.equal(await statuses([start(['login', 'dev'], 'follow')]), [0]);
		assert.ok(cached('corp'));
	}),
);

test.run();
