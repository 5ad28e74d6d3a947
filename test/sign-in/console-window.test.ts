/** `console` with windows of their own, and with browsers that cannot read a private page: stubs note what they get. */
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Home } from '../support/files/home.ts';
import { startSsoenv } from '../support/program/running-program.ts';
import { until } from '../support/program/until.ts';
import { type ChainScene, withChains } from '../support/sign-in/chain-scene.ts';

const scene = (work: (scene: ChainScene) => Promise<void>) => () => withChains(work);

/** Makes a browser that notes its words, one a line, and the page that it finds. */
function stub(home: Home, path: string): string {
	const [words, page] = [home.file('words'), home.file('page')];
	const lines = [
		'#!/bin/sh',
		`for word; do case $word in file://*) /bin/cat "\${word#file://}" >'${page}' ;; esac; done`,
		`printf '%s\\n' "$@" >'${words}.new'; /bin/mv '${words}.new' '${words}'`,
	];
	const file = home.write(path, `${lines.join('\n')}\n`);
	chmodSync(file, 0o755);
	return file;
}

const wordsIn = (home: Home) =>
	until('the browser', () => (existsSync(home.file('words')) ? readFileSync(home.file('words'), 'utf8') : undefined));

/** What BROWSER names, the options, and what the browser gets in front of the page. */
const windows: readonly (readonly [names: readonly string[], option: string, given: string])[] = [
	[['chromium', 'firefox'], '--private', '--incognito'],
	[['firefox'], '--private', '--private-window'],
	[['microsoft-edge', 'firefox'], '--private', '--inprivate'],
	[['google-chrome', 'firefox'], '--own-window', '--profile-directory=ssoenv-111111111111-ReadOnly'],
	[['brave-browser'], '--own-window', '--profile-directory=ssoenv-111111111111-ReadOnly'],
];

for (const [names, option, given] of windows) {
	test(
		`${option} with ${names.join(' and ')} in BROWSER`,
		scene(async ({ home, env }) => {
			const BROWSER = names.map((name) => stub(home, `bin/${name}`)).join(delimiter);
			const program = startSsoenv(['console', 'dev', option], { ...env, BROWSER });
			const words = (await wordsIn(home)).split('\n');
			assert.is(words[0], given);
			assert.match(words.at(-2) ?? '', /^file:\/\/\/.*\.html$/);
			program.kill('SIGTERM');
			await program.ended;
		}),
	);
}

test(
	'--browser and BROWSER come first; flags are in front of %s',
	scene(async ({ home, env }) => {
		const [chrome, fox] = [stub(home, 'one/google-chrome'), stub(home, 'two/firefox')];
		const program = startSsoenv(['console', 'dev', '--private', '--browser', `${fox} -P work %s`], {
			...env,
			BROWSER: chrome,
		});
		assert.match(await wordsIn(home), /^-P\nwork\n--private-window\nfile:.*\n$/);
		program.kill('SIGTERM');
		await program.ended;
		const next = startSsoenv(['console', 'dev', '--portal', '--own-window'], { ...env, BROWSER: chrome });
		assert.is((await next.ended).exitCode, 0);
		assert.match(
			await wordsIn(home),
			/^--profile-directory=\S+\n--no-first-run\n--new-window\nhttps:\/\/d-\d+\.awsapps/,
		);
	}),
);

test(
	'--firefox-container: the page leads to the container, and the secret is on no command line',
	scene(async ({ home, env, idc }) => {
		const fox = stub(home, 'bin/firefox');
		const more = { ...env, BROWSER: fox, SSOENV_GUARD: 'de*' };
		const program = startSsoenv(['console', 'dev', '--firefox-container'], more);
		assert.match(await wordsIn(home), /^file:\/\/\S+\.html\n$/);
		const page = readFileSync(home.file('page'), 'utf8');
		const [, link = ''] = /href="(ext\+container:[^"]*)"/.exec(page) ?? [];
		const query = new URLSearchParams(link.replaceAll('&amp;', '&').replace('ext+container:', ''));
		assert.equal([query.get('name'), query.get('color')], ['dev', 'red']);
		assert.ok(query.get('url')?.startsWith(`${idc.url.signin}/federation?Action=login&`), link);
		program.kill('SIGTERM');
		await program.ended;
		const portal = await startSsoenv(['console', 'dev', '--firefox-container', '--portal'], more).ended;
		assert.is(portal.exitCode, 0, portal.stderr);
		assert.match(await wordsIn(home), /^ext\+container:name=dev&color=red&icon=briefcase&url=https%3A%2F%2Fd-/);
	}),
);

test(
	'a browser that opens no such window: a failure with the names of those that do, and AWS is asked for nothing',
	scene(async ({ home, env, operations }) => {
		const other = stub(home, 'bin/other');
		const unknown = await startSsoenv(['console', 'dev', '--own-window', '--browser', other], env).ended;
		assert.is(unknown.exitCode, 3);
		assert.match(unknown.stderr, /^ssoenv: the browser "other" is not one of those for --own-window: google-chrome, /);
		assert.match(unknown.stderr, 'hint: ssoenv console --own-window --browser google-chrome dev\n');
		const PATH = home.file('nowhere');
		const none = await startSsoenv(['console', 'dev', '--firefox-container'], { ...env, PATH, DISPLAY: ':9' }).ended;
		assert.equal([none.exitCode, operations()], [3, []]);
		assert.match(none.stderr, 'no browser for --firefox-container is on PATH: firefox, firefox-esr, librewolf\n');
	}),
);

test(
	'a snap, a flatpak and a program of Windows cannot read the page: that is said, and AWS is asked for nothing',
	scene(async ({ home, env, operations }) => {
		const script = (name: string, line: string) => {
			const file = home.write(`bin/${name}`, `#!/bin/sh\n${line}\n`);
			chmodSync(file, 0o755);
			return file;
		};
		const boxed: Readonly<Record<string, string>> = {
			'a snap': script('firefox', 'exec /snap/bin/firefox "$@"'),
			'a flatpak': script('org.mozilla.firefox', 'exec /usr/bin/flatpak run --branch=stable org.mozilla.firefox "$@"'),
			'a program of Windows': script('edge', 'exec \'/mnt/c/Program Files/Edge/msedge.exe\' "$@"'),
		};
		for (const [kind, command] of Object.entries(boxed)) {
			const { exitCode, stderr } = await startSsoenv(['console', 'dev', '--browser', command], env).ended;
			assert.is(exitCode, 3, stderr);
			assert.match(stderr, `is ${kind}, which cannot read a private page of yours\n`);
			assert.match(
				stderr,
				'hint: ssoenv console --print dev\nssoenv: hint: the address that it prints is a secret for 15 minutes\n',
			);
		}
		assert.equal(operations(), []);
	}),
);

test(
	'--portal --qr shows a code that holds the link, and opens nothing',
	scene(async ({ home, env, operations }) => {
		const fox = stub(home, 'bin/firefox');
		const ended = await startSsoenv(['console', 'dev', '--portal', '--qr'], { ...env, BROWSER: fox }).ended;
		assert.equal([ended.exitCode, ended.stdout], [0, '']);
		assert.match(ended.stderr, /^( {2}[ ▀▄█]+\n){20,}$/);
		const both = await startSsoenv(['console', 'dev', '--portal', '--qr', '--print'], env).ended;
		assert.match(both.stdout, /^https:\/\/d-1234567890\.awsapps\.com\/start\/#\/console\?/);
		assert.is(both.stderr, ended.stderr);
		assert.equal([existsSync(home.file('words')), operations()], [false, []]);
	}),
);

test.run();
