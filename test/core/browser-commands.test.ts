/** The variable BROWSER: which commands are tried, with which words. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { browserCommands } from '../../src/core/browser-commands.ts';

const URL_ = 'https://h/authorize?a=1&b=$(touch%20pwned);$&';

const rows: Readonly<Record<string, readonly (readonly string[])[]>> = {
	'': [],
	':': [],
	firefox: [['firefox', URL_]],
	'/usr/bin/firefox': [['/usr/bin/firefox', URL_]],
	'firefox --new-tab': [['firefox', '--new-tab', URL_]],
	'firefox %s --new-tab': [['firefox', URL_, '--new-tab']],
	'open --url=%s': [['open', `--url=${URL_}`]],
	'x %s %s': [['x', URL_, URL_]],
	'w3m:firefox %s:': [
		['w3m', URL_],
		['firefox', URL_],
	],
	"'my browser' -x": [['my browser', '-x', URL_]],
	"'open:w3m": [['w3m', URL_]],
};

for (const [browser, commands] of Object.entries(rows)) {
	test(`BROWSER=${browser}`, () => {
		assert.equal(browserCommands(browser, URL_), commands);
	});
}

test.run();
