/** Reads the files of web identities and of `aws login`. */
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sources } from '../../../src/adapters/credentials/sources.ts';
import { type Home, makeHome } from '../../support/files/home.ts';

const SESSION = 'arn:aws:iam::111111111111:user/mé';
const NAME = `${createHash('sha256').update(SESSION, 'utf8').digest('hex')}.json`;

function inHome(work: (home: Home) => void): () => void {
	return () => {
		const home = makeHome();
		try {
			work(home);
		} finally {
			home.remove();
		}
	};
}

test(
	'a token is read as it is, with a newline at its end',
	inHome((home) => {
		assert.equal(sources({}).readToken(home.write('token', 'abc\n')), { text: 'abc\n' });
	}),
);

test(
	'a token that cannot be read: the reason',
	inHome((home) => {
		const { readToken } = sources({ HOME: home.path });
		home.write('token', 'abc');
		assert.equal(readToken(home.file('gone')), { reason: 'no such file' });
		assert.equal(readToken(home.path), { reason: 'it is a folder' });
		assert.equal(readToken('~/token'), { reason: 'no such file' });
	}),
);

/** The folder of the cache of `aws login`, by the environment. */
const folders: Readonly<Record<string, (home: string) => readonly [folder: string, more: Record<string, string>]>> = {
	'in the home folder': () => ['.aws/login/cache', {}],
	'of the variable': (home) => ['own', { AWS_LOGIN_CACHE_DIRECTORY: `${home}/own` }],
	'of the variable, with a tilde and another variable': () => [
		'own/x',
		{ AWS_LOGIN_CACHE_DIRECTORY: '~/own/$SUB', SUB: 'x' },
	],
};

for (const [name, placeOf] of Object.entries(folders)) {
	test(
		`the cache of aws login ${name}`,
		inHome((home) => {
			const [folder, more] = placeOf(home.path);
			const { readLogin } = sources({ HOME: home.path, ...more });
			assert.is(readLogin(SESSION), undefined);
			home.write(`${folder}/${NAME}`, '{}');
			assert.is(readLogin(SESSION), '{}');
			assert.is(readLogin('other'), undefined);
		}),
	);
}

test.run();
