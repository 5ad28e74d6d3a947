/** Opening a page with the commands in BROWSER: without a shell, and with a reason if none works. */
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hasBrowser, openBrowser, openerOn, unusableBrowser } from '../../../src/adapters/sign-in/browser.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { type Home, makeHome } from '../../support/files/home.ts';
import { runCommand } from '../../support/program/program.ts';
import { until } from '../../support/program/until.ts';

const URL_ = 'https://oidc.us-east-1.amazonaws.com/authorize?a=1&b=%20c$(touch%20x)`id`;\'"';

/** Makes a program that writes its arguments down as JSON. */
function recorder(home: Home): { readonly command: string; readonly words: () => Promise<readonly string[]> } {
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
		const { command, words } = recorder(home);
		void openBrowser(URL_, { BROWSER: browser(command) });
		return await words();
	} finally {
		home.remove();
	}
}

const cases: Readonly<Record<string, readonly [(command: string) => string, readonly string[]]>> = {
	'a command': [(command) => command, [URL_]],
	'a command with its own arguments': [(command) => `${command} --new-tab`, ['--new-tab', URL_]],
	'a command with a place for the URL': [(command) => `${command} --url=%s --x`, [`--url=${URL_}`, '--x']],
	'a command after one that does not exist': [(command) => `/nowhere/browser:${command}`, [URL_]],
	'a command after one that fails': [(command) => `${process.execPath} /nowhere.js:${command}`, [URL_]],
	'quoted words': [(command) => `${command} 'a b' "c"`, ['a b', 'c', URL_]],
	'shell metacharacters, which have no effect': [
		(command) => `${command} $(id) > /dev/null ; true &`,
		['$(id)', '>', '/dev/null', ';', 'true', '&', URL_],
	],
};

for (const [what, [browser, expected]] of Object.entries(cases)) {
	test(`${what}: the URL is one argument, with any characters`, async () => {
		assert.equal(await wordsFor(browser), expected);
	});
}

/** Writes an executable script that BROWSER can name. */
function script(home: Home, name: string, text: string, mode = 0o755): string {
	const path = home.write(name, text);
	chmodSync(path, mode);
	return path;
}

/** Waits for a promise that does not keep the process alive by itself. */
async function awaited<Value>(promise: Promise<Value>): Promise<Value> {
	const staying = setInterval(() => undefined, 1000);
	try {
		return await promise;
	} finally {
		clearInterval(staying);
	}
}

interface Unopened {
	/** Makes the value of BROWSER in the home. */
	readonly browser: (home: Home) => string;
	/** The reason that is returned; HOME stands for the home. */
	readonly reason: string;
	readonly url?: string;
	readonly env?: Readonly<Record<string, string>>;
}

const unopened: Readonly<Record<string, Unopened>> = {
	'a path that does not exist': { browser: () => '/no/such', reason: '"/no/such" is not found' },
	'a path with spaces that does not exist': {
		browser: () => '/no/such browser/run --new-tab',
		reason: '"/no/such browser/run" is not found',
	},
	'a name that is not on PATH': { browser: () => 'no-such-browser %s', reason: '"no-such-browser" is not found' },
	'a name without PATH': {
		browser: () => 'no-such-browser',
		env: { PATH: '' },
		reason: '"no-such-browser" is not found',
	},
	'no command': { browser: () => ':', reason: 'BROWSER does not name a command' },
	blanks: { browser: () => '  ', reason: 'BROWSER does not name a command' },
	'an open quote': { browser: () => "'unfinished", reason: `"'unfinished" is not found` },
	'a folder': { browser: ({ path }) => path, reason: '"HOME" is a folder' },
	'a path below a file': {
		browser: (home) => `${home.write('file', '')}/run`,
		reason: '"HOME/file/run" is not found',
	},
	'a file that is not executable': {
		browser: (home) => script(home, 'run', '#!/bin/sh\n', 0o644),
		reason: '"HOME/run" is not executable',
	},
	'a file on PATH that is not executable': {
		browser: (home) => script(home, 'run', '#!/bin/sh\n', 0o644).replace(/.*\//, ''),
		env: { PATH: '.' },
		reason: '"run" is not found',
	},
	'a script whose interpreter does not exist': {
		browser: (home) => script(home, 'run', '#!/no/such\n'),
		reason: '"HOME/run" needs a program that was not found',
	},
	'a program that exits with 3 at once': {
		browser: (home) => script(home, 'run', '#!/bin/sh\nexit 3\n'),
		reason: '"HOME/run" exited with 3',
	},
	'a program that is killed': {
		browser: (home) => script(home, 'run', '#!/bin/sh\nkill -KILL $$\n'),
		reason: '"HOME/run" was ended by SIGKILL',
	},
	'a program that cannot take the URL': {
		browser: (home) => script(home, 'run', '#!/bin/sh\n'),
		url: `https://h/${'x'.repeat(200_000)}`,
		reason: '"HOME/run" cannot take a URL this long',
	},
	'several programs, each with its own reason': {
		browser: (home) => `/no/such:${script(home, 'my run', '#!/bin/sh\nexit 4\n')} -x:${home.path}:sh -c "exit 5" %s`,
		reason: '"/no/such" is not found, "HOME/my run" exited with 4, "HOME" is a folder, "sh" exited with 5',
	},
};

for (const [what, { browser, reason, url = URL_, env = {} }] of Object.entries(unopened)) {
	test(`BROWSER names ${what}: the reason is returned`, async () => {
		const home = makeHome();
		try {
			const result = await awaited(openBrowser(url, { PATH: process.env.PATH, BROWSER: browser(home), ...env }));
			assert.is(result?.replaceAll(home.path, 'HOME'), reason);
		} finally {
			home.remove();
		}
	});
}

for (const [what, text] of [
	['exits with 0 at once', 'exit 0'],
	['has no interpreter line, as execvp allows', ''],
] as const) {
	test(`a browser that ${what} counts as opened, also in a path with spaces`, async () => {
		const home = makeHome();
		try {
			const path = script(home, 'my browser/run', text === '' ? 'exit 0\n' : `#!/bin/sh\n${text}\n`);
			assert.is(await awaited(openBrowser(URL_, { BROWSER: `/no/such:${path} --new-tab:/no/such/either` })), undefined);
		} finally {
			home.remove();
		}
	});
}

/** Without BROWSER: the system's opener (xdg-open), missing from PATH, failing, or working. */
const openers: Readonly<Record<string, readonly [text: string | undefined, told: string | undefined]>> = {
	'is missing': [undefined, '"xdg-open" is not found'],
	'exits with 3, as it does without a browser': ['exit 3', '"xdg-open" exited with 3'],
	'opens it': ['exit 0', undefined],
};

for (const [what, [text, reason]] of Object.entries(openers)) {
	testUnless(process.platform === 'linux' ? undefined : 'xdg-open is of Linux', `xdg-open ${what}`, async () => {
		const home = makeHome();
		try {
			if (text !== undefined) script(home, 'bin/xdg-open', `#!/bin/sh\n${text}\n`);
			const dist = fileURLToPath(new URL('../../../dist/adapters-sign-in-sign-in-ports.js', import.meta.url));
			const code = `const { signInPorts } = await import('${dist}');
				const staying = setInterval(() => undefined, 1000);
				console.log(JSON.stringify((await signInPorts(process.env).openBrowser('https://h/')) ?? null));
				clearInterval(staying);`;
			const run = await runCommand(process.execPath, ['--input-type=module', '-e', code], { PATH: home.file('bin') });
			assert.is(JSON.parse(run.stdout), reason ?? null, run.stderr);
		} finally {
			home.remove();
		}
	});
}

test('only a program that can run counts as a browser', () => {
	const { PATH } = process.env;
	for (const [browser, expected] of [
		['sh', true],
		['/no/such:sh -x', true],
		[process.execPath, true],
		['/no/such', false],
		['/', false],
		['', false],
		[undefined, false],
	] as const) {
		assert.is(hasBrowser({ PATH, BROWSER: browser }), expected, browser);
	}
});

test('the command of a setting is opened in place of BROWSER, as words and with no shell', async () => {
	const home = makeHome();
	try {
		const { command, words } = recorder(home);
		void openBrowser(URL_, { BROWSER: '/no/such' }, `${command} -P 'my work' --url=%s $(id) ; true`);
		assert.equal(await words(), ['-P', 'my work', `--url=${URL_}`, '$(id)', ';', 'true']);
	} finally {
		home.remove();
	}
});

test('if the command of a setting fails, BROWSER is not tried', async () => {
	const home = makeHome();
	try {
		const failing = script(home, 'failing', '#!/bin/sh\nexit 3\n');
		const other = script(home, 'other', `#!/bin/sh\n: >${home.file('opened')}\n`);
		assert.is(await awaited(openBrowser(URL_, { BROWSER: other }, failing)), `"${failing}" exited with 3`);
		assert.not.ok(existsSync(home.file('opened')));
	} finally {
		home.remove();
	}
});

const { PATH: path } = process.env;

for (const [line, program, reason] of [
	['/no/such -x', '/no/such', 'is not found'],
	['no-such-browser %s', 'no-such-browser', 'is not found'],
	["'unfinished", "'unfinished", 'is not found'],
	['""', '""', 'is not found'],
	['/', '/', 'is a folder'],
	['sh:no', 'sh:no', 'is not found'],
] as const) {
	test(`the command of a setting cannot run: ${line}`, () => {
		assert.equal(unusableBrowser(line, { PATH: path, BROWSER: 'sh' }), { program, reason });
		assert.is(hasBrowser({ PATH: path, BROWSER: 'sh' }, line), false);
	});
}

test('the command of a setting can run', () => {
	for (const line of ['sh', 'sh -c "exit 0" %s', process.execPath]) {
		assert.is(unusableBrowser(line, { PATH: path }), undefined);
		assert.is(hasBrowser({ PATH: path, BROWSER: '/no/such' }, line), true);
	}
});

test('a browser that keeps running does not keep ssoenv running, and counts as opened', async () => {
	const home = makeHome();
	try {
		const path = home.write(
			'stay.cjs',
			`require('fs').writeFileSync('${home.file('pid')}', String(process.pid)); setInterval(() => {}, 1000);`,
		);
		const opened = openBrowser(URL_, { BROWSER: `${process.execPath} ${path}` });
		const pid = await until('the browser', () => {
			const text = existsSync(home.file('pid')) ? readFileSync(home.file('pid'), 'utf8') : '';
			return text === '' ? undefined : Number(text);
		});
		assert.is(await Promise.race([opened, Promise.resolve('nothing yet')]), 'nothing yet');
		// It has its own process group, so Ctrl-C in the terminal does not reach it.
		process.kill(-pid, 'SIGKILL');
		assert.match((await awaited(opened)) ?? '', /was ended by SIGKILL$/);
	} finally {
		home.remove();
	}
});

test('a message names the program that opens pages on each system', () => {
	const names = ['linux', 'freebsd', 'darwin', 'win32'].map(openerOn);
	assert.equal(names, ['xdg-open', 'xdg-open', 'open', 'PowerShell']);
});

test.run();
