/** How browsers are asked for a window with cookies of its own. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	type BrowserWindow,
	containerAddress,
	programsFor,
	windowFlags,
	withFlags,
} from '../../../src/core/machine/browser-windows.ts';

const OWN = ['--profile-directory=ssoenv-1-R', '--no-first-run', '--new-window'];

const rows: readonly (readonly [program: string, window: BrowserWindow, flags: readonly string[] | undefined])[] = [
	['chromium', 'private', ['--incognito']],
	['Google Chrome', 'private', ['--incognito']],
	['chrome.exe', 'own-window', OWN],
	['brave', 'own-window', OWN],
	['msedge.exe', 'private', ['--inprivate']],
	['microsoft-edge', 'own-window', OWN],
	['firefox', 'private', ['--private-window']],
	['firefox-esr', 'firefox-container', []],
	['firefox', 'own-window', undefined],
	['chromium', 'firefox-container', undefined],
	['w3m', 'private', undefined],
	['constructor', 'private', undefined],
];

for (const [program, window, flags] of rows) {
	test(`${program} --${window}`, () => assert.equal(windowFlags(program, window, '1-R'), flags));
}

test('the flags are in front of the page', () => {
	assert.is(withFlags('firefox', ['--private-window']), 'firefox --private-window %s');
	assert.is(withFlags('firefox -P work %s', ['--private-window']), 'firefox -P work --private-window %s');
	assert.is(withFlags("'/a b/chromium' %s &", ['--incognito']), "'/a b/chromium' --incognito %s &");
	assert.is(withFlags('firefox', []), 'firefox %s');
});

test('each program that may be taken opens the window', () => {
	for (const window of ['private', 'own-window', 'firefox-container'] as const) {
		for (const program of programsFor(window)) assert.ok(windowFlags(program, window, 'r') !== undefined, program);
	}
});

test('the address of a container', () => {
	const url = 'https://h/?a=b&c=d#e';
	assert.is(
		containerAddress('my prod', true, url),
		'ext+container:name=my%20prod&color=red&icon=briefcase&url=https%3A%2F%2Fh%2F%3Fa%3Db%26c%3Dd%23e',
	);
	assert.is(new URLSearchParams(containerAddress('x&y', false, url).replace('ext+container:', '')).get('url'), url);
});

test.run();
