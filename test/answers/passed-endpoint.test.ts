/** After `use p`, whose endpoint the shell then has in a variable: no request for another profile reaches it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { listen } from '../support/identity-center/loopback-server.ts';
import { startIdentityCenter } from '../support/identity-center/server.ts';
import { runSsoenv } from '../support/program/program.ts';
import { releaseAll } from '../support/program/release.ts';
import { CORP, signedInHome } from '../support/sign-in/signed-in-home.ts';

const configOf = (sso: string, oidc: string): string => `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
services = own
[services own]
sso =
  endpoint_url = ${sso}
sso_oidc =
  endpoint_url = ${oidc}
`;

const COMMANDS = [
	'export dev',
	'use dev --shell bash',
	'accounts dev --refresh',
	'login dev --device-code --no-browser --force',
] as const;

for (const [list, isFollowed] of [
	['AWS_ENDPOINT_URL', false],
	['', true],
] as const) {
	test(`an endpoint that ${isFollowed ? 'the person set is followed' : '`use` set is not followed'}`, async () => {
		const idc = await startIdentityCenter({ autoApprove: true });
		const other = await listen((_, response) => response.writeHead(500).end());
		const { sso, oidc } = idc.url;
		const homes = COMMANDS.map(() => signedInHome(configOf(sso, oidc), idc.signIn({ expiresInSeconds: -60 })));
		const variables = { AWS_ENDPOINT_URL: other.origin, SSOENV_PASSED: list, AWS_MAX_ATTEMPTS: '1' };
		try {
			for (const [at, command] of COMMANDS.entries()) {
				const { exitCode, stderr } = await runSsoenv(command.split(' '), { HOME: homes[at]?.path ?? '', ...variables });
				assert.is(exitCode === 0, !isFollowed, `${command}: ${stderr}`);
			}
			assert.is(other.connections() > 0, isFollowed);
			assert.is(idc.connections() > 0, !isFollowed);
		} finally {
			await releaseAll(idc.close, other.close, ...homes.map(({ remove }) => remove));
		}
	});
}

test.run();
