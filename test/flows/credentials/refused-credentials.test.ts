/** The failure that each 4xx answer to GetRoleCredentials leads to. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { networkFailures } from '../../../src/core/failure/network-failures.ts';
import type { SsoProfile } from '../../../src/core/profile/sso-profile.ts';
import type { AccessToken } from '../../../src/core/sign-in/access-token.ts';
import { refusedCredentials } from '../../../src/flows/credentials/refused-credentials.ts';
import { signInOf } from '../../../src/flows/sign-in/session-for.ts';
import { toldBy } from '../../support/assertions/thrown-failure.ts';
import { fakeContext } from '../../support/context/context.ts';
import { CONFIG_PATH, dev, legacy, ON_DISK, START_URL, sampleConfig, token } from '../../support/context/sample.ts';
import {
	ENDPOINT,
	granted,
	type PortalScript,
	refusal,
	scriptedPortal,
} from '../../support/context/scripted-portal.ts';

interface Row {
	readonly answer: ReturnType<typeof refusal>;
	readonly profile?: SsoProfile;
	readonly token?: AccessToken;
	readonly script?: PortalScript;
	readonly code: string;
	readonly lines: readonly string[];
}

const unauthorized = refusal(401, 'UnauthorizedException');
const forbidden = refusal(403, 'ForbiddenException');
const NOT_ACCEPTED = `${ENDPOINT} does not accept the access token of sso-session "corp"`;
const NOT_ASSIGNED = 'role "ReadOnly" in account 111111111111 is not assigned to you';
const LOGIN = 'ssoenv login --sso-session corp';

const rows: Readonly<Record<string, Row>> = {
	'401, token of another region': {
		answer: unauthorized,
		token: { ...token, region: 'eu-west-1' },
		code: 'access-token-refused',
		lines: [
			`${NOT_ACCEPTED}: it was issued in eu-west-1, but sso_region is us-east-1`,
			`set sso_region = eu-west-1 in [sso-session corp] of ${CONFIG_PATH}`,
			LOGIN,
		],
	},
	'401, token of another region, legacy profile': {
		answer: unauthorized,
		profile: legacy,
		token: { ...token, region: 'eu-west-1' },
		code: 'access-token-refused',
		lines: [
			`${ENDPOINT} does not accept the access token of start URL "${START_URL}": it was issued in eu-west-1, but sso_region is us-east-1`,
			`set sso_region = eu-west-1 in [profile legacy] of ${CONFIG_PATH}`,
			'ssoenv login legacy',
		],
	},
	'401, token of another start URL': {
		answer: unauthorized,
		token: { ...token, startUrl: `${START_URL}/` },
		code: 'access-token-refused',
		lines: [`${NOT_ACCEPTED}: it was issued for ${START_URL}/, but sso_start_url is ${START_URL}`, LOGIN],
	},
	'401, both differ: the region is named': {
		answer: unauthorized,
		token: { ...token, region: 'eu-west-1', startUrl: 'https://other' },
		code: 'access-token-refused',
		lines: [
			`${NOT_ACCEPTED}: it was issued in eu-west-1, but sso_region is us-east-1`,
			`set sso_region = eu-west-1 in [sso-session corp] of ${CONFIG_PATH}`,
			LOGIN,
		],
	},
	'401, nothing differs': {
		answer: unauthorized,
		code: 'access-token-refused',
		lines: [
			`${NOT_ACCEPTED}: it should be valid until 2026-11-21T11:00:00Z, so a sign-out or an administrator revoked it`,
			LOGIN,
		],
	},
	'401, the token file names no region': {
		answer: unauthorized,
		token: { ...token, region: undefined, startUrl: undefined },
		code: 'access-token-refused',
		lines: [
			`${NOT_ACCEPTED}: it should be valid until 2026-11-21T11:00:00Z, so a sign-out or an administrator revoked it, or sso_region us-east-1 is wrong`,
			LOGIN,
		],
	},
	'403, token of the same portal, start URL spelt differently': {
		answer: forbidden,
		token: { ...token, startUrl: `${START_URL.replace('d-', 'D-')}#/` },
		script: { listAccountRoles: granted(['PowerUser']) },
		code: 'role-not-assigned',
		lines: [NOT_ASSIGNED, 'roles assigned to you in account 111111111111: PowerUser'],
	},
	'403, other roles are assigned': {
		answer: forbidden,
		script: { listAccountRoles: granted(['PowerUser', 'Admin']) },
		code: 'role-not-assigned',
		lines: [NOT_ASSIGNED, 'roles assigned to you in account 111111111111: PowerUser, Admin'],
	},
	'403, no role is assigned': {
		answer: forbidden,
		script: { listAccountRoles: granted([]) },
		code: 'role-not-assigned',
		lines: [NOT_ASSIGNED, 'no role in account 111111111111 is assigned to you: check sso_account_id'],
	},
	'403, ListAccountRoles is refused with 403': {
		answer: forbidden,
		script: { listAccountRoles: forbidden },
		code: 'role-not-assigned',
		lines: [NOT_ASSIGNED, 'no role in account 111111111111 is assigned to you: check sso_account_id'],
	},
	'403, ListAccountRoles is refused with another status': {
		answer: forbidden,
		script: { listAccountRoles: unauthorized },
		code: 'role-not-assigned',
		lines: [NOT_ASSIGNED, 'ssoenv list'],
	},
	'403, ListAccountRoles fails': {
		answer: forbidden,
		script: { listAccountRoles: networkFailures.throttled({ endpoint: ENDPOINT }) },
		code: 'role-not-assigned',
		lines: [NOT_ASSIGNED, 'ssoenv list'],
	},
	'400': {
		answer: refusal(400, 'InvalidRequestException'),
		code: 'request-refused',
		lines: [
			`${ENDPOINT} refused GetRoleCredentials: InvalidRequestException (400)`,
			`check sso_account_id = 111111111111 and sso_role_name = ReadOnly in ${CONFIG_PATH}`,
		],
	},
	'404': {
		answer: refusal(404, 'ResourceNotFoundException'),
		code: 'request-refused',
		lines: [
			`${ENDPOINT} refused GetRoleCredentials: ResourceNotFoundException (404): there is no role "ReadOnly" in account 111111111111`,
			`check sso_account_id = 111111111111 and sso_role_name = ReadOnly in ${CONFIG_PATH}`,
		],
	},
};

const loaded = { config: sampleConfig, path: CONFIG_PATH, ...ON_DISK };

for (const [name, row] of Object.entries(rows)) {
	test(name, async () => {
		const { portal, calls } = scriptedPortal(row.script);
		const heldToken = row.token ?? token;
		const profile = row.profile ?? dev;
		const found = signInOf(profile, loaded);
		const { context } = fakeContext();
		const failure = await refusedCredentials(row.answer, profile, { target: found, token: heldToken }, portal, context);
		assert.is(failure.code, row.code);
		assert.is(failure.status, row.code === 'access-token-refused' ? 4 : 5);
		assert.equal(toldBy(failure), row.lines);
		const asksForRoles = row.code === 'role-not-assigned';
		const request = { accessToken: token.accessToken, accountId: '111111111111' };
		assert.equal(calls, asksForRoles ? [{ operation: 'ListAccountRoles', request }] : []);
		assert.not.match(toldBy(failure).join('\n'), token.accessToken);
	});
}

test.run();
