/** How a `.ssoenv` is found and read, and which files and records are refused. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, linkSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { directories } from '../../../src/adapters/directory/directories.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { type Home, makeHome } from '../../support/files/home.ts';
import { isRoot, SOMEBODY_ELSE } from '../../support/files/planted.ts';

const LIMIT = 4096;

const portOf = (home: Home) => directories({}, home.file('records'), { base: home.path, kind: 'own' });

function inHome(body: (home: Home) => void): () => void {
	return () => {
		const home = makeHome();
		try {
			body(home);
		} finally {
			home.remove();
		}
	};
}

test(
	'the nearest file is found from below, and its folder is without links',
	inHome((home) => {
		home.write('shop/.ssoenv', 'dev\n');
		mkdirSync(home.file('shop/a/.ssoenv'), { recursive: true });
		mkdirSync(home.file('shop/a/b'));
		symlinkSync(home.file('shop'), home.file('link'));
		const folder = realpathSync(home.file('shop'));
		const { find } = portOf(home);
		assert.equal(find(home.file('shop/a/b')), { folder, path: home.file('shop/.ssoenv') });
		assert.equal(find(home.file('link')), { folder, path: home.file('link/.ssoenv') });
		assert.is(find(home.path), undefined);
	}),
);

test(
	'a file is read as it is',
	inHome((home) => {
		const path = home.write('.ssoenv', 'd\u00e9v \n\n');
		assert.is(portOf(home).read({ folder: home.path, path }, LIMIT), 'd\u00e9v \n\n');
	}),
);

const asOther = isRoot ? undefined : 'only root can give a file to another user';

interface Row {
	readonly lacks?: string | undefined;
	readonly plant: (home: Home, path: string) => void;
	readonly problem: string;
}

const hostile: Readonly<Record<string, Row>> = {
	'a link': {
		plant: (home, path) => symlinkSync(home.write('elsewhere', 'dev\n'), path),
		problem: 'it is a link',
	},
	'a link to /dev/zero': { plant: (_, path) => symlinkSync('/dev/zero', path), problem: 'it is a link' },
	'a pipe': { plant: (_, path) => spawnSync('mkfifo', [path]), problem: 'it is not a regular file' },
	'too long': {
		plant: (home) => home.write('.ssoenv', 'x'.repeat(1_000_000)),
		problem: 'it is longer than 4096 bytes',
	},
	'no UTF-8': { plant: (home) => home.write('.ssoenv', Buffer.from([0x64, 0xff])), problem: 'it is not UTF-8' },
	'open to others': {
		plant: (home, path) => {
			home.write('.ssoenv', 'dev\n');
			chmodSync(path, 0o646);
		},
		problem: 'other users can write to it',
	},
	'in an open folder': {
		plant: (home) => {
			home.write('.ssoenv', 'dev\n');
			chmodSync(home.path, 0o777);
		},
		problem: 'other users can write to its folder',
	},
	'of another user': {
		lacks: asOther,
		plant: (home, path) => {
			home.write('.ssoenv', 'dev\n');
			chownSync(path, Number(SOMEBODY_ELSE), 0);
		},
		problem: `it belongs to another user (uid ${SOMEBODY_ELSE})`,
	},
	'in the folder of another user': {
		lacks: asOther,
		plant: (home) => {
			home.write('.ssoenv', 'dev\n');
			chownSync(home.path, Number(SOMEBODY_ELSE), 0);
		},
		problem: `its folder belongs to another user (uid ${SOMEBODY_ELSE})`,
	},
};

for (const [name, { lacks, plant, problem }] of Object.entries(hostile)) {
	testUnless(
		lacks,
		`a file is refused: ${name}`,
		inHome((home) => {
			const path = home.file('.ssoenv');
			plant(home, path);
			const failure = failureOf(() => portOf(home).read({ folder: home.path, path }, LIMIT));
			assert.is(failure.code, 'directory-unfit');
			assert.is(failure.message, `${path} cannot choose the profile: ${problem}`);
		}),
	);
}

test(
	'a record is kept and read again, but not through a link, nor if others can write to it',
	inHome((home) => {
		const { keep, record } = portOf(home);
		keep('%2Fa', 'text');
		assert.is(record('%2Fa'), 'text');
		symlinkSync(home.file('records/%2Fa'), home.file('records/linked'));
		assert.is(record('linked'), undefined);
		assert.is(record('missing'), undefined);
		linkSync(home.file('records/%2Fa'), home.file('records/open'));
		chmodSync(home.file('records/open'), 0o606);
		assert.is(record('open'), undefined);
	}),
);

test.run();
