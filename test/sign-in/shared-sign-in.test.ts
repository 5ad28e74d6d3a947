/** Several who need the same sign-in at once: one of them signs in, the others wait for it and share what comes of it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { RunningProgram } from '../support/program/running-program.ts';
import { type SignInScene, withSignInScene } from '../support/sign-in/sign-in-scene.ts';

const scene = (work: (scene: SignInScene) => Promise<void>) => () => withSignInScene({}, work);

const WAITING = /ssoenv: ssoenv process (\d+) is signing in to sso-session "corp"; waiting for it/;
const IN_BROWSER = 'opening the browser to sign in';

const statuses = async (programs: readonly RunningProgram[]) =>
	(await Promise.all(programs.map(({ ended }) => ended))).map(({ exitCode }) => exitCode);

const saying = async (programs: readonly RunningProgram[], words: string) =>
	(await Promise.all(programs.map(({ ended }) => ended))).filter(({ stderr }) => stderr.includes(words)).length;

/** Somebody who is signing in, whose browser never comes back. */
async function signingIn({ start }: SignInScene): Promise<RunningProgram> {
	const holder = start(['login', 'dev'], 'stay');
	await holder.said(/opening the browser to sign in/);
	return holder;
}

async function saidWhom(waiter: RunningProgram, holder: RunningProgram): Promise<void> {
	assert.is(Number((await waiter.said(WAITING))[1]), holder.pid);
}

test(
	'of many at once one opens a browser and registers, and all are signed in',
	scene(async ({ start, idc }) => {
		const commands = [
			['login', 'dev'],
			['login', '--sso-session', 'corp'],
			['use', 'dev', '--login', '--shell', 'bash'],
		];
		const programs = Array.from({ length: 8 }, (_, at) => start(commands[at % commands.length] ?? [], 'follow'));
		assert.equal(await statuses(programs), Array(8).fill(0));
		assert.is(await saying(programs, IN_BROWSER), 1);
		assert.is(idc.requestsTo('RegisterClient').length, 1);
		assert.is(idc.requestsTo('CreateToken').length, 1);
		assert.is(idc.requestsTo('GetRoleCredentials').length, 1);
	}),
);

test(
	'whoever waits is told for whom, and leaves by Ctrl-C with 130; the next one signs in when the holder is interrupted or killed',
	scene(async (world) => {
		const { start, idc } = world;
		for (const signal of ['SIGINT', 'SIGKILL'] as const) {
			const holder = await signingIn(world);
			const [leaving, ...waiters] = Array.from({ length: 3 }, () => start(['login', 'dev'], 'follow'));
			for (const waiter of [leaving, ...waiters]) if (waiter !== undefined) await saidWhom(waiter, holder);
			leaving?.kill('SIGINT');
			assert.is((await leaving?.ended)?.exitCode, 130);
			holder.kill(signal);
			await holder.ended;
			assert.equal(await statuses(waiters), [0, 0]);
			assert.is(await saying(waiters, IN_BROWSER), 1);
			await start(['logout', 'dev'], 'stay').ended;
		}
		assert.is(idc.requestsTo('RegisterClient').length, 1);
	}),
);

test(
	'a holder that is stopped is waited for, and --force starts one of its own, of which all have the good',
	scene(async (world) => {
		const holder = await signingIn(world);
		holder.kill('SIGSTOP');
		const waiter = world.start(['use', 'dev', '--login', '--shell', 'bash'], 'follow');
		await saidWhom(waiter, holder);
		await waiter.said(/\(to start your own sign-in: ssoenv login --sso-session corp --force\)/);
		const own = world.start(['login', 'dev', '--force'], 'follow');
		assert.equal(await statuses([own, waiter]), [0, 0]);
		assert.is(await saying([waiter], IN_BROWSER), 0);
	}),
);

test(
	'device codes at once are each of their own, with one registration for all',
	scene(async ({ start, idc }) => {
		const programs = Array.from({ length: 6 }, () => start(['login', 'dev', '--device-code'], 'stay'));
		for (const program of programs) idc.approve((await program.said(/confirm the code ([A-Z0-9-]+)/))[1] ?? '');
		assert.equal(await statuses(programs), Array(6).fill(0));
		assert.is(idc.requestsTo('RegisterClient').length, 1);
		assert.is(idc.requestsTo('StartDeviceAuthorization').length, 6);
	}),
);

test(
	'where no lock can be made everybody signs in alone',
	scene(async ({ start, home, cached }) => {
		home.write('.cache', 'a file');
		assert.equal(await statuses([start(['login', 'dev'], 'follow')]), [0]);
		assert.ok(cached('corp'));
	}),
);

test.run();
