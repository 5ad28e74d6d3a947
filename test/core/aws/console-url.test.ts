/** The addresses of the console, by the rules that AWS documents, in four partitions. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	type ConsolePartition,
	consoleOf,
	consolePartitionName,
	consoleSignInUrl,
	consoleUrl,
	federationUrl,
	isRegionOf,
	portalLink,
	reopenedUrl,
} from '../../../src/core/aws/console-url.ts';

function partition(name: string): ConsolePartition {
	const found = consoleOf(name);
	if (found === undefined) throw new Error(name);
	return found;
}

interface Row {
	readonly name: string;
	readonly region: string;
	readonly federation: string;
	/** The home page without a region, and with one. */
	readonly home: string;
	readonly inRegion: string;
	readonly takesPost: boolean;
}

/**
 * The hosts of AWS Sign-In and of the console: AWS General Reference, "AWS sign-in endpoints"; "Endpoints and ARNs for
 * AWS in China"; "AWS GovCloud (US) console"; "AWS European Sovereign Cloud endpoints".
 */
const rows: readonly Row[] = [
	{
		name: 'aws',
		region: 'eu-west-1',
		federation: 'https://signin.aws.amazon.com/federation',
		home: 'https://console.aws.amazon.com/console/home',
		inRegion: 'https://eu-west-1.console.aws.amazon.com/console/home?region=eu-west-1',
		takesPost: true,
	},
	{
		name: 'aws-cn',
		region: 'cn-north-1',
		federation: 'https://signin.amazonaws.cn/federation',
		home: 'https://console.amazonaws.cn/console/home',
		inRegion: 'https://cn-north-1.console.amazonaws.cn/console/home?region=cn-north-1',
		takesPost: true,
	},
	{
		name: 'aws-us-gov',
		region: 'us-gov-west-1',
		federation: 'https://signin.amazonaws-us-gov.com/federation',
		home: 'https://console.amazonaws-us-gov.com/console/home',
		inRegion: 'https://us-gov-west-1.console.amazonaws-us-gov.com/console/home?region=us-gov-west-1',
		takesPost: false,
	},
	{
		name: 'aws-eusc',
		region: 'eusc-de-east-1',
		federation: 'https://eusc-de-east-1.signin.amazonaws-eusc.eu/federation',
		home: 'https://eusc-de-east-1.console.amazonaws-eusc.eu/console/home?region=eusc-de-east-1',
		inRegion: 'https://eusc-de-east-1.console.amazonaws-eusc.eu/console/home?region=eusc-de-east-1',
		takesPost: true,
	},
];

const HOME = { path: 'console/home' };

for (const { name, region, federation, home, inRegion, takesPost } of rows) {
	test(`${name}: the hosts of AWS Sign-In and of the console`, () => {
		const own = partition(name);
		assert.is(federationUrl(own.signin), federation);
		assert.is(consoleUrl(own, HOME, undefined), home);
		assert.is(consoleUrl(own, HOME, region), inRegion);
		assert.is(own.takesPost, takesPost);
		assert.is(consolePartitionName(region), name);
		for (const other of rows) assert.is(isRegionOf(own, other.region), other.name === name, other.region);
	});

	test(`${name}: the address has the documented parameters, each encoded`, () => {
		const { signin } = partition(name);
		const issuer = 'https://d-1234567890.awsapps.com/start';
		const address = consoleSignInUrl({ signin, issuer, destination: `${inRegion}#a/b?c`, token: 'a+b/c=&d' });
		assert.ok(address.startsWith(`${federation}?Action=login&Issuer=https%3A%2F%2Fd-1234567890.awsapps.com%2Fstart&`));
		assert.match(address, /&SigninToken=a%2Bb%2Fc%3D%26d$/);
		assert.equal(Object.fromEntries(new URL(address).searchParams), {
			Action: 'login',
			Issuer: issuer,
			Destination: `${inRegion}#a/b?c`,
			SigninToken: 'a+b/c=&d',
		});
	});

	test(`${name}: only its own console is opened again`, () => {
		for (const other of rows) {
			const url = `${other.inRegion}#x`;
			assert.equal(
				reopenedUrl(url, partition(name)),
				other.name === name
					? { url }
					: { problem: `is not on a host of the console of partition ${name}, ${partition(name).domain}` },
			);
		}
	});
}

test('a region of no known partition is one of aws, and partitions without a known console have none', () => {
	assert.is(consolePartitionName('mars-north-1'), 'aws');
	assert.is(consolePartitionName('us-iso-east-1'), 'aws-iso');
	assert.is(consoleOf('aws-iso'), undefined);
});

test('a path keeps its own region, and never leads to another host', () => {
	const at = (path: string) => consoleUrl(partition('aws'), { path }, 'us-east-1');
	const host = 'https://us-east-1.console.aws.amazon.com';
	assert.is(at('s3/buckets/b?region=eu-west-1&tab=x'), `${host}/s3/buckets/b?region=eu-west-1&tab=x`);
	assert.is(at('ec2/home?x=1#Instances:'), `${host}/ec2/home?x=1&region=us-east-1#Instances:`);
	for (const path of ['/evil.example', '\\evil.example', '@evil.example', ':1/x', '../..', '\t/evil.example']) {
		assert.is(new URL(at(path)).origin, host, path);
	}
});

const AWS = partition('aws');
const CONSOLE = 'console.aws.amazon.com';

const reopened: Readonly<Record<string, string>> = {
	[`https://${CONSOLE}/`]: `https://${CONSOLE}/`,
	[`https://s3.${CONSOLE}/s3/object/b`]: `https://s3.${CONSOLE}/s3/object/b`,
	[`https://111111111111-abcd1234.eu-west-1.${CONSOLE}/ec2/home?region=eu-west-1#I:i=1`]: `https://eu-west-1.${CONSOLE}/ec2/home?region=eu-west-1#I:i=1`,
	[`https://111111111111-abcd1234.${CONSOLE}/x`]: `https://${CONSOLE}/x`,
	'HTTPS://EU-WEST-1.Console.AWS.amazon.com:443/x': `https://eu-west-1.${CONSOLE}/x`,
};

for (const [text, url] of Object.entries(reopened)) {
	test(`opened again: ${text}`, () => assert.equal(reopenedUrl(text, AWS), { url }));
}

const OTHER_HOST = `is not on a host of the console of partition aws, ${CONSOLE}`;
const refused: Readonly<Record<string, string>> = {
	'': 'is not a URL',
	'/s3/buckets': 'is not a URL',
	[`http://${CONSOLE}/`]: 'is not an https URL',
	'javascript:alert(1)': 'is not an https URL',
	'file:///etc/passwd': 'is not an https URL',
	[`https://me@${CONSOLE}/`]: 'has a user name',
	[`https://:secret@${CONSOLE}/`]: 'has a user name',
	[`https://${CONSOLE}:8443/`]: 'has a port',
	[`https://${CONSOLE}./`]: OTHER_HOST,
	[`https://evil${CONSOLE}/`]: OTHER_HOST,
	[`https://${CONSOLE}.evil.example/`]: OTHER_HOST,
	[`https://evil.example/${CONSOLE}`]: OTHER_HOST,
	[`https://evil.example#.${CONSOLE}`]: OTHER_HOST,
	[`https://evil.example\\.${CONSOLE}/`]: OTHER_HOST,
	'https://aws.amazon.com/': OTHER_HOST,
	'https://signin.aws.amazon.com/oauth?redirect_uri=x': OTHER_HOST,
};

for (const [text, problem] of Object.entries(refused)) {
	test(`not opened: ${text || 'nothing'}`, () => assert.equal(reopenedUrl(text, AWS), { problem }));
}

const portals: readonly (readonly [startUrl: string, before: string])[] = [
	['https://d-1234567890.awsapps.com/start', 'https://d-1234567890.awsapps.com/start'],
	['https://d-1234567890.awsapps.com/start/', 'https://d-1234567890.awsapps.com/start'],
	['https://d-1234567890.awsapps.com/start/#/', 'https://d-1234567890.awsapps.com/start'],
	['https://ssoins-1.portal.us-east-1.app.aws', 'https://ssoins-1.portal.us-east-1.app.aws'],
];

for (const [startUrl, before] of portals) {
	test(`the link of the portal ${startUrl}`, () => {
		const role = { accountId: '111111111111', roleName: 'Read+Only' };
		assert.is(
			portalLink(startUrl, role, 'https://console.aws.amazon.com/a?region=b#c'),
			`${before}/#/console?account_id=111111111111&role_name=Read%2BOnly&destination=https%3A%2F%2Fconsole.aws.amazon.com%2Fa%3Fregion%3Db%23c`,
		);
	});
}

test('a URL of Sign-In with a path, a password and a query: only the path counts', () => {
	assert.is(federationUrl('http://me:secret@127.0.0.1:8080/base/?x#y'), 'http://127.0.0.1:8080/base/federation');
});

test.run();
