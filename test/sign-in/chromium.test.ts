/** The landing pages in a real browser: each loads, shows its title, and keeps its style under the strict policy. */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { LandingPage } from '../../src/core/sign-in/landing-page.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import type { Options } from '../support/identity-center/identity-center.ts';
import { until } from '../support/program/until.ts';
import { type BrowserMode, type SignInScene, withSignInScene } from '../support/sign-in/sign-in-scene.ts';

const BROWSER = fileURLToPath(new URL('../support/sign-in/chromium-browser.mjs', import.meta.url));

const folders = (process.env.PATH ?? '').split(delimiter);
const chromium = ['chromium', 'chromium-browser', 'google-chrome']
	.flatMap((name) => folders.map((folder) => join(folder, name)))
	.find((path) => existsSync(path));

const isRequired = process.env.SSOENV_REQUIRE_CHROMIUM === '1';
const lacks = chromium === undefined && !isRequired ? 'there is no chromium on PATH' : undefined;

/** A page as a person sees it. */
interface Look {
	readonly title: string;
	readonly heading: string;
	readonly paper: string;
	readonly mark: string;
	readonly align: string;
	readonly width: number;
	readonly overflows: boolean;
	readonly scripts: number;
	readonly url: string;
}

interface Seen {
	readonly problem?: string;
	readonly light: Look;
	readonly dark: Look;
	readonly narrow: Look;
	readonly narrowDark: Look;
	/** The browser's log, such as a style that the policy blocks. */
	readonly heard: readonly string[];
}

/** Signs in through Chromium. With SSOENV_LANDING_SHOTS=/tmp/landing it also writes screenshots. */
async function seenIn(page: LandingPage, mode: BrowserMode, { home, start }: SignInScene): Promise<Seen> {
	assert.ok(chromium, 'SSOENV_REQUIRE_CHROMIUM=1, but there is no chromium on PATH');
	const file = home.file('seen.json');
	const shots = process.env.SSOENV_LANDING_SHOTS;
	const words = [process.execPath, BROWSER, chromium, mode, file, ...(shots ? [`${shots}-${page}`] : [])];
	const program = start(['login', 'dev'], 'follow', { BROWSER: words.join(' ') });
	const seen = await until('the browser', () =>
		existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined,
	);
	await program.ended;
	return seen;
}

const RED = 'rgb(180, 35, 24)';
const GREEN = 'rgb(24, 121, 78)';

interface Case {
	readonly page: LandingPage;
	readonly heading: string;
	readonly mark: string;
	readonly mode?: BrowserMode;
	readonly options?: Options;
	readonly prepare?: (scene: SignInScene) => void;
}

const cases: readonly Case[] = [
	{ page: 'signed-in', heading: 'You are signed in', mark: GREEN },
	{ page: 'refused', heading: 'You are not signed in', mark: RED, options: { denyAuthorize: true } },
	{
		page: 'mismatch',
		heading: 'This sign-in was ignored',
		mark: RED,
		mode: 'other-state',
	},
	{
		page: 'failed',
		heading: 'You are not signed in yet',
		mark: RED,
		prepare: ({ idc }) => idc.fail('CreateToken', { kind: 'oauth', error: 'invalid_grant' }),
	},
];

for (const { page, heading, mark, mode = 'follow', options = {}, prepare } of cases) {
	testUnless(lacks, `Chromium shows the page ${page} with its style, light and dark, wide and narrow`, () =>
		withSignInScene(options, async (scene) => {
			prepare?.(scene);
			const { problem, light, dark, narrow, narrowDark, heard } = await seenIn(page, mode, scene);
			assert.is(problem, undefined);
			assert.equal(
				heard.filter((text) => !/status of (4|5)\d\d/.test(text)),
				[],
			);
			for (const look of [light, dark, narrow, narrowDark]) {
				assert.is(look.title, `${heading} · ssoenv`);
				assert.is(look.heading, heading);
				assert.is(look.align, 'center');
				assert.is(look.scripts, 0);
				assert.not.ok(look.overflows, 'everything is in sight');
				assert.match(look.url, /^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback\?/);
			}
			assert.is(light.mark, mark);
			assert.is(light.paper, 'rgb(244, 246, 248)');
			assert.is(dark.paper, 'rgb(15, 20, 25)');
			assert.is(narrowDark.paper, 'rgb(15, 20, 25)');
			assert.is(light.width, 448);
			assert.is(narrow.width, 288);
		}),
	);
}

test.run();
