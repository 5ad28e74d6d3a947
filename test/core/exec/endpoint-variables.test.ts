/** The variables by which SDKs find the endpoint of `serve`, and what SDKs take before it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ENV_FILE_MARK, envFileText, fileThatWins, lineToPaste } from '../../../src/core/exec/endpoint-variables.ts';
import { shellNames } from '../../../src/core/shell/syntaxes.ts';
import { dev, legacy } from '../../support/context/sample.ts';
import { type PlainSettings, sharedConfigOf } from '../../support/context/shared-config.ts';

const access = { profile: dev, port: 9911, token: 'to-ken_1' };

test('a file for docker has one variable in each line, and no quotes', () => {
	assert.is(
		envFileText(access),
		`${ENV_FILE_MARK}
AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:9911/credentials
AWS_CONTAINER_AUTHORIZATION_TOKEN=to-ken_1
AWS_REGION=eu-west-1
AWS_DEFAULT_REGION=eu-west-1
`,
	);
	assert.not.match(envFileText({ ...access, profile: legacy }), 'REGION');
});

for (const shell of shellNames) {
	test(`${shell}: one line sets the variables, and unsets what would win over them`, () => {
		const line = lineToPaste(shell, access);
		assert.match(line, /^[^\n]+\n$/);
		for (const name of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_WEB_IDENTITY_TOKEN_FILE']) assert.match(line, name);
		for (const value of ['http://127.0.0.1:9911/credentials', 'to-ken_1', 'eu-west-1']) assert.match(line, value);
	});
}

const files = ['/home/me/.aws/config', '/home/me/.aws/credentials'] as const;
const KEYS = { aws_access_key_id: 'AKIA', aws_secret_access_key: 'x' };

/** Settings of [default], and whether SDKs take them. */
const defaults: readonly (readonly [PlainSettings, boolean])[] = [
	[{ region: 'eu-west-1', output: 'json' }, false],
	[KEYS, true],
	[{ sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' }, true],
	[{ role_arn: 'arn:aws:iam::333333333333:role/Deploy', source_profile: 'dev' }, true],
	[{ credential_process: 'cat' }, true],
	[{ login_session: 'arn:aws:iam::111111111111:user/me' }, true],
	[{ role_arn: 'arn:aws:iam::333333333333:role/Deploy', web_identity_token_file: '/token' }, true],
];

for (const [settings, wins] of defaults) {
	test(`[default] with ${Object.keys(settings).join(', ')} ${wins ? 'wins' : 'does not win'} over the endpoint`, () => {
		const config = sharedConfigOf({ profiles: { default: settings } });
		assert.is(fileThatWins(config, files), wins ? files[0] : undefined);
	});
}

test('keys of the credentials file are named with that file; without [default] nothing wins', () => {
	assert.is(fileThatWins(sharedConfigOf({ credentials: { default: KEYS } }), files), files[1]);
	assert.is(fileThatWins(sharedConfigOf({ profiles: { dev: KEYS } }), files), undefined);
});

test.run();
