/** Opening the console in a browser: how long the page stays, and what is said if it cannot be opened or deleted. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { consoleBrowser, openAddress, openSecretAddress } from '../../../src/flows/exec/console-browser.ts';
import type { Context } from '../../../src/ports/context.ts';
import type { NotRemoved } from '../../../src/ports/files.ts';
import { failureFrom, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type FakeContext, fakeContext, type World } from '../../support/context/context.ts';
import { CONFIG_PATH, dev, ON_DISK, sampleConfig } from '../../support/context/sample.ts';

const PAGE = 'file:///home/me/.cache/ssoenv/console/x.html';
const ADDRESS = 'https://signin.aws.amazon.com/federation?SigninToken=hunter2';

interface Scene extends FakeContext {
	readonly context: Context;
	/** What happened to the page, in order. */
	readonly events: readonly string[];
}

function sceneOf(world: World = {}, remains?: NotRemoved): Scene {
	const fake = fakeContext(world);
	const events: string[] = [];
	const writePage = (html: string) => {
		events.push(html.includes('SigninToken=hunter2') ? 'written' : 'written without the address');
		const remove = () => {
			events.push(`deleted after ${fake.slept}`);
			return remains;
		};
		return { url: PAGE, remove };
	};
	const signinToken = () => Promise.reject(new Error('no token is asked for here'));
	const services = { ...fake.context.services, console: async () => ({ writePage, signinToken }) };
	return { ...fake, context: { ...fake.context, services }, events };
}

const wish = (browser?: string) => ({ browser, private: false, 'own-window': false, 'firefox-container': false });

const target = {
	profile: dev,
	loaded: { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK },
	address: async () => ADDRESS,
};

test('the page stays for half a minute, and the browser gets its path alone', async () => {
	const scene = sceneOf();
	const browser = await consoleBrowser(wish(), target, scene.context);
	await openSecretAddress(ADDRESS, browser, scene.context);
	assert.equal(scene.events, ['written', 'deleted after 30000']);
	assert.equal([scene.signIn.browsed, scene.signIn.browsers], [[PAGE], [undefined]]);
	assert.equal([scene.signIn.waits.length, scene.stdout, scene.stderr], [2, [], []]);
	assert.match(scene.signIn.waits[0] ?? '', 'the browser has 0:30 to read the page');
});

test('--browser comes before SSOENV_BROWSER', async () => {
	const scene = sceneOf({ env: { SSOENV_BROWSER: 'second' } });
	for (const given of ['first %s', undefined]) {
		await openAddress('https://h', await consoleBrowser(wish(given), target, scene.context), scene.context);
	}
	assert.equal(scene.signIn.browsers, ['first %s', 'second']);
	assert.equal(scene.slept, [2000, 2000]);
});

test('a browser that cannot be opened: the page is deleted, and the failure says how to go on', async () => {
	const scene = sceneOf({ signIn: { unopened: '"xdg-open" is not found' } });
	const browser = await consoleBrowser(wish(), target, scene.context);
	const failure = await failureFrom(openSecretAddress(ADDRESS, browser, scene.context));
	assert.equal(toldBy(failure), ['cannot open a browser: "xdg-open" is not found', 'ssoenv console --print dev']);
	assert.is(scene.events.length, 2);
});

test('a page that cannot be deleted is told, with its path', async () => {
	const scene = sceneOf({}, { path: '/x.html', reason: 'permission denied' });
	const browser = await consoleBrowser(wish(), target, scene.context);
	const failure = await failureFrom(openSecretAddress(ADDRESS, browser, scene.context));
	assert.is(
		failure.message,
		'the page with the secret address of the console was not deleted: /x.html: permission denied',
	);
	assert.is(failure.status, 3);
});

test.run();
