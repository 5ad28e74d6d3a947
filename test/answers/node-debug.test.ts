/** With NODE_DEBUG, Node prints requests with their headers; ssoenv prints none of it, with any HTTP client. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { runCommand, runSsoenv } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, cacheFileName, signedInHome } from '../support/sign-in/signed-in-home.ts';

const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
`;

/** Names that Node has debug output for, in its own spelling and in others. */
const SETS = ['http', 'https,tls,net', '*', 'HTTP,stream'];
const WORK: readonly (readonly string[])[] = [['export', 'dev'], ['accounts'], ['logout', 'dev']];

for (const set of SETS) {
	for (const args of WORK) {
		test(`NODE_DEBUG=${set} shows no header in ssoenv ${args.join(' ')}`, async () => {
			const idc = await startIdentityCenter();
			// The token is refreshed first, so that tokens of every kind are sent and received.
			const before = idc.signIn({ expiresInSeconds: args[0] === 'logout' ? 3600 : 60 });
			const home = signedInHome(CONFIG, before);
			try {
				const env = { HOME: home.path, ...idc.environment, NODE_DEBUG: set };
				const { exitCode, stderr } = await runSsoenv(args, env);
				assert.is(exitCode, 0, stderr);
				const role = idc.credentialsFor('111111111111', 'ReadOnly');
				const token = `.aws/sso/cache/${cacheFileName('corp')}`;
				const after = args[0] === 'logout' ? before : JSON.parse(readFileSync(home.file(token), 'utf8'));
				const { accessToken, refreshToken = '', clientSecret } = before;
				const secrets = [accessToken, refreshToken, clientSecret, after.accessToken, after.refreshToken];
				for (const secret of [...secrets, ...(role ? [role.secretAccessKey, role.sessionToken] : [])]) {
					assert.ok(secret.length > 10);
					assert.not.ok(stderr.includes(secret));
				}
				assert.not.match(stderr, /bearer_token|refresh_token/i);
			} finally {
				await releaseAll(idc.close, home.remove);
			}
		});
	}
}

/** Late versions of Node 24, and Node 26, print a warning alone. */
const isSilent = Number(process.versions.node.split('.')[0]) >= 24 ? 'this Node prints no headers' : undefined;

testUnless(isSilent, 'Node does print headers for NODE_DEBUG=http', async () => {
	const code = `require('node:http').get('http://127.0.0.1:9', { headers: { 'x-token': 'plain' } }).on('error', () => {})`;
	const { stderr } = await runCommand(process.execPath, ['-e', code], { NODE_DEBUG: 'http' });
	assert.match(stderr, "'x-token': 'plain'");
});

test.run();
