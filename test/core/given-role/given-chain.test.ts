/** Roles given by ARN without a profile: their names, the notes about them, and the source that is meant. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { chainName, formatGivenChain, parseGivenChain, sourceFor } from '../../../src/core/given-role/given-chain.ts';
import { formatGiven, roleProfileKey } from '../../../src/core/given-role/given-role.ts';
import { type PlainSettings, sharedConfigOf } from '../../support/context/shared-config.ts';

const ARN = 'arn:aws:iam::444444444444:role/Audit';
const role = { roleArn: ARN, source: 'dev', externalId: undefined, region: undefined };
const name = 'Audit-444444444444';
const profile = { role_arn: ARN, source_profile: 'dev' };

const notesOf = (notes: Readonly<Record<string, string>>) => {
	const texts = new Map(Object.entries(notes).map(([noted, text]) => [roleProfileKey(noted), text]));
	return (key: string) => texts.get(key);
};
const fromOps = formatGivenChain({ ...role, source: 'ops' });
const ofAccount = formatGiven({
	ssoSession: 'corp',
	accountId: '444444444444',
	roleName: 'Audit',
	region: undefined,
});

type Names = readonly [
	profiles: Readonly<Record<string, PlainSettings>>,
	notes: Readonly<Record<string, string>>,
	expected: string,
];

const names: Readonly<Record<string, Names>> = {
	'nothing has it': [{}, {}, name],
	'a profile for the same': [{ [name]: { ...profile, region: 'eu-west-1' } }, {}, name],
	'a profile for another role': [{ [name]: { ...profile, role_arn: `${ARN}2` } }, {}, `${name}-2`],
	'a profile with another source': [{ [name]: { ...profile, source_profile: 'ops' } }, {}, `${name}-2`],
	'a profile with an external ID': [{ [name]: { ...profile, external_id: 'ext' } }, {}, `${name}-2`],
	'a profile with an MFA device': [{ [name]: { ...profile, mfa_serial: 'arn:aws:iam::1:mfa/me' } }, {}, `${name}-2`],
	'a note about the same': [{}, { [name]: formatGivenChain({ ...role, region: 'eu-west-1' }) }, name],
	'a note about the same from another source': [{}, { [name]: fromOps }, `${name}-2`],
	'a note about the same with an external ID': [
		{},
		{ [name]: formatGivenChain({ ...role, externalId: 'ext' }) },
		`${name}-2`,
	],
	'a note about a role of Identity Center': [{}, { [name]: ofAccount }, `${name}-2`],
	'a note of no use': [{}, { [name]: '{}' }, name],
	'a note about the same, behind another': [
		{},
		{ [name]: fromOps, [`${name}-2`]: formatGivenChain(role) },
		`${name}-2`,
	],
};

for (const [what, [profiles, notes, expected]] of Object.entries(names)) {
	test(`the name of a role of --role-arn: ${what}`, () =>
		assert.is(chainName(role, sharedConfigOf({ profiles }), notesOf(notes)), expected));
}

test('the path of a role is no part of its name', () => {
	const roleArn = 'arn:aws-us-gov:iam::333333333333:role/team/Release';
	assert.is(chainName({ ...role, roleArn }, sharedConfigOf({}), notesOf({})), 'Release-333333333333');
});

test('notes are read back as they were written', () => {
	for (const given of [role, { ...role, region: 'eu-west-1', externalId: 'partner-42' }])
		assert.equal(parseGivenChain(formatGivenChain(given)), given);
});

const bad = [
	'',
	'[]',
	'{}',
	ofAccount,
	formatGivenChain({ ...role, roleArn: 'arn:aws:iam::1:user/x' }),
	formatGivenChain({ ...role, externalId: 'a b' }),
];
for (const note of bad) {
	test(`no note about a role of --role-arn: ${note}`, () => assert.is(parseGivenChain(note), undefined));
}

/** Which source is meant, by the profile that is set or active. */
const sources: Readonly<Record<string, readonly [chosen: string, source: string]>> = {
	'the profile itself': ['dev', 'dev'],
	'a profile that assumes another role': ['deploy', 'deploy'],
	'a profile that assumes the same role': ['audit', 'dev'],
	'the same role without a profile': [name, 'ops'],
	'another role without a profile': ['Release-333333333333', 'Release-333333333333'],
	'a name of nothing': ['gone', 'gone'],
};

for (const [what, [chosen, source]] of Object.entries(sources)) {
	test(`the source, if none is named: ${what}`, () => {
		const config = sharedConfigOf({
			profiles: {
				dev: { sso_session: 'corp' },
				deploy: { role_arn: 'arn:aws:iam::333333333333:role/Deploy', source_profile: 'dev' },
				audit: profile,
			},
		});
		const release = formatGivenChain({ ...role, roleArn: 'arn:aws:iam::333333333333:role/Release' });
		const readNote = notesOf({ [name]: fromOps, 'Release-333333333333': release });
		assert.is(sourceFor(ARN, chosen, config, readNote), source);
	});
}

test.run();
