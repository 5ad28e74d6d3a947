/** Which browser opens, and which browsers cannot read a page in the home. */
import { chmodSync, symlinkSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { boxedBrowser } from '../../../src/adapters/sign-in/boxed-browser.ts';
import { findBrowser } from '../../../src/adapters/sign-in/browser.ts';
import { makeHome } from '../../support/files/home.ts';

/** A folder with programs: their names and what they run. */
function withPrograms(programs: Readonly<Record<string, string>>, work: (folder: string) => void): void {
	const home = makeHome();
	try {
		for (const [name, line] of Object.entries(programs)) chmodSync(home.write(name, `#!/bin/sh\n${line}\n`), 0o755);
		work(home.path);
	} finally {
		home.remove();
	}
}

test('the command comes first, then BROWSER, then the first program on PATH', () =>
	withPrograms({ firefox: 'true', chromium: 'true' }, (PATH) => {
		const programs = ['google-chrome', 'chromium', 'firefox'];
		const found = (env: Readonly<Record<string, string>>, line?: string) =>
			findBrowser({ PATH, ...env }, line, programs)?.line;
		assert.is(found({ BROWSER: 'chromium' }, 'firefox -P work'), 'firefox -P work');
		assert.is(found({ BROWSER: 'none:firefox %s:chromium' }), 'firefox %s');
		assert.is(found({}), 'chromium');
		// What BROWSER names is what the person wants.
		assert.is(found({ BROWSER: 'none' }), undefined);
		assert.is(findBrowser({ PATH }, `${PATH}/firefox`)?.program, 'firefox');
	}));

const boxes: Readonly<Record<string, string | undefined>> = {
	'exec /snap/bin/firefox "$@"': 'a snap',
	'exec /usr/bin/flatpak run org.mozilla.firefox "$@"': 'a flatpak',
	'exec \'/mnt/c/Program Files/Google/Chrome/Application/chrome.exe\' "$@"': 'a program of Windows',
	'exec /usr/lib/firefox/firefox "$@"': undefined,
};

for (const [line, kind] of Object.entries(boxes)) {
	test(`a script with ${line} is ${kind ?? 'like any other'}`, () =>
		withPrograms({ firefox: line }, (PATH) => {
			const expected = kind && { program: 'firefox', kind };
			assert.equal(boxedBrowser({ PATH, BROWSER: 'firefox' }), expected);
			assert.equal(boxedBrowser({ PATH }, `${PATH}/firefox --private-window %s`), expected);
		}));
}

test('a link to snap is a snap, and of the default browser nothing is known', () =>
	withPrograms({ 'snap/bin/snap': 'true' }, (folder) => {
		symlinkSync(`${folder}/snap/bin/snap`, `${folder}/chromium`);
		assert.is(boxedBrowser({ PATH: folder }, 'chromium')?.kind, 'a snap');
		assert.is(boxedBrowser({ PATH: folder }), undefined);
	}));

test.run();
