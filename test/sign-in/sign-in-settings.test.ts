/** The settings for how to sign in: the built program, with variables and with keys in the section of the sso-session. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { objectFrom } from '../support/identity-center/json.ts';
import { freePort } from '../support/program/free-port.ts';
import { REGISTRATION_KEY, type SignInScene, withSignInScene } from '../support/sign-in/sign-in-scene.ts';
import { cacheFileName } from '../support/sign-in/signed-in-home.ts';

const scene = (work: (scene: SignInScene) => Promise<void>) => () => withSignInScene({ approveByVisit: true }, work);

/** Writes keys into the section of the sso-session, whose first key is on line 2. */
function withKeys({ home }: SignInScene, keys: Readonly<Record<string, string>>): void {
	const lines = Object.entries(keys).map(([key, value]) => `${key} = ${value}\n`);
	const config = readFileSync(home.file('.aws/config'), 'utf8');
	home.write(
		'.aws/config',
		config.replace('[sso-session corp]\n', (header) => header + lines.join('')),
	);
}

/** Forgets the access token, but not the registration, which --force would forget too. */
const forget = ({ home }: SignInScene): void =>
	rmSync(home.file(`.aws/sso/cache/${cacheFileName('corp')}`), { force: true });

const redirectUris = ({ idc }: SignInScene): readonly unknown[] =>
	idc.requestsTo('CreateToken').map(({ body }) => objectFrom(body, 'the body').redirectUri);

const uriOf = (port: number): string => `http://127.0.0.1:${port}/oauth/callback`;

test(
	'a fixed port is in the redirect URI, by variable or key, and the registration serves each port',
	scene(async (world) => {
		const [first, second] = [await freePort(), await freePort()];
		withKeys(world, { ssoenv_callback_port: String(first) });
		for (const env of [{}, { SSOENV_CALLBACK_PORT: String(second) }, {}]) {
			forget(world);
			const { exitCode, stderr } = await world.start(['login', 'dev'], 'follow', env).ended;
			assert.is(exitCode, 0, stderr);
		}
		assert.equal(redirectUris(world), [uriOf(first), uriOf(second), uriOf(first)]);
		const [registered, ...more] = world.idc.requestsTo('RegisterClient');
		assert.equal(more, []);
		assert.equal(objectFrom(registered?.body, 'the body').redirectUris, ['http://127.0.0.1/oauth/callback']);
	}),
);

test(
	'a fixed port over SSH: the URL is shown, nothing opens, and a browser elsewhere comes back through the port',
	scene(async (world) => {
		const port = await freePort();
		const env = { BROWSER: '', SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22', SSOENV_CALLBACK_PORT: String(port) };
		const program = world.start(['login', 'dev'], 'stay', env);
		const [, url = ''] = await program.said(
			/ssoenv: to sign in to sso-session "corp", open this URL in a browser on this machine, or on one that forwards its port \d+ to this one:\n\n {2}(\S+)\n/,
		);
		await (await fetch(url)).text();
		const { exitCode, stderr } = await program.ended;
		assert.is(exitCode, 0, stderr);
		assert.equal(redirectUris(world), [uriOf(port)]);
	}),
);

test(
	'a port that is taken is named, with exit status 3, before AWS is asked for anything',
	scene(async (world) => {
		const other = createServer();
		const port = await freePort();
		await new Promise<void>((ready) => {
			other.listen(port, '127.0.0.1', ready);
		});
		try {
			withKeys(world, { ssoenv_callback_port: String(port) });
			const { exitCode, stdout, stderr } = await world.start(['login', 'dev'], 'follow').ended;
			assert.equal([exitCode, stdout], [3, '']);
			const file = world.home.file('.aws/config');
			assert.is(
				stderr,
				`ssoenv: cannot listen on port ${port} of 127.0.0.1, which ssoenv_callback_port of sso-session "corp" (line 2 of ${file}) sets: another program uses it\n` +
					`ssoenv: hint: set ssoenv_callback_port in ${file} to another port\n` +
					'ssoenv: hint: ssoenv login --sso-session corp --device-code\n',
			);
			assert.equal([world.idc.requests.length, world.wasVisited()], [0, false]);
			assert.equal([world.cached('corp'), world.cached(REGISTRATION_KEY)], [undefined, undefined]);
		} finally {
			other.close();
		}
	}),
);

for (const [what, keys, env] of [
	['the variable', {}, { SSOENV_DEVICE_CODE: '1' }],
	['the key', { ssoenv_device_code: 'true' }, {}],
] as const) {
	test(
		`a device code by ${what}`,
		scene(async (world) => {
			withKeys(world, keys);
			const { exitCode, stderr } = await world.start(['login', 'dev'], 'follow', env).ended;
			assert.is(exitCode, 0, stderr);
			assert.is(world.idc.requestsTo('StartDeviceAuthorization').length, 1);
			assert.match((await world.visit()).url, /\/device\?user_code=/);
		}),
	);
}

test(
	'SSOENV_DEVICE_CODE=0 wins over the key, and --device-code over both',
	scene(async (world) => {
		withKeys(world, { ssoenv_device_code: 'true' });
		for (const words of [[], ['--device-code']]) {
			forget(world);
			const program = world.start(['login', 'dev', ...words], 'follow', { SSOENV_DEVICE_CODE: '0' });
			assert.is((await program.ended).exitCode, 0);
		}
		assert.equal(
			world.idc.requests
				.map(({ operation }) => operation)
				.filter((one) => /^(?:Authorize|StartDevice)/.test(one ?? '')),
			['Authorize', 'StartDeviceAuthorization'],
		);
	}),
);

test(
	'the browser of a setting gets its own words and the URL, and BROWSER is not used',
	scene(async (world) => {
		for (const [keys, env, words] of [
			[{ ssoenv_browser: `${world.browser('follow')} -P "my work" %s` }, {}, ['-P', 'my work']],
			[{}, { SSOENV_BROWSER: `${world.browser('follow')} '$(id)' %s` }, ['$(id)']],
		] as const) {
			forget(world);
			rmSync(world.home.file('visit.json'), { force: true });
			withKeys(world, keys);
			const { exitCode, stderr } = await world.start(['login', 'dev'], 'follow', { BROWSER: '/no/such', ...env }).ended;
			assert.is(exitCode, 0, stderr);
			const { argv, url } = await world.visit();
			assert.equal(argv.slice(4), [...words, url]);
		}
	}),
);

test(
	'the browser of a setting opens over SSH too',
	scene(async (world) => {
		withKeys(world, { ssoenv_browser: world.browser('follow') });
		const env = { BROWSER: '', SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' };
		const { exitCode, stderr } = await world.start(['login', 'dev'], 'follow', env).ended;
		assert.is(exitCode, 0, stderr);
		assert.is(world.idc.requestsTo('Authorize').length, 1);
	}),
);

interface Wrong {
	readonly keys?: Readonly<Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	/** The message; FILE stands for the config file. */
	readonly told: string;
}

const wrong: readonly Wrong[] = [
	{ env: { SSOENV_DEVICE_CODE: 'yes' }, told: 'SSOENV_DEVICE_CODE is "yes", expected true, false, 1 or 0' },
	{ env: { SSOENV_CALLBACK_PORT: '0' }, told: 'SSOENV_CALLBACK_PORT is "0", expected a port from 1 to 65535' },
	{ env: { SSOENV_BROWSER: ' ' }, told: 'SSOENV_BROWSER is " ", expected the command of a browser' },
	{ env: { SSOENV_BROWSER: '/no/such -x' }, told: 'SSOENV_BROWSER names "/no/such", which is not found' },
	{
		keys: { ssoenv_callback_port: '70000' },
		told: 'ssoenv_callback_port of sso-session "corp" is "70000", which is not a port from 1 to 65535 (line 2 of FILE)',
	},
	{
		keys: { ssoenv_browser: '' },
		told: 'ssoenv_browser of sso-session "corp" is "", which is not the command of a browser (line 2 of FILE)',
	},
	{
		keys: { ssoenv_browser: '/no/such -x' },
		told: 'ssoenv_browser of sso-session "corp" (line 2 of FILE) names "/no/such", which is not found',
	},
];

for (const { keys = {}, env = {}, told } of wrong) {
	test(
		`refused: ${told}`,
		scene(async (world) => {
			withKeys(world, keys);
			for (const words of [
				['login', 'dev'],
				['use', 'dev', '--shell', 'bash', '--login'],
			]) {
				const { exitCode, stdout, stderr } = await world.start(words, 'follow', env).ended;
				assert.equal([exitCode, stdout], [3, words[0] === 'use' ? '(exit 3);\n' : '']);
				const [first, ...hints] = stderr.replaceAll(world.home.file('.aws/config'), 'FILE').split('\n');
				assert.is(first, `ssoenv: ${told}`);
				for (const hint of hints) assert.match(hint, /^(?:|ssoenv: hint: .*)$/);
			}
			assert.is(world.idc.requests.length, 0);
			assert.not.ok(existsSync(world.home.file('.aws/sso/cache')));
		}),
	);
}

test(
	'a wrong setting does not keep `use` from a sign-in that is there',
	scene(async (world) => {
		assert.is((await world.start(['login', 'dev'], 'follow').ended).exitCode, 0);
		withKeys(world, { ssoenv_callback_port: 'x' });
		const { exitCode, stderr } = await world.start(['use', 'dev', '--shell', 'bash'], 'stay').ended;
		assert.is(exitCode, 0, stderr);
	}),
);

test.run();
