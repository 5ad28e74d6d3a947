/** `console` of the built program with a browser: it gets the path of a private page, which leads to the console. */
import { chmodSync, existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { type Home, makeHome } from '../support/files/home.ts';
import { listen } from '../support/identity-center/loopback-server.ts';
import { releaseAll } from '../support/program/release.ts';
import { startSsoenv } from '../support/program/running-program.ts';
import { until } from '../support/program/until.ts';
import { selfSigned } from '../support/proxy/certificates.ts';
import { type ChainScene, withChains } from '../support/sign-in/chain-scene.ts';
import { addressOnPage, notingBrowser } from '../support/sign-in/console-scene.ts';

const scene = (work: (scene: ChainScene) => Promise<void>) => () => withChains(work);

const PAGES = '.cache/ssoenv/console';
const HOME = 'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1';

const pagesIn = ({ home }: ChainScene): readonly string[] =>
	existsSync(home.file(PAGES)) ? readdirSync(home.file(PAGES)) : [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	test(
		`the browser gets a private page that leads to the console; ${signal} ends the wait and deletes the page`,
		scene(async (world) => {
			const browser = notingBrowser(world.home);
			const program = startSsoenv(['console', 'dev'], { ...world.env, BROWSER: browser.command });
			const { words, everyLine, modes, page, path } = await browser.visit();
			assert.ok(path.startsWith(`${world.home.file(PAGES)}/`), path);
			assert.is(words, `file://${path}\n`);
			assert.is(modes, '600\n700\n');
			const address = addressOnPage(page);
			assert.ok(address.startsWith(`${world.idc.url.signin}/federation?Action=login&`), page);
			const token = new URL(address).searchParams.get('SigninToken') ?? '';
			assert.ok(everyLine.includes(path), 'the command lines were noted');
			for (const part of [token.slice(0, 12), encodeURIComponent(token).slice(-12), 'SigninToken']) {
				assert.not.ok(everyLine.includes(part), 'a command line has the token');
			}
			const { status, headers } = await fetch(address, { redirect: 'manual' });
			assert.equal([status, headers.get('location')], [302, HOME]);
			assert.is(pagesIn(world).length, 1);
			program.kill(signal);
			const { exitCode, stdout, stderr } = await program.ended;
			assert.equal([exitCode, stdout], [130, '']);
			assert.is(
				stderr,
				[
					'ssoenv: opening the console as ReadOnly in 111111111111 (dev)',
					'ssoenv: hint: ssoenv console --print dev, if the browser cannot read a page of yours (snap, flatpak): that address is a secret for 15 minutes',
					`ssoenv: interrupted by ${signal}\n`,
				].join('\n'),
			);
			assert.equal(pagesIn(world), []);
		}),
	);
}

test(
	'a browser that does not start: a failure, and the page is deleted at once',
	scene(async (world) => {
		const browser = notingBrowser(world.home, 'exit 3');
		const { exitCode, stderr } = await startSsoenv(['console', 'dev', '--browser', `${browser.command} %s`], world.env)
			.ended;
		assert.is(exitCode, 3, stderr);
		assert.match(stderr, /cannot open a browser: "\S+" exited with 3\nssoenv: hint: ssoenv console --print dev\n$/);
		assert.equal(pagesIn(world), []);
	}),
);

test(
	'the browser of the sso-session opens, and old pages of killed processes are deleted',
	scene(async (world) => {
		const { home } = world;
		const [old, other] = [`${'0'.repeat(32)}.html`, 'other.html'];
		for (const name of [old, other]) utimesSync(home.write(`${PAGES}/${name}`, ''), 1, 1);
		const browser = notingBrowser(home);
		const config = readFileSync(home.file('.aws/config'), 'utf8');
		home.write('.aws/config', config.replace('sso_region', `ssoenv_browser = ${browser.command}\nsso_region`));
		const program = startSsoenv(['console', 'deploy'], world.env);
		const { path } = await browser.visit();
		assert.equal([...pagesIn(world)].sort(), [path.slice(-37), other].sort());
		program.kill('SIGTERM');
		await program.ended;
		assert.equal(pagesIn(world), [other]);
	}),
);

test(
	'the link of the portal goes to the browser as it is',
	scene(async (world) => {
		const { home, env } = world;
		const command = home.write('browser', `printf '%s\\n' "$@" >'${home.file('given')}'\n`);
		const browser = `sh ${command}`;
		const { exitCode, stderr } = await startSsoenv(['console', 'dev', '--portal', '--browser', browser], env).ended;
		assert.is(exitCode, 0, stderr);
		assert.match(
			readFileSync(home.file('given'), 'utf8'),
			/^https:\/\/d-1234567890\.awsapps\.com\/start\/#\/console\?/,
		);
		assert.equal(pagesIn(world), []);
	}),
);

const chromium = ['chromium', 'chromium-browser', 'google-chrome']
	.flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
	.find((path) => existsSync(path));
const files = makeHome();
const own = await selfSigned(files, ['DNS:*.console.aws.amazon.com']);
const isRequired = process.env.SSOENV_REQUIRE_CHROMIUM === '1';
const lacks =
	(chromium === undefined && !isRequired ? 'there is no chromium on PATH' : undefined) ??
	(own === undefined ? 'openssl is not installed' : undefined);

/** Options of `console`, and the flag that Chromium gets for each. */
const windows: Readonly<Record<string, string>> = {
	'': '',
	'--private': '--incognito',
	'--own-window': '--profile-directory=ssoenv-111111111111-ReadOnly --no-first-run --new-window',
};

for (const [option, flag] of Object.entries(windows)) {
	testUnless(lacks, `Chromium ${option} opens the page, signs in, and arrives without saying from where`, () =>
		withChains(async ({ home, env, idc }) => {
			const [key = '', cert = ''] = [own?.key ?? '', own?.certificate ?? ''].map((path) => readFileSync(path, 'utf8'));
			const arrivals: string[] = [];
			const server = await listen(
				({ headers: { host, referer }, url }, response) => {
					if (url?.startsWith('/console/')) arrivals.push(`https://${host}${url} from ${referer ?? 'nowhere'}`);
					response.setHeader('content-type', 'text/html');
					response.end('<!doctype html><title>The console</title><link rel="icon" href="data:,">');
				},
				{ key, cert },
			);
			const command = chromiumThere(home, new URL(server.origin).host);
			const program = startSsoenv(['console', 'dev', '--browser', command, ...option.split(' ').filter(Boolean)], env);
			try {
				// It still writes to its folder when it ends.
				await until('Chromium', () => existsSync(home.file('ended')) || undefined);
				assert.match(readFileSync(home.file('shown'), 'utf8'), '<title>The console</title>');
				assert.equal(arrivals, [`${HOME} from nowhere`]);
				assert.equal(
					idc.requestsTo('Login').map(({ status, headers: { referer } }) => [status, referer]),
					[[302, undefined]],
				);
				const page = `file://${home.file(PAGES)}/`;
				assert.match(
					readFileSync(home.file('given'), 'utf8'),
					new RegExp(`^${flag}${flag && ' '}${page}[0-9a-f]{32}\\.html\n$`),
				);
				const hasProfile = existsSync(home.file('chromium/ssoenv-111111111111-ReadOnly/Preferences'));
				assert.is(hasProfile, option === '--own-window');
			} finally {
				program.kill('SIGTERM');
				await releaseAll(() => program.ended, server.close);
			}
		}),
	);
}

/** Makes a command for Chromium without a screen, to which the console is at another address. */
function chromiumThere(home: Home, address: string): string {
	const flags = [
		'--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync',
		`--ignore-certificate-errors --host-resolver-rules='MAP *.console.aws.amazon.com ${address}'`,
		`--user-data-dir='${home.file('chromium')}' --virtual-time-budget=20000 --dump-dom`,
	];
	const lines = [
		'#!/bin/sh',
		`printf '%s\\n' "$*" >'${home.file('given')}'`,
		`'${chromium ?? 'chromium'}' ${flags.join(' ')} "$@" >'${home.file('shown')}'`,
		`: >'${home.file('ended')}'`,
	];
	const command = home.write('bin/chromium', `${lines.join('\n')}\n`);
	chmodSync(command, 0o755);
	return command;
}

test.after(files.remove);
test.run();
