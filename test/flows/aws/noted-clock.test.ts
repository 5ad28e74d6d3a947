/** Cached credentials on a machine whose clock is known to be wrong: entries of ssoenv and of other programs. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatAssumedRole } from '../../../src/core/credentials/assumed-role.ts';
import { endsAt, formatCacheEntry, roleCredentialsKey } from '../../../src/core/credentials/role-credentials.ts';
import type { ChainedProfile } from '../../../src/core/profile/role-chain.ts';
import { formatNote } from '../../../src/core/text/note.ts';
import { cachedRole } from '../../../src/flows/credentials/cached-role.ts';
import { cachedCredentials } from '../../../src/flows/credentials/credentials-for.ts';
import { fakeContext } from '../../support/context/context.ts';
import { credentialsUntil, dev, NOW, STARTED_AT } from '../../support/context/sample.ts';

const HOUR = 3_600_000;
const KEY = roleCredentialsKey(dev);
const ROLE = 'arn:aws:iam::333333333333:role/Deploy';

const deploy: ChainedProfile = {
	name: 'deploy',
	roleArn: ROLE,
	accountId: '333333333333',
	roleName: 'Deploy',
	region: 'eu-west-1',
	source: { kind: 'sso', profile: dev },
	sessionName: undefined,
	externalId: undefined,
	durationSeconds: undefined,
	mfaSerial: undefined,
};

const noteOf = (seconds: number, startedAt = STARTED_AT) => ({
	clock: formatNote({ offsetSeconds: seconds, startedAt }),
});
const entry = (seconds?: number, startedAt = STARTED_AT) =>
	formatCacheEntry(
		{ ...credentialsUntil(NOW + HOUR), ...(seconds !== undefined && { clock: { seconds, startedAt } }) },
		dev.accountId,
	);

type Row = readonly [
	what: string,
	entry: string,
	notes: Readonly<Record<string, string>>,
	/** When they end by this machine's clock, after now; undefined if they do not count. */
	endsIn: number | undefined,
];

const rows: readonly Row[] = [
	['the clock is right: an entry of the AWS CLI', entry(), {}, HOUR],
	['the clock is an hour ahead: an entry of the AWS CLI', entry(), noteOf(3600), 2 * HOUR],
	['the clock is an hour behind: an entry of the AWS CLI', entry(), noteOf(-3600), 0],
	['the clock is five minutes behind: an entry of the AWS CLI', entry(), noteOf(-300), HOUR - 300_000],
	['the clock was wrong and has been set: an entry of the AWS CLI', entry(), noteOf(-3600, STARTED_AT - 3600), HOUR],
	['an entry with an offset', entry(3600), noteOf(3600), 2 * HOUR],
	['an entry with an offset, and the note is lost', entry(-3600), {}, 0],
	['an entry with an offset, and the clock has been set', entry(3600, STARTED_AT + 3600), {}, undefined],
	[
		'an entry with an offset, and the clock has been set wrong again',
		entry(3600, STARTED_AT + 3600),
		noteOf(60),
		undefined,
	],
	['a note that is none', entry(), { clock: '{' }, HOUR],
];

for (const [what, text, notes, endsIn] of rows) {
	test(`${what}: ${endsIn === undefined ? 'does not count' : `ends in ${endsIn / 60_000} min by this clock`}`, () => {
		const { context } = fakeContext({ credentials: { [KEY]: text }, notes });
		const credentials = cachedCredentials(dev, context);
		assert.is(credentials && endsAt(credentials) - NOW, endsIn);
		if (credentials !== undefined) assert.is(credentials.expiresAt, NOW + HOUR, "AWS's own time stays");
	});
}

test('an assumed role of the AWS CLI ends by the noted offset, too', () => {
	const role = { credentials: credentialsUntil(NOW + HOUR), arn: undefined, assumedRoleId: undefined };
	const credentials = { [`{"RoleArn": "${ROLE}"}`]: formatAssumedRole(role, '333333333333', 'r') };
	for (const [notes, endsIn] of [
		[{}, HOUR],
		[noteOf(3600), 2 * HOUR],
		[noteOf(-3600), 0],
	] as const) {
		const cached = cachedRole(deploy, fakeContext({ credentials, notes }).context);
		assert.is(cached && endsAt(cached.credentials) - NOW, endsIn);
	}
});

test.run();
