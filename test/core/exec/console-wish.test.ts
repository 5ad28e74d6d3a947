/** What the parameters of `console` ask for, and which of them do not go together. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { consoleOf } from '../../../src/core/aws/console-url.ts';
import { consolePage } from '../../../src/core/exec/console-page.ts';
import {
	type ConsoleParameters,
	consoleDestination,
	refuseUnfitWish,
	secondsOf,
} from '../../../src/core/exec/console-wish.ts';
import { failureOf, toldBy } from '../../support/assertions/thrown-failure.ts';

const NOTHING: ConsoleParameters = {
	service: undefined,
	path: undefined,
	url: undefined,
	region: undefined,
	duration: undefined,
	browser: undefined,
	portal: false,
	print: false,
	qr: false,
	private: false,
	'own-window': false,
	'firefox-container': false,
};

const unfit: readonly (readonly [wish: Partial<ConsoleParameters>, message: string])[] = [
	[{ service: 's3', path: '/x' }, '--service and --path cannot be used together'],
	[{ service: 's3', url: 'x' }, '--service and --url cannot be used together'],
	[{ path: '/x', url: 'x' }, '--path and --url cannot be used together'],
	[{ url: 'x', region: 'eu-west-1' }, '--url and --region cannot be used together'],
	[{ portal: true, duration: '1h' }, '--portal and --duration cannot be used together'],
	[{ print: true, browser: 'firefox' }, '--print and --browser cannot be used together'],
	[{ private: true, 'own-window': true }, '--private and --own-window cannot be used together'],
	[{ private: true, 'firefox-container': true }, '--private and --firefox-container cannot be used together'],
	[{ 'own-window': true, 'firefox-container': true }, '--own-window and --firefox-container cannot be used together'],
	[{ print: true, private: true }, '--print and --private cannot be used together'],
	[{ portal: true, qr: true, 'own-window': true }, '--qr and --own-window cannot be used together'],
	[{ qr: true }, '--qr requires --portal'],
	[{ service: '' }, '--service is empty'],
	[{ browser: ' ' }, '--browser is empty'],
	[{ service: 'lamda' }, 'ssoenv has no short name "lamda" for a service of the console; did you mean "lambda"?'],
	...['', '14m', '899s', '13h', '43201', '1d', '-1h', '1.5h', 'long'].map(
		(duration) => [{ duration }, '--duration takes 15m to 12h, such as 90m or 8h'] as const,
	),
];

for (const [wish, message] of unfit) {
	test(`refused: ${JSON.stringify(wish)}`, () => {
		const failure = failureOf(() => refuseUnfitWish({ ...NOTHING, ...wish }));
		assert.is(failure.message, message);
		assert.is(failure.status, 2);
		assert.is(failure.hints.length, 1);
	});
}

test('fitting parameters pass', () => {
	for (const wish of [{}, { service: 'logs:/x', region: 'eu-west-1', print: true }, { url: 'x', portal: true }]) {
		refuseUnfitWish({ ...NOTHING, ...wish });
	}
});

test('durations in seconds', () => {
	const all = ['15m', '900', '90m', '8h', '12h', undefined].map((duration) => secondsOf({ duration }));
	assert.equal(all, [900, 900, 5400, 28_800, 43_200, undefined]);
});

const china = consoleOf('aws-cn');
const to = (wish: Partial<ConsoleParameters>, region?: string, usual?: string): string => {
	if (china === undefined) throw new Error('aws-cn');
	return consoleDestination({ ...NOTHING, ...wish }, china, { name: 'dev', region }, usual);
};

test('the region of the role comes before the usual one, and one of another partition is not used', () => {
	const [north, west] = ['https://cn-north-1.console.amazonaws.cn', 'https://cn-northwest-1.console.amazonaws.cn'];
	assert.is(to({ service: 'ec2' }, 'cn-north-1', 'cn-northwest-1'), `${north}/ec2/home?region=cn-north-1`);
	assert.is(to({}, undefined, 'cn-northwest-1'), `${west}/console/home?region=cn-northwest-1`);
	assert.is(to({}, undefined, 'us-east-1'), 'https://console.amazonaws.cn/console/home');
	assert.is(to({ path: '//evil.example/x' }, 'cn-north-1'), `${north}/evil.example/x?region=cn-north-1`);
	assert.equal(toldBy(failureOf(() => to({}, 'us-east-1'))), [
		'the role of dev is in partition aws-cn, and region "us-east-1" is not',
		'name another region with --region',
	]);
});

test('a URL of another console is refused with an example of the own one, and is not quoted', () => {
	const failure = failureOf(() => to({ url: 'https://us-east-1.console.aws.amazon.com/?x=hunter2' }));
	assert.equal(toldBy(failure), [
		'the value of --url is not on a host of the console of partition aws-cn, console.amazonaws.cn',
		'ssoenv console --url https://console.amazonaws.cn/s3/buckets',
	]);
});

test('the page leads on without a script, tells no other page where from, and quotes the address', () => {
	const page = consolePage(`https://h/?a=1&b="'<>`);
	assert.match(page, '<meta http-equiv="refresh" content="0; url=https://h/?a=1&amp;b=&quot;&#39;&lt;&gt;">');
	assert.match(page, '<meta name="referrer" content="no-referrer">');
	assert.not.match(page, /<script|<>/);
});

test.run();
