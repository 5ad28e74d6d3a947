/** Notes that record from which source the cache entry of an assumed role was made. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { assumedRoleKey } from '../../../src/core/credentials/assumed-role.ts';
import { formatRoleNote, parseRoleNote } from '../../../src/core/credentials/cache-entry-origin.ts';
import {
	formatSourceNote,
	identityOf,
	mayBeFrom,
	parseSourceNote,
	type SourceIdentity,
	sourceNoteKey,
	sourceText,
} from '../../../src/core/credentials/source-note.ts';
import { formatGiven, parseGiven } from '../../../src/core/given-role/given-role.ts';
import { servedProfile } from '../../../src/core/profile/chained-profile.ts';
import { isChained } from '../../../src/core/profile/role-chain.ts';
import { CONFIG_PATH, dev, legacy, START_URL } from '../../support/context/sample.ts';
import { sharedConfigOf } from '../../support/context/shared-config.ts';

const role = {
	roleArn: 'arn:aws:iam::333333333333:role/Deploy',
	externalId: undefined,
	mfaSerial: undefined,
	durationSeconds: undefined,
	sessionName: undefined,
};

const overDev: SourceIdentity = { kind: 'sso', role: dev };
const sources: Readonly<Record<string, SourceIdentity>> = {
	'a role of a session': overDev,
	'the same role of a legacy sign-in': { kind: 'sso', role: legacy },
	'another role': { kind: 'sso', role: { ...dev, roleName: 'Admin' } },
	'another account': { kind: 'sso', role: { ...dev, accountId: '222222222222' } },
	'another session': { kind: 'sso', role: { ...dev, ssoSession: 'other' } },
	'a role in between': { kind: 'role', role, source: overDev },
	'the role in between from another source': { kind: 'role', role, source: { kind: 'sso', role: legacy } },
	'the role in between with an external ID': { kind: 'role', role: { ...role, externalId: 'e' }, source: overDev },
	keys: { kind: 'keys', accessKeyId: 'AKIAONE' },
	'other keys': { kind: 'keys', accessKeyId: 'AKIATWO' },
	'a program': { kind: 'process', digest: '0a' },
	'another command line': { kind: 'process', digest: '0b' },
	'aws login': { kind: 'login', session: 'arn:aws:iam::111111111111:user/me' },
	'aws login of another person': { kind: 'login', session: 'arn:aws:iam::111111111111:user/you' },
	'a web identity': { kind: 'web-identity', tokenFile: '/token' },
	'another token file': { kind: 'web-identity', tokenFile: '/other' },
};

test('each source has a text of its own', () => {
	const texts = Object.values(sources).map(sourceText);
	assert.is(new Set(texts).size, texts.length);
	assert.is(
		sourceText({ kind: 'role', role, source: overDev }),
		`role ${assumedRoleKey(role)} from sso {"accountId":"111111111111","roleName":"ReadOnly","sessionName":"corp"}`,
	);
});

for (const [name, source] of Object.entries(sources)) {
	test(`an entry is used only for its own source: ${name}`, () => {
		const note = parseSourceNote(formatSourceNote(role, source, 'ASIAENTRY'));
		for (const other of Object.values(sources)) assert.is(mayBeFrom(other, note, 'ASIAENTRY'), other === source);
	});
}

test('the identity of a source: no secret, and the access key ID if it is in the environment', () => {
	const config = sharedConfigOf({
		profiles: {
			p: { role_arn: role.roleArn, source_profile: 'a' },
			a: { role_arn: role.roleArn, source_profile: 'keys' },
			keys: { aws_access_key_id: 'AKIAONE', aws_secret_access_key: 'hunter2' },
			env: { role_arn: role.roleArn, credential_source: 'Environment' },
			run: { role_arn: role.roleArn, source_profile: 'program', role_session_name: 'own' },
			program: { credential_process: 'x --password hunter2' },
			console: { login_session: 'arn:aws:iam::111111111111:user/me' },
			'of-console': { role_arn: role.roleArn, source_profile: 'console' },
			web: { role_arn: role.roleArn, web_identity_token_file: '/token', role_session_name: 'own' },
			'of-web': { role_arn: role.roleArn, source_profile: 'web' },
			named: { role_arn: role.roleArn, source_profile: 'run' },
		},
	});
	const digestOf = (text: string) => `<${text.length}>`;
	const textOf = (name: string) => {
		const profile = servedProfile(config, name, CONFIG_PATH);
		if (profile === undefined || !isChained(profile)) throw new TypeError('it should assume a role');
		return sourceText(identityOf(profile.source, { sessionName: 'set', environmentKeyId: 'AKIAENV', digestOf }));
	};
	const named = (sessionName: string) => assumedRoleKey({ ...role, sessionName });
	assert.is(textOf('p'), `role ${named('set')} from keys "AKIAONE"`);
	assert.is(textOf('env'), 'keys "AKIAENV"');
	assert.is(textOf('run'), 'credential_process <20>');
	assert.is(textOf('named'), `role ${named('own')} from credential_process <20>`);
	assert.is(textOf('of-console'), 'login_session "arn:aws:iam::111111111111:user/me"');
	assert.is(textOf('of-web'), `role ${named('own')} from web_identity_token_file "/token"`);
});

test('an entry without a note, or that another tool has replaced, is used for each source', () => {
	const note = parseSourceNote(formatSourceNote(role, overDev, 'ASIAENTRY'));
	for (const source of Object.values(sources)) {
		assert.ok(mayBeFrom(source, undefined, 'ASIAENTRY'));
		assert.ok(mayBeFrom(source, note, 'ASIAOTHER'));
	}
});

test('a note names the entry and the sign-in at the root of the chain', () => {
	const noteOf = (source: SourceIdentity) => parseSourceNote(formatSourceNote(role, source, 'ASIAENTRY'));
	assert.equal(noteOf({ kind: 'role', role: { ...role, roleArn: 'x' }, source: overDev }), {
		source: `role {"RoleArn": "x"} from ${sourceText(overDev)}`,
		accessKeyId: 'ASIAENTRY',
		entryKey: assumedRoleKey(role),
		signIn: { ssoSession: 'corp', startUrl: START_URL },
	});
	assert.equal(noteOf({ kind: 'sso', role: legacy })?.signIn, { ssoSession: undefined, startUrl: START_URL });
	assert.is(noteOf({ kind: 'keys', accessKeyId: 'AKIAONE' })?.signIn, undefined);
	assert.is(sourceNoteKey(role), `source ${assumedRoleKey(role)}`);
});

const note = formatSourceNote(role, overDev, 'ASIAENTRY');

for (const text of [
	'',
	'[]',
	'{"format": 1}',
	note.replace('"format": 1', '"format": 2'),
	note.replace('"accessKeyId": "ASIAENTRY"', '"accessKeyId": 5'),
	formatRoleNote(dev),
]) {
	test(`not a note about a source: ${text}`, () => assert.is(parseSourceNote(text), undefined));
}

test('no other reader of notes takes it for its own', () => {
	assert.is(parseRoleNote(note), undefined);
	assert.is(parseGiven(note), undefined);
	assert.is(parseSourceNote(formatGiven({ ...dev, ssoSession: 'corp' })), undefined);
});

test.run();
