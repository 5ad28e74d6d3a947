/** Chains of each depth, root and kind of last role: rows for a comparison of ssoenv with other AWS tools. */
import type { Variables } from '../program/program.ts';
import { ALICE, AUDIT, DEPLOY, EMERGENCY, PARTNER, RELEASE, SERIAL } from './chain-scene.ts';
import { CORP } from './signed-in-home.ts';

const ROOTS = {
	'Identity Center': { setting: 'source_profile = dev', variables: {} },
	'static keys': { setting: 'source_profile = alice', variables: {} },
	'the environment': { setting: 'credential_source = Environment', variables: ALICE },
} as const;

/** The role at the end of each chain. The fake knows all but the first by itself. */
export const LAST = 'arn:aws:iam::444444444444:role/team/Last';

const ENDS = {
	'no settings': { roleArn: LAST, settings: [] },
	'an external ID': { roleArn: PARTNER, settings: ['external_id = partner-42'] },
	'an MFA code': { roleArn: EMERGENCY, settings: [`mfa_serial = ${SERIAL}`] },
	'a name and a duration': { roleArn: LAST, settings: ['role_session_name = me', 'duration_seconds = 1800'] },
} as const;

/** The roles before the last one, in their order. */
const BEFORE = [DEPLOY, RELEASE, AUDIT];

export interface ChainRow {
	readonly name: string;
	/** The config file; the profile of the chain is `end`. */
	readonly config: string;
	/** The roles, in the order in which they are assumed. */
	readonly roles: readonly string[];
	/** What the environment must have. */
	readonly variables: Variables;
	/** The text on stdin of a program that asks for the code of the MFA device. */
	readonly code: string | undefined;
}

function chainRow(depth: number, root: keyof typeof ROOTS, end: keyof typeof ENDS): ChainRow {
	const { roleArn, settings } = ENDS[end];
	const roles = [...BEFORE.slice(0, depth - 1), roleArn];
	const nameAt = (at: number) => (at === depth - 1 ? 'end' : `hop${at}`);
	const sections = roles.map((arn, at) => [
		`[profile ${nameAt(at)}]`,
		`role_arn = ${arn}`,
		at === 0 ? ROOTS[root].setting : `source_profile = ${nameAt(at - 1)}`,
		'region = eu-west-1',
		...(at === depth - 1 ? settings : []),
	]);
	return {
		name: `${depth} role${depth === 1 ? '' : 's'} from ${root} with ${end}`,
		config: `${SOURCES}${sections.flat().join('\n')}\n`,
		roles,
		variables: ROOTS[root].variables,
		code: end === 'an MFA code' ? '123456' : undefined,
	};
}

const SOURCES = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
[profile alice]
aws_access_key_id = ${ALICE.AWS_ACCESS_KEY_ID}
aws_secret_access_key = ${ALICE.AWS_SECRET_ACCESS_KEY}
`;

/** Rows in which each depth, each root and each end is there. */
export const someChains: readonly ChainRow[] = [
	chainRow(1, 'Identity Center', 'no settings'),
	chainRow(1, 'static keys', 'an MFA code'),
	chainRow(2, 'Identity Center', 'an MFA code'),
	chainRow(4, 'Identity Center', 'an external ID'),
	chainRow(4, 'the environment', 'an MFA code'),
	chainRow(4, 'Identity Center', 'a name and a duration'),
];

const roots = ['Identity Center', 'static keys', 'the environment'] as const;
const ends = ['no settings', 'an external ID', 'an MFA code', 'a name and a duration'] as const;

export const allChains: readonly ChainRow[] = [1, 2, 3, 4].flatMap((depth) =>
	roots.flatMap((root) => ends.map((end) => chainRow(depth, root, end))),
);
