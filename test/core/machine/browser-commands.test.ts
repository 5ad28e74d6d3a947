/** The BROWSER variable: which commands are tried, with which arguments. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type BrowserCommand, browserCommand, browserCommands } from '../../../src/core/machine/browser-commands.ts';

const URL_ = 'https://h/authorize?a=1&b=$(touch%20pwned);$&';

const row = (name: string, file: string, ...args: readonly string[]): BrowserCommand => ({ name, file, args });

/** The programs that exist on the machine. */
const PROGRAMS: readonly string[] = [
	'firefox',
	'/usr/bin/firefox',
	'open',
	'my browser',
	'/opt/my browser/run',
	'/opt/my',
	'/opt/a:b/run',
	'C:\\Program Files\\fox.exe',
];

const rows: Readonly<Record<string, readonly BrowserCommand[]>> = {
	'': [],
	':': [],
	' : ': [],
	firefox: [row('firefox', 'firefox', URL_)],
	'/usr/bin/firefox': [row('/usr/bin/firefox', '/usr/bin/firefox', URL_)],
	'firefox --new-tab': [row('firefox', 'firefox', '--new-tab', URL_)],
	'firefox %s --new-tab': [row('firefox', 'firefox', URL_, '--new-tab')],
	'open --url=%s': [row('open', 'open', `--url=${URL_}`)],
	'firefox %s %s': [row('firefox', 'firefox', URL_, URL_)],
	// Python's webbrowser takes this `&` for "in the background", but only beside %s.
	'firefox %s &': [row('firefox', 'firefox', URL_)],
	'firefox --new-tab &': [row('firefox', 'firefox', '--new-tab', '&', URL_)],
	'w3m:firefox %s:': [row('w3m', 'w3m', URL_), row('firefox', 'firefox', URL_)],
	"'my browser' -x": [row('my browser', 'my browser', '-x', URL_)],
	"'open:w3m": [row("'open", "'open", URL_), row('w3m', 'w3m', URL_)],
	"/opt/bob's browser": [row("/opt/bob's browser", "/opt/bob's browser", URL_)],
	// A program that does not exist, or a path with spaces: both are tried as a whole.
	'/no/such browser --new-tab': [row('/no/such browser', '/no/such', 'browser', '--new-tab', URL_)],
	// The first part that is a program is used.
	'/opt/my browser/run': [row('/opt/my', '/opt/my', 'browser/run', URL_)],
	'/opt/a:b/run': [row('/opt/a:b/run', '/opt/a:b/run', URL_)],
};

for (const [browser, commands] of Object.entries(rows)) {
	test(`BROWSER=${browser}`, () => {
		assert.equal(
			browserCommands(browser, URL_, (file) => PROGRAMS.includes(file)),
			commands,
		);
	});
}

const blank = '/opt/my browser/run';
const blanks: Readonly<Record<string, readonly string[]>> = {
	[blank]: [URL_],
	[`${blank} --new-tab`]: ['--new-tab', URL_],
	[`${blank} 'a b' %s -x`]: ['a b', URL_, '-x'],
	[`  ${blank}  `]: [URL_],
};

for (const [browser, args] of Object.entries(blanks)) {
	test(`BROWSER=${browser}, a path with a space in it`, () => {
		assert.equal(browserCommands(`none:${browser}`, URL_, (file) => file === blank)[1], row(blank, blank, ...args));
	});
}

const single: Readonly<Record<string, BrowserCommand | undefined>> = {
	'': undefined,
	' ': undefined,
	'firefox -P work': row('firefox', 'firefox', '-P', 'work', URL_),
	'firefox %s -P "my work"': row('firefox', 'firefox', URL_, '-P', 'my work'),
	'  firefox  ': row('firefox', 'firefox', URL_),
	'/opt/my browser/run -x': row('/opt/my', '/opt/my', 'browser/run', '-x', URL_),
	// A setting holds one command, so a colon is a character like any other.
	'firefox --proxy http://127.0.0.1:8080': row('firefox', 'firefox', '--proxy', 'http://127.0.0.1:8080', URL_),
	'w3m:firefox': row('w3m:firefox', 'w3m:firefox', URL_),
	'firefox $(id) > x': row('firefox', 'firefox', '$(id)', '>', 'x', URL_),
	"'unfinished": row("'unfinished", "'unfinished", URL_),
};

for (const [line, command] of Object.entries(single)) {
	test(`a setting: ${line}`, () => {
		assert.equal(
			browserCommand(line, URL_, (file) => PROGRAMS.includes(file)),
			command,
		);
	});
}

test('on Windows, entries are separated as in PATH, and a backslash is literal', () => {
	assert.equal(
		browserCommands('C:\\Program Files\\fox.exe -x;open', URL_, (file) => PROGRAMS.includes(file), ';'),
		[row('C:\\Program Files\\fox.exe', 'C:\\Program Files\\fox.exe', '-x', URL_), row('open', 'open', URL_)],
	);
});

test.run();
