/** The short names of services. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { consoleOf, consoleUrl } from '../../../src/core/aws/console-url.ts';
import { consoleService, consoleServiceNames } from '../../../src/core/exec/console-services.ts';

const partition = consoleOf('aws');
const urlOf = (name: string, region?: string): string => {
	const found = consoleService(name);
	if (partition === undefined || !('place' in found)) throw new Error(name);
	return consoleUrl(partition, found.place, region);
};

test('there are at least 40 services, and each name leads to a page of the console', () => {
	const pages = new Set(consoleServiceNames.map((name) => urlOf(name, 'eu-west-1')));
	assert.ok(pages.size >= 40, `${pages.size}`);
	for (const page of pages) {
		assert.match(
			page,
			/^https:\/\/(?:eu-west-1\.)?console\.aws\.amazon\.com\/[a-z\d/-]+(?:\?region=eu-west-1)?(?:#[\w:-]+)?$/,
		);
	}
});

test('names are unique, and words that every shell takes as they are', () => {
	assert.is(new Set(consoleServiceNames).size, consoleServiceNames.length);
	for (const name of consoleServiceNames) assert.match(name, /^[a-z\d]+$/);
});

const FIRST = 'https://eu-west-1.console.aws.amazon.com';
const expected: Readonly<Record<string, string>> = {
	home: `${FIRST}/console/home?region=eu-west-1`,
	s3: `${FIRST}/s3/buckets?region=eu-west-1`,
	ec2: `${FIRST}/ec2/home?region=eu-west-1`,
	EC2: `${FIRST}/ec2/home?region=eu-west-1`,
	lambda: `${FIRST}/lambda/home?region=eu-west-1`,
	cw: `${FIRST}/cloudwatch/home?region=eu-west-1`,
	cloudwatch: `${FIRST}/cloudwatch/home?region=eu-west-1`,
	cfn: `${FIRST}/cloudformation/home?region=eu-west-1`,
	ecs: `${FIRST}/ecs/v2/clusters?region=eu-west-1`,
	rds: `${FIRST}/rds/home?region=eu-west-1`,
	dynamodb: `${FIRST}/dynamodbv2/home?region=eu-west-1`,
	sqs: `${FIRST}/sqs/v3/home?region=eu-west-1`,
	sns: `${FIRST}/sns/v3/home?region=eu-west-1`,
	logs: `${FIRST}/cloudwatch/home?region=eu-west-1#logsV2:log-groups`,
	'logs:/aws/lambda/a b$c': `${FIRST}/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fa$2520b$2524c`,
	elb: `${FIRST}/ec2/home?region=eu-west-1#LoadBalancers:`,
	iam: 'https://console.aws.amazon.com/iam/home',
	route53: 'https://console.aws.amazon.com/route53/v2/home',
};

for (const [name, url] of Object.entries(expected)) {
	test(`the page of ${name}`, () => assert.is(urlOf(name, 'eu-west-1'), url));
}

test('without a region the console chooses one', () => {
	assert.is(urlOf('s3'), 'https://console.aws.amazon.com/s3/buckets');
});

test('a mistyped name: the nearest one is known', () => {
	assert.equal(consoleService('lamda'), { nearest: 'lambda' });
	assert.equal(consoleService('logs:'), { nearest: 'logs' });
	assert.equal(consoleService('nothing-like-it'), { nearest: undefined });
	assert.equal(consoleService('__proto__'), { nearest: undefined });
});

test.run();
