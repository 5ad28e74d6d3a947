/** Opening a page with what BROWSER says: no shell in between, and no failure when it cannot be done. */
import { existsSync, readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openBrowser } from '../../src/adapters/browser.ts';
import { type Home, makeHome } from '../support/home.ts';
import { until } from '../support/until.ts';

const URL_ = 'https://oidc.us-east-1.amazonaws.com/authorize?a=1&b=%20c$(touch%20x)`id`;\'"';

const test = suite('browser');

/** A program that writes its words down, as JSON. */
function scribe(home: Home): { readonly command: string; readonly words: () => Promise<readonly string[]> } {
	const file = home.file('words.json');
	const script = home.write(
		'scribe.cjs',
		`const fs = require('fs'); fs.writeFileSync('${file}.new', JSON.stringify(process.argv.slice(2))); fs.renameSync('${file}.new', '${file}');`,
	);
	return {
		command: `${process.execPath} ${script}`,
		words: () => until('the words', () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)),
	};
}

async function wordsFor(browser: (command: string) => string): Promise<readonly string[]> {
	const home = makeHome();
	try {
		const { command, words } = scribe(home);
		await openBrowser(URL_, browser(command));
		return await words();
	} finally {
		home.remove();
	}
}

const cases: Readonly<Record<string, readonly [(command: string) => string, readonly string[]]>> = {
	'a command': [(command) => command, [URL_]],
	'a command with words of its own': [(command) => `${command} --new-tab`, ['--new-tab', URL_]],
	'a command that places the URL': [(command) => `${command} --url=%s --x`, [`--url=${URL_}`, '--x']],
	'a command after one that does not exist': [(command) => `/nowhere/browser:${command}`, [URL_]],
	'quoted words': [(command) => `${command} 'a b' "c"`, ['a b', 'c', URL_]],
	'a shell’s metacharacters, which mean nothing': [
		(command) => `${command} $(id) > /dev/null ; true &`,
		['$(id)', '>', '/dev/null', ';', 'true', '&', URL_],
	],
};

for (const [what, [browser, expected]] of Object.entries(cases)) {
	test(`${what}: the URL comes as one word, whatever is in it`, async () => {
		assert.equal(await wordsFor(browser), expected);
	});
}

for (const browser of ['/nowhere/browser', ':', '/nowhere/a:/nowhere/b', "'unfinished"]) {
	test(`BROWSER=${browser} opens nothing, and that is no failure`, async () => {
		await openBrowser(URL_, browser);
	});
}

test('a browser that fails at once is no failure', async () => {
	await openBrowser(URL_, `${process.execPath} /nowhere.js`);
});

test('a browser that stays does not keep the program', async () => {
	const home = makeHome();
	try {
		const script = home.write(
			'stay.cjs',
			`require('fs').writeFileSync('${home.file('pid')}', String(process.pid)); setInterval(() => {}, 1000);`,
		);
		await openBrowser(URL_, `${process.execPath} ${script}`);
		const pid = await until('the browser', () => {
			const text = existsSync(home.file('pid')) ? readFileSync(home.file('pid'), 'utf8') : '';
			return text === '' ? undefined : Number(text);
		});
		// Its own group: Ctrl-C in the terminal does not reach it.
		process.kill(-pid, 'SIGKILL');
	} finally {
		home.remove();
	}
});

test.run();
