/** A browser that does not open, and a page that cannot be opened or drawn: a message, and the sign-in goes on. */
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { hasPython } from '../support/program/python.ts';
import type { RunningProgram } from '../support/program/running-program.ts';
import { type SignInScene, withSignInScene } from '../support/sign-in/sign-in-scene.ts';

const scene = (work: (scene: SignInScene) => Promise<void>) => () => withSignInScene({}, work);

const TYPIST = fileURLToPath(new URL('../program/support/typist.py', import.meta.url));
const lacksPython = hasPython ? undefined : 'there is no python3';

function script({ home }: SignInScene, name: string, lines: readonly string[]): string {
	const path = home.write(name, `#!/bin/sh\n${lines.join('\n')}\n`);
	chmodSync(path, 0o755);
	return path;
}

/** Opens the shown URL, as a person would by hand. */
async function openByHand(program: RunningProgram): Promise<void> {
	const [, url = ''] = await program.said(/if it does not open, open this URL:\n\n {2}(\S+)\n/);
	await (await fetch(url)).text();
}

const failing: Readonly<Record<string, readonly [lines: readonly string[], told: string]>> = {
	'that exits with 3 at once': [['exit 3'], '"BROWSER" exited with 3'],
	'that is killed': [['kill -SEGV $$'], '"BROWSER" was ended by SIGSEGV'],
};

for (const [what, [lines, reason]] of Object.entries(failing)) {
	test(
		`a browser ${what} is reported, and the wait for a page opened by hand goes on`,
		scene(async (world) => {
			const browser = script(world, 'my browser', lines);
			const program = world.start(['login', 'dev'], 'stay', { BROWSER: browser });
			const [said] = await program.said(/cannot start the browser: .*\n.*\n/);
			assert.is(
				said,
				`cannot start the browser: ${reason.replace('BROWSER', browser)}\nssoenv: open the URL above yourself; ssoenv is still waiting\n`,
			);
			await openByHand(program);
			const { exitCode, stdout, stderr } = await program.ended;
			assert.is(exitCode, 0, stderr);
			assert.is(stdout, '');
			assert.ok(world.cached('corp'));
		}),
	);
}

test(
	'of several browsers, the first that works is opened, and the others are not reported',
	scene(async (world) => {
		const browser = `/no/such:${script(world, 'failing', ['exit 3'])}:${world.browser('follow')}`;
		const { exitCode, stderr } = await world.start(['login', 'dev'], 'follow', { BROWSER: browser }).ended;
		assert.is(exitCode, 0, stderr);
		assert.not.match(stderr, 'cannot start the browser');
		assert.is((await world.visit()).status, 200);
	}),
);

test(
	'a browser in a path with spaces is opened',
	scene(async (world) => {
		const browser = script(world, 'my browser/run', [`exec ${world.browser('follow')} "$@"`]);
		const { exitCode, stderr } = await world.start(['login', 'dev'], 'follow', { BROWSER: browser }).ended;
		assert.is(exitCode, 0, stderr);
		assert.is((await world.visit()).status, 200);
	}),
);

for (const browser of ['/no/such', '/', 'no-such-browser %s', ':', '/no/such:/no/such/either']) {
	test(
		`over SSH, BROWSER=${browser} cannot open, so a device code is used`,
		scene(async ({ start }) => {
			const program = start(['login', 'dev'], 'stay', {
				BROWSER: browser,
				SSH_CONNECTION: '::1 1 ::1 22',
				DISPLAY: ':0',
			});
			await program.said(
				/signing in with a device code, because this is an SSH session\n[\s\S]*confirm the code \w{4}-\w{4}/,
			);
			program.kill('SIGTERM');
			assert.is((await program.ended).exitCode, 130);
		}),
	);
}

const PAGE = 'https://device.sso.us-east-1.amazonaws.com/';

const deviceAnswer = (length: number) => ({
	deviceCode: 'd',
	userCode: 'ABCD-EFGH',
	verificationUri: PAGE,
	verificationUriComplete: `${PAGE}?user_code=`.padEnd(length, 'A'),
	expiresIn: 600,
	interval: 1,
});

/** Runs the program on a terminal, types the lines of the plan, and returns what the terminal showed. */
async function typeInto(world: SignInScene, args: readonly string[], lines: readonly string[], browser: string) {
	const plan = world.home.write('plan', `${lines.join('\n')}\n`);
	const program = world.start(args, 'stay', { BROWSER: browser, TERM: 'xterm' }, ['python3', TYPIST, plan]);
	const { exitCode, stdout, stderr } = await program.ended;
	assert.is(exitCode, 0, `${stderr}\n${stdout}`);
	return stdout;
}

testUnless(
	lacksPython,
	'on a terminal what is said of the browser stands on lines of its world, and the spinner below',
	scene(async (world) => {
		const browser = script(world, 'failing', ['exit 3']);
		const plan = ['< ssoenv is still waiting', '< waiting for the browser, ', '= \\x03', '< interrupted by SIGINT'];
		const shown = await typeInto(world, ['login', 'dev'], plan, browser);
		// The spinner is erased right before this message.
		const said = `ssoenv: cannot start the browser: "${browser}" exited with 3\r\n`;
		const before = shown.slice(0, shown.indexOf(said));
		assert.ok(before.endsWith('\x1b[1G\x1b[0K') || before.endsWith('\r\n'), JSON.stringify(before.slice(-40)));
		assert.ok(shown.includes(`${said}ssoenv: open the URL above yourself; ssoenv is still waiting\r\n`));
	}),
);

testUnless(
	lacksPython,
	'on a terminal, a URL that does not fit into a QR code is shown as text',
	scene(async (world) => {
		world.idc.fail('StartDeviceAuthorization', { kind: 'body', body: deviceAnswer(3000) });
		world.idc.fail('CreateToken', { kind: 'oauth', error: 'authorization_pending', times: 'always' });
		const plan = ['< waiting for you to confirm ABCD-EFGH', '= \\x03', '< interrupted by SIGINT'];
		const shown = await typeInto(world, ['login', 'dev', '--device-code'], plan, world.browser('stay'));
		assert.ok(shown.includes(deviceAnswer(3000).verificationUriComplete));
		assert.not.match(shown, /bug|[█▀▄]/);
		assert.is((await world.visit()).url, deviceAnswer(3000).verificationUriComplete);
	}),
);

test(
	'a URL of 200 kB is refused as an unusable answer',
	scene(async ({ start, idc, wasVisited }) => {
		idc.fail('StartDeviceAuthorization', { kind: 'body', body: deviceAnswer(200_000) });
		const { exitCode, stderr } = await start(['login', 'dev', '--device-code'], 'follow').ended;
		assert.is(exitCode, 6);
		assert.match(
			stderr,
			/^ssoenv: cannot use the response of \S+ to StartDeviceAuthorization: verificationUriComplete has 200000 characters\n/,
		);
		assert.ok(stderr.length < 1000);
		assert.not.ok(wasVisited());
	}),
);

test.run();
