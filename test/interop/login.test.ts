/** The cache of `aws login`: ssoenv finds and reads what botocore saves. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { sources } from '../../src/adapters/credentials/sources.ts';
import { parseLoginFile } from '../../src/core/credentials/source-keys.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { makeHome } from '../support/files/home.ts';
import { hasPython, pythonAnswer } from '../support/program/python.ts';

/** Saves a sign-in as `aws login` does, and prints the keys that botocore takes from it. */
const SAVE = `
import os
try:
    from botocore.credentials import LoginCredentialFetcher
    from botocore.utils import JSONFileCache, LoginTokenLoader, get_login_token_cache_directory
except ImportError:
    print('null')
    sys.exit()
os.environ.update(given['env'])
loader = LoginTokenLoader(JSONFileCache(get_login_token_cache_directory()))
loader.save_token(given['session'], given['token'])
found = LoginCredentialFetcher(given['session'], loader, None).load_cached_credentials()
print(json.dumps([found['access_key'], found['secret_key'], found['token']]))
`;

const session = 'arn:aws:sts::111111111111:assumed-role/Café/me';
const token = {
	accessToken: {
		accessKeyId: 'ASIALOGIN',
		secretAccessKey: 's',
		sessionToken: 't',
		accountId: '111111111111',
		expiresAt: '2099-01-01T00:00:00Z',
	},
	tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
	clientId: 'arn:aws:signin:::devtools/same-device',
	refreshToken: 'r',
	idToken: 'i',
	dpopKey: '-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----\n',
};

/** Returns what botocore saves with this environment and reads; null without botocore. */
function botocore(env: Readonly<Record<string, string>>): unknown {
	return pythonAnswer(SAVE, { env, session, token });
}

const probe = makeHome();
const answer = hasPython ? botocore({ HOME: probe.path }) : null;
probe.remove();

for (const [name, more] of Object.entries({
	'in the home folder': {},
	'of AWS_LOGIN_CACHE_DIRECTORY': { AWS_LOGIN_CACHE_DIRECTORY: '~/own/$SUB', SUB: 'x' },
})) {
	testUnless(answer === null ? 'no botocore' : undefined, `ssoenv reads what botocore saves ${name}`, () => {
		const home = makeHome();
		try {
			const env = { HOME: home.path, ...more };
			const theirs = botocore(env);
			const ours = parseLoginFile(sources(env).readLogin(session) ?? '');
			assert.equal([ours?.accessKeyId, ours?.secretAccessKey, ours?.sessionToken], theirs);
			assert.is(ours?.expiresAt, Date.UTC(2099, 0, 1));
		} finally {
			home.remove();
		}
	});
}

test.run();
