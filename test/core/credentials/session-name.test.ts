/** The session name of a role without a configured one. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isRoleSessionName } from '../../../src/core/aws/identifiers.ts';
import { derivedSessionName } from '../../../src/core/credentials/session-name.ts';
import { NOW } from '../../support/context/sample.ts';

const BY_TIME = `ssoenv-${NOW / 1000}`;

const names: readonly (readonly [arn: string | undefined, name: string])[] = [
	['arn:aws:sts::111111111111:assumed-role/AWSReservedSSO_ReadOnly_0123/alice@example.com', 'alice@example.com'],
	['arn:aws:sts::111111111111:assumed-role/Deploy/alice', 'alice'],
	['arn:aws:iam::111111111111:user/team/a/bob', 'bob'],
	['arn:aws:sts::111111111111:federated-user/carol', 'carol'],
	['arn:aws:sts::111111111111:assumed-role/R/Zoë Müller', 'Zo--M-ller'],
	[`arn:aws:sts::111111111111:assumed-role/R/${'long'.repeat(20)}`, 'long'.repeat(16)],
	['arn:aws:iam::111111111111:root', BY_TIME],
	['arn:aws:sts::111111111111:assumed-role/R/x', BY_TIME],
	['arn:aws:sts::111111111111:assumed-role/R/', BY_TIME],
	['arn:aws:sts::111111111111:assumed-role/R/李雷', BY_TIME],
	['', BY_TIME],
	[undefined, BY_TIME],
];

for (const [arn, name] of names) {
	test(`the session name of ${arn ?? 'an unknown caller'} is ${name}`, () => {
		assert.is(derivedSessionName(arn, NOW + 999), name);
		assert.ok(isRoleSessionName(name));
	});
}

test.run();
