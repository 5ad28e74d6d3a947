/** A person whose chains begin with a program, a web identity token, or the sign-in of `aws login`. */

import { createHash } from 'node:crypto';
import { chmodSync } from 'node:fs';
import type { Home } from '../files/home.ts';
import { webIdentityToken } from '../identity-center/sts/web-identity.ts';
import { ALICE, AUDIT, CHAINS, type ChainScene, DEPLOY, withChains } from './chain-scene.ts';

export const PIPELINE = 'arn:aws:iam::333333333333:role/Pipeline';
const ALICE_ARN = 'arn:aws:iam::111111111111:user/alice';

export interface SourceScene extends ChainScene {
	/** Makes the program of the profile `program`: a script of sh. */
	readonly setProgram: (script: string) => void;
	/** Writes the token of the profile `pipeline`; by default one that STS accepts. */
	readonly writeToken: (claims?: Partial<Parameters<typeof webIdentityToken>[0]>) => void;
	/** Writes the cache file of `aws login`. @param seconds until the keys expire */
	readonly writeLogin: (seconds: number, keys?: { readonly [name: string]: string }) => void;
}

const configOf = (home: Home): string => `${CHAINS}[profile program]
credential_process = "${home.file('keys')}" --role 'the one'
[profile of-program]
role_arn = ${DEPLOY}
source_profile = program
region = eu-west-1
[profile long-of-program]
role_arn = ${AUDIT}
source_profile = program
duration_seconds = 43200
region = eu-west-1
[profile pipeline]
role_arn = ${PIPELINE}
web_identity_token_file = ${home.file('token')}
role_session_name = build
region = us-east-1
[profile of-pipeline]
role_arn = ${DEPLOY}
source_profile = pipeline
region = eu-west-1
[profile console]
login_session = ${ALICE_ARN}
region = us-east-1
[profile of-console]
role_arn = ${DEPLOY}
source_profile = console
region = eu-west-1
`;

/** Prints the keys of the user alice, as a script of sh. */
export const printsAlice = `echo '${JSON.stringify({
	Version: 1,
	AccessKeyId: ALICE.AWS_ACCESS_KEY_ID,
	SecretAccessKey: ALICE.AWS_SECRET_ACCESS_KEY,
})}'\n`;

export const withSources = (work: (scene: SourceScene) => Promise<void>): Promise<void> =>
	withChains(async (scene) => {
		const { home } = scene;
		home.write('.aws/config', configOf(home));
		const setProgram = (script: string) => chmodSync(home.write('keys', `#!/bin/sh\n${script}`), 0o700);
		const writeToken: SourceScene['writeToken'] = (claims = {}) => {
			const exp = Math.trunc(Date.now() / 1000) + 3600;
			const usual = { iss: 'https://tokens.example.com', aud: 'sts.amazonaws.com', sub: 'job/7', exp };
			home.write('token', `${webIdentityToken({ ...usual, ...claims })}\n`);
		};
		const writeLogin: SourceScene['writeLogin'] = (seconds, keys) => {
			const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
			const name = createHash('sha256').update(ALICE_ARN).digest('hex');
			home.write(`.aws/login/cache/${name}.json`, JSON.stringify(loginFile(expiresAt, keys)));
		};
		setProgram(printsAlice);
		writeToken();
		await work({ ...scene, setProgram, writeToken, writeLogin });
	});

/** As `aws login` writes it. */
const loginFile = (expiresAt: string, keys: { readonly [name: string]: string } = {}) => ({
	accessToken: { ...keys, accountId: '111111111111', expiresAt },
	tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
	clientId: 'arn:aws:signin:::devtools/same-device',
	refreshToken: 'refresh-hunter2',
	idToken: 'id-hunter2',
	dpopKey: '-----BEGIN EC PRIVATE KEY-----\nhunter2\n-----END EC PRIVATE KEY-----\n',
});
