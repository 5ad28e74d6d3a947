/** Notes of what the chain of a profile comes to: they count only while every setting is the same that decides it. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	type ChainNote,
	chainText,
	formatChainNote,
	parseChainNote,
} from '../../../src/core/credentials/chain-note.ts';
import { parseSourceNote } from '../../../src/core/credentials/source-note.ts';
import { dev } from '../../support/context/sample.ts';
import { type PlainSettings, sharedConfigOf } from '../../support/context/shared-config.ts';

const RELEASE = { role_arn: 'arn:aws:iam::333333333333:role/Release', source_profile: 'deploy', region: 'eu-west-1' };
const DEPLOY = { role_arn: 'arn:aws:iam::333333333333:role/Deploy', source_profile: 'dev' };
const DEV = { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'ReadOnly' };
const CORP = { sso_start_url: dev.startUrl, sso_region: 'us-east-1' };

interface Changed {
	readonly release?: PlainSettings;
	readonly deploy?: PlainSettings;
	readonly dev?: PlainSettings;
	readonly corp?: PlainSettings;
}

const configOf = (changed: Changed = {}) =>
	sharedConfigOf({
		profiles: {
			release: changed.release ?? RELEASE,
			deploy: changed.deploy ?? DEPLOY,
			dev: changed.dev ?? DEV,
			other: DEV,
		},
		ssoSessions: { corp: changed.corp ?? CORP, other: CORP },
	});

const textOf = (changed?: Changed, sessionName?: string) => chainText(configOf(changed), 'release', sessionName);

/** Each must make another text. */
const changes: Readonly<Record<string, Changed>> = {
	'another role': { release: { ...RELEASE, role_arn: DEPLOY.role_arn } },
	'another source': { release: { ...RELEASE, source_profile: 'dev' } },
	'another region': { release: { ...RELEASE, region: 'eu-west-2' } },
	'an external ID': { release: { ...RELEASE, external_id: 'e' } },
	'a session name': { release: { ...RELEASE, role_session_name: 'me' } },
	'an MFA device': { release: { ...RELEASE, mfa_serial: 'arn:aws:iam::111111111111:mfa/me' } },
	'a duration': { release: { ...RELEASE, duration_seconds: '900' } },
	'another role in between': { deploy: { ...DEPLOY, role_arn: RELEASE.role_arn } },
	'an external ID in between': { deploy: { ...DEPLOY, external_id: 'e' } },
	'another source of the role in between': { deploy: { ...DEPLOY, source_profile: 'other' } },
	'another account at the root': { dev: { ...DEV, sso_account_id: '222222222222' } },
	'another role at the root': { dev: { ...DEV, sso_role_name: 'Admin' } },
	'another session at the root': { dev: { ...DEV, sso_session: 'other' } },
	'another start URL': { corp: { ...CORP, sso_start_url: 'https://d-0000000000.awsapps.com/start' } },
	'a key that ssoenv does not know': { release: { ...RELEASE, ca_bundle: '/ca.pem' } },
};

test('each setting that decides the role makes another text', () => {
	const texts = [textOf(), textOf({}, 'me'), textOf({}, 'you'), ...Object.values(changes).map((one) => textOf(one))];
	assert.not(texts.includes(undefined));
	assert.equal([...new Set(texts)], texts);
});

test('the same settings make the same text', () => {
	assert.is(textOf(), textOf({ release: { ...RELEASE } }));
});

/** What no note may be made of. */
const unnoted: Readonly<Record<string, Changed>> = {
	'a profile that assumes no role': { release: DEV },
	'a web identity': { release: { ...RELEASE, web_identity_token_file: '/token' } },
	'the environment as the source': { deploy: { role_arn: DEPLOY.role_arn, credential_source: 'Environment' } },
	'static keys at the root': { dev: { aws_access_key_id: 'AKIA', aws_secret_access_key: 's' } },
	'static keys beside the role': { deploy: { ...DEPLOY, aws_access_key_id: 'AKIA', aws_secret_access_key: 's' } },
	'a program at the root': { dev: { credential_process: 'keys' } },
	'aws login at the root': { dev: { login_session: 'arn:aws:iam::111111111111:user/me' } },
	'a source that does not exist': { deploy: { ...DEPLOY, source_profile: 'nobody' } },
};

for (const [name, changed] of Object.entries(unnoted)) {
	test(`there is no text for ${name}`, () => {
		assert.is(textOf(changed), undefined);
	});
}

test('there is no text for a profile that does not exist', () => {
	assert.is(chainText(configOf(), 'nobody', undefined), undefined);
});

test('a circle of profiles ends', () => {
	assert.type(textOf({ deploy: { ...DEPLOY, source_profile: 'release' } }), 'string');
});

test('no value is noted that ssoenv does not know, because it may be secret', () => {
	const text = textOf({ release: { ...RELEASE, portal_password: 'hunter2', s3: { secret: 'hunter2' } } }) ?? '';
	assert.match(text, 'portal_password');
	assert.not.match(text, 'hunter2');
});

const note: ChainNote = {
	chain: textOf() ?? '',
	entryKey: '{"RoleArn": "r"}',
	accessKeyId: 'ASIAONE',
	accountId: '333333333333',
	roleName: 'Release',
};

test('a note is read as it was written, and is no note of a source', () => {
	assert.equal(parseChainNote(formatChainNote(note)), note);
	assert.is(parseSourceNote(formatChainNote(note)), undefined);
});

for (const text of [
	'',
	'[]',
	'{"format": 2}',
	...Object.keys(note).flatMap((key) => [
		JSON.stringify({ ...note, format: 1, [key]: undefined }),
		JSON.stringify({ ...note, format: 1, [key]: 1 }),
	]),
]) {
	test(`another text is no note: ${text.slice(0, 40)}`, () => {
		assert.is(parseChainNote(text), undefined);
	});
}

test.run();
