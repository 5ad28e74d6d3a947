/**
 * Where the two config files are found, and the warnings about invalid ones. test/config compares their meaning with
 * AWS's loaders.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { expandPath, homeFolder, loadConfigFiles } from '../../../src/adapters/config/config-files.ts';
import type { Environment } from '../../../src/core/machine/environment.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';
import { type Home, makeHome } from '../../support/files/home.ts';
import { hasPython, pythonAnswer } from '../../support/program/python.ts';

const isRoot = process.getuid?.() === 0;

/** Runs a test with a home of its own, which is always removed afterwards. */
function withHome(files: Parameters<typeof makeHome>[0], body: (home: Home) => void): () => void {
	return () => {
		const home = makeHome(files);
		try {
			body(home);
		} finally {
			home.remove();
		}
	};
}

function load(env: Environment): {
	readonly profiles: readonly string[];
	readonly path: string;
	readonly told: readonly string[];
} {
	const told: string[] = [];
	const { config, path } = loadConfigFiles(env, (line) => told.push(line));
	return { profiles: [...config.profiles.keys()], path, told };
}

const profile = (name: string) => `[profile ${name}]\nregion = x\n`;

const standard = {
	'.aws/config': profile('home'),
	'.aws/credentials': '[keys]\naws_access_key_id = AKIA\n',
	'other/config': profile('other'),
	'other/credentials': '[otherkeys]\n',
};

test(
	'the files of the home are merged',
	withHome(standard, (home) => {
		assert.equal(load({ HOME: home.path }), {
			profiles: ['home', 'keys'],
			path: home.file('.aws/config'),
			told: [],
		});
	}),
);

interface Located {
	/** In values, `HOME` stands for the path of the home. */
	readonly env: Environment;
	readonly profiles: readonly string[];
	readonly path?: string;
}

const OTHER = { profiles: ['other', 'keys'], path: 'HOME/other/config' };

const located: Readonly<Record<string, Located>> = {
	'AWS_CONFIG_FILE, absolute': { env: { AWS_CONFIG_FILE: 'HOME/other/config' }, ...OTHER },
	'AWS_CONFIG_FILE with ~/': { env: { AWS_CONFIG_FILE: '~/other/config' }, ...OTHER },
	'AWS_CONFIG_FILE with a variable': { env: { AWS_CONFIG_FILE: '$PLACE/config', PLACE: 'HOME/other' }, ...OTHER },
	'AWS_CONFIG_FILE with a variable in braces': {
		env: { AWS_CONFIG_FILE: `\${PLACE}/config`, PLACE: 'HOME/other' },
		...OTHER,
	},
	'AWS_CONFIG_FILE with a variable that holds ~': {
		env: { AWS_CONFIG_FILE: '$PLACE/config', PLACE: '~/other' },
		...OTHER,
	},
	AWS_SHARED_CREDENTIALS_FILE: {
		env: { AWS_SHARED_CREDENTIALS_FILE: '~/other/credentials' },
		profiles: ['home', 'otherkeys'],
	},
	'both moved': {
		env: { AWS_CONFIG_FILE: '~/other/config', AWS_SHARED_CREDENTIALS_FILE: '~/other/credentials' },
		profiles: ['other', 'otherkeys'],
	},
	"AWS_CONFIG_FILE empty: no file, instead of the home's": {
		env: { AWS_CONFIG_FILE: '' },
		profiles: ['keys'],
		path: 'AWS_CONFIG_FILE',
	},
	'AWS_SHARED_CREDENTIALS_FILE empty': { env: { AWS_SHARED_CREDENTIALS_FILE: '' }, profiles: ['home'] },
	missing: { env: { AWS_CONFIG_FILE: 'HOME/nothing' }, profiles: ['keys'], path: 'HOME/nothing' },
	'a path below a file': { env: { AWS_CONFIG_FILE: 'HOME/other/config/x' }, profiles: ['keys'] },
	'/dev/null': { env: { AWS_CONFIG_FILE: '/dev/null' }, profiles: ['keys'] },
	'a name that is too long': { env: { AWS_CONFIG_FILE: `HOME/${'x'.repeat(5000)}` }, profiles: ['keys'] },
	'an unknown variable stays as it is': {
		env: { AWS_CONFIG_FILE: '$NO_SUCH/config' },
		profiles: ['keys'],
		path: '$NO_SUCH/config',
	},
};

for (const [name, row] of Object.entries(located)) {
	test(
		`config file: ${name}`,
		withHome(standard, (home) => {
			const inHome = (text: string | undefined) => text?.replace('HOME', home.path);
			const env = Object.fromEntries(Object.entries(row.env).map(([key, value]) => [key, inHome(value)]));
			const { profiles, path, told } = load({ HOME: home.path, ...env });
			assert.equal(profiles, row.profiles);
			assert.equal(told, []);
			if (row.path !== undefined) assert.is(path, inHome(row.path));
		}),
	);
}

for (const variable of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) {
	test(
		`${variable} names something that is not a file`,
		withHome(standard, (home) => {
			execFileSync('mkfifo', [home.file('pipe')]);
			for (const [path, reason] of [
				['/dev/zero', 'it is a device'],
				[home.file('other'), 'it is a folder'],
				[home.file('pipe'), 'it is a pipe'],
			] as const) {
				const failure = failureOf(() => load({ HOME: home.path, [variable]: path }));
				assert.equal([failure.code, failure.message], ['config-unreadable', `cannot read ${path}: ${reason}`]);
			}
		}),
	);
}

test(
	'without any files the config is empty',
	withHome({}, (home) => {
		assert.equal(load({ HOME: home.path }), { profiles: [], path: home.file('.aws/config'), told: [] });
	}),
);

test(
	'symbolic links are followed; dangling and circular links count as no file',
	withHome({ real: profile('real') }, (home) => {
		symlinkSync('real', home.file('link'));
		symlinkSync('nothing', home.file('dangling'));
		symlinkSync('loop', home.file('loop'));
		const profilesOf = (name: string) => load({ HOME: home.path, AWS_CONFIG_FILE: home.file(name) }).profiles;
		assert.equal([profilesOf('link'), profilesOf('dangling'), profilesOf('loop')], [['real'], [], []]);
	}),
);

test('an empty HOME counts as no home', () => {
	assert.is(homeFolder({ HOME: '' }), homeFolder({}));
	assert.is(homeFolder({ HOME: '/h' }), '/h');
});

const environment = { HOME: '/home/me', A: 'value', A_B: 'longer', EMPTY: '', TILDE: '~', BRACE: 'x' };

const expansions: readonly (readonly [path: string, expanded: string])[] = [
	['/plain/path', '/plain/path'],
	['relative/path', 'relative/path'],
	['~', '/home/me'],
	['~/x', '/home/me/x'],
	['a~/x', 'a~/x'],
	['/~/x', '/~/x'],
	['~nosuchuser12345/x', '~nosuchuser12345/x'],
	['$A', 'value'],
	['$A/x', 'value/x'],
	['$A_B', 'longer'],
	['$A.B', 'value.B'],
	[`x$\{A}y`, `xvaluey`],
	['$A$A_B', 'valuelonger'],
	[`$\{A}$\{NONE}`, `value$\{NONE}`],
	['$NONE/x', '$NONE/x'],
	['$EMPTY/x', '/x'],
	['$TILDE/x', '/home/me/x'],
	['$', '$'],
	['$$A', '$value'],
	['$/x', '$/x'],
	[`$\{}`, `$\{}`],
	[`$\{A`, `$\{A`],
	[`$\{A B}`, `$\{A B}`],
	['\\$A', '\\value'],
	['%A%', '%A%'],
	['~/a b/$A', '/home/me/a b/value'],
	['$constructor/x', '$constructor/x'],
	[`$\{toString}`, `$\{toString}`],
	['$__proto__', '$__proto__'],
];

for (const [path, expanded] of expansions) {
	test(`path of ${path}`, () => {
		assert.is(expandPath(path, environment), expanded);
	});
}

const program = `
import os
os.environ.clear()
os.environ.update(given["env"])
print(json.dumps([os.path.expanduser(os.path.expandvars(path)) for path in given["paths"]]))
`;

testUnless(hasPython ? undefined : 'no python3', "paths expand as Python's os.path does, ~root too", () => {
	const paths = [...expansions.map(([path]) => path), '~root', '~root/x', '~nobody/x', '~daemon'];
	const pythonPaths = pythonAnswer(program, { env: environment, paths });
	assert.equal(
		paths.map((path) => expandPath(path, environment)),
		pythonPaths,
	);
});

const refuses = 'the AWS CLI cannot read this file';

const warned: Readonly<Record<string, readonly [text: string | Uint8Array, problem: string]>> = {
	'a key before any header': ['\n\nregion = x\n[profile a]\n', `:3: key outside any section; ${refuses}`],
	'a line without a separator': ['[profile a]\n# c\nnonsense\n', `:3: line without "="; ${refuses}`],
	'a repeated section': ['[profile a]\nx = 1\n[profile a]\n', `:3: duplicate section [profile a]; ${refuses}`],
	'a repeated key, with CRLF': ['[profile a]\r\nx = 1\r\nX = 2\r\n', `:3: duplicate key x; ${refuses}`],
	'a byte order mark': ['\ufeff[profile a]\n', `:1: byte order mark; ${refuses}`],
	'bytes that are not UTF-8': [
		Buffer.from('[profile a]\nx = 1\ny = caf\xe9\n', 'latin1'),
		`:3: bytes that are not UTF-8; ${refuses}`,
	],
	'three problems': ['x\n[profile a]\ny\nz\n', `:1: line without "="; ${refuses} (and 2 more)`],
};

for (const [name, [text, problem]] of Object.entries(warned)) {
	test(
		`warning about ${name}`,
		withHome({ '.aws/config': text }, (home) => {
			const { profiles, told } = load({ HOME: home.path });
			assert.equal(told, [`warning: ${home.file('.aws/config')}${problem}`]);
			assert.equal(profiles, ['a']);
		}),
	);
}

test(
	'each of the two files gets one warning',
	withHome({ '.aws/config': 'x\n', '.aws/credentials': '[a]\ny\n' }, (home) => {
		assert.equal(
			load({ HOME: home.path }).told.map((line) => line.replace(home.path, '')),
			[
				`warning: /.aws/config:1: line without "="; ${refuses}`,
				`warning: /.aws/credentials:2: line without "="; ${refuses}`,
			],
		);
	}),
);

test(
	'a real replacement character is not a decoding error',
	withHome({ '.aws/config': '[profile \ufffd]\n' }, (home) => {
		assert.equal(load({ HOME: home.path }).told, []);
	}),
);

const asRoot = isRoot ? 'root may read everything' : undefined;

testUnless(
	asRoot,
	'a file without permission to read is a failure',
	withHome(standard, (home) => {
		for (const name of ['.aws/config', '.aws/credentials']) {
			chmodSync(home.file(name), 0o000);
			const failure = failureOf(() => load({ HOME: home.path }));
			assert.is(failure.code, 'config-unreadable');
			assert.equal(toldBy(failure), [`cannot read ${home.file(name)}: permission denied`, `ls -l ${home.file(name)}`]);
			chmodSync(home.file(name), 0o600);
		}
	}),
);

testUnless(
	asRoot,
	'a folder without permission to search is a failure',
	withHome(standard, (home) => {
		mkdirSync(home.file('closed'), { mode: 0o000 });
		const failure = failureOf(() => load({ HOME: home.path, AWS_CONFIG_FILE: home.file('closed/config') }));
		assert.is(failure.code, 'config-unreadable');
	}),
);

test.run();
