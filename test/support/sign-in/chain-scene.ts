/** A person who is signed in, with profiles that assume roles in chains. */

import type { Home } from '../files/home.ts';
import type { IdentityCenter } from '../identity-center/identity-center.ts';
import { startIdentityCenter } from '../identity-center/server.ts';
import { type Ended, runSsoenv, type Variables } from '../program/program.ts';
import { releaseAll } from '../program/release.ts';
import { CORP, signedInHome } from './signed-in-home.ts';

export const DEPLOY = 'arn:aws:iam::333333333333:role/Deploy';
export const RELEASE = 'arn:aws:iam::333333333333:role/team/Release';
export const AUDIT = 'arn:aws:iam::444444444444:role/Audit';
export const PARTNER = 'arn:aws:iam::444444444444:role/Partner';
export const EMERGENCY = 'arn:aws:iam::333333333333:role/Emergency';
export const SERIAL = 'arn:aws:iam::111111111111:mfa/alice';
export const PERSON =
	'arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/user@example.com';

/** The key of AWS's documentation, which the fake knows as that of user alice. */
export const ALICE = {
	AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
	AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;

/** Chains of depth 1, 2, 3 and 4 (deploy, release, audit, partner), and one of each other kind. */
export const CHAINS = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
[profile deploy]
role_arn = ${DEPLOY}
source_profile = dev
region = eu-west-1
[profile release]
role_arn = ${RELEASE}
source_profile = deploy
region = eu-central-1
[profile audit]
role_arn = ${AUDIT}
source_profile = release
region = eu-west-1
duration_seconds = 900
[profile partner]
role_arn = ${PARTNER}
source_profile = audit
external_id = partner-42
role_session_name = me
region = eu-west-1
[profile stranger]
role_arn = ${PARTNER}
source_profile = dev
external_id = partner-43
region = eu-west-1
[profile emergency]
role_arn = ${EMERGENCY}
source_profile = dev
mfa_serial = ${SERIAL}
region = eu-west-1
[profile alice]
aws_access_key_id = ${ALICE.AWS_ACCESS_KEY_ID}
aws_secret_access_key = ${ALICE.AWS_SECRET_ACCESS_KEY}
[profile long]
role_arn = ${AUDIT}
source_profile = alice
duration_seconds = 43200
region = us-east-1
[profile shell]
role_arn = ${DEPLOY}
credential_source = Environment
region = us-east-1
`;

export interface ChainScene {
	readonly idc: IdentityCenter;
	readonly home: Home;
	readonly env: Variables;
	/** Runs ssoenv with further variables; `stdin` is empty by default. */
	readonly ssoenv: (words: string, more?: Variables, stdin?: string) => Promise<Ended>;
	/** Returns the operations that were requested since the last call. */
	readonly operations: () => readonly string[];
}

export async function withChains(work: (scene: ChainScene) => Promise<void>, config = CHAINS): Promise<void> {
	const idc = await startIdentityCenter();
	const home = signedInHome(config, idc.signIn());
	const env = { HOME: home.path, AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1', ...idc.environment };
	let seen = 0;
	const operations = () => {
		const names = idc.requests.slice(seen).map(({ operation }) => operation ?? 'none');
		seen = idc.requests.length;
		return names;
	};
	const ssoenv = (words: string, more: Variables = {}, stdin?: string) =>
		runSsoenv(words.split(' '), { ...env, ...more }, stdin);
	try {
		await work({ idc, home, env, ssoenv, operations });
	} finally {
		await releaseAll(idc.close, home.remove);
	}
}
