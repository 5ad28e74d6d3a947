/** The account and the role in an ARN. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { roleOfArn } from '../../../src/core/profile/role-of-profile.ts';

const roles: Readonly<Record<string, string>> = {
	'arn:aws:iam::333333333333:role/Deploy': 'Deploy',
	'arn:aws:iam::333333333333:role/team/a/Deploy': 'Deploy',
	'arn:aws-cn:iam::333333333333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_0': 'AWSReservedSSO_A_0',
	'arn:aws-us-gov:iam::333333333333:role/Deploy': 'Deploy',
	'arn:aws-iso-b:iam::333333333333:role/Deploy': 'Deploy',
	'arn:aws-eusc:iam::333333333333:role/Deploy': 'Deploy',
	'arn:aws:iam::333333333333:role/a!~:/x+=,.@-': 'x+=,.@-',
};

for (const [arn, roleName] of Object.entries(roles)) {
	test(`${arn} is role ${roleName}`, () => {
		assert.equal(roleOfArn(arn), { accountId: '333333333333', roleName });
	});
}

for (const arn of [
	'',
	'Deploy',
	'arn:aws:iam::333333333333:role/',
	'arn:aws:iam::333333333333:role//',
	'arn:aws:iam::33333333333:role/Deploy',
	'arn:aws:iam:us-east-1:333333333333:role/Deploy',
	'arn:aws:iam::333333333333:instance-profile/Deploy',
	'arn:aws:iam::333333333333:role/De ploy',
	'arn:aws:iam::333333333333:role/my path/Deploy',
	'arn:AWS:iam::333333333333:role/Deploy',
	'arn:other:iam::333333333333:role/Deploy',
	' arn:aws:iam::333333333333:role/Deploy',
	'arn:aws:iam::333333333333:role/Deploy\nx',
]) {
	test(`not a role: ${JSON.stringify(arn)}`, () => assert.is(roleOfArn(arn), undefined));
}

test.run();
