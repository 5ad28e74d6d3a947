/** Which known name a mistyped one means. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { nearest } from '../../../src/core/text/nearest.ts';

const NAMES = ['dev', 'development', 'staging', 'prod-eu', 'prod-us', 'Admin'];

const rows: readonly (readonly [wanted: string, found: string | undefined])[] = [
	['dev', 'dev'],
	['DEV', 'dev'],
	['admin', 'Admin'],
	['dve', undefined],
	['de', 'dev'],
	['devv', 'dev'],
	['developmnt', 'development'],
	['devlopmnt', 'development'],
	['stagign', 'staging'],
	['prod-eu ', 'prod-eu'],
	['prod-es', 'prod-eu'],
	['prod', undefined],
	['xyzzy', undefined],
	['x', undefined],
	['', undefined],
	['a'.repeat(10_000), undefined],
];

for (const [wanted, found] of rows) {
	test(`${JSON.stringify(wanted.slice(0, 20))} means ${found ?? 'nothing known'}`, () => {
		assert.is(nearest(wanted, NAMES), found);
	});
}

test('of equally near names the first, of all names the nearest', () => {
	assert.is(nearest('prod-ex', ['prod-eu', 'prod-us']), 'prod-eu');
	assert.is(nearest('prod-ex', ['prod-us', 'prod-eu']), 'prod-eu');
	assert.is(nearest('abcx', ['abc1', 'abc2']), 'abc1');
});

test('a name that would not serve is not named, however near', () => {
	assert.is(
		nearest('prod-ex', ['prod-eu', 'prod-us'], (name) => name !== 'prod-eu'),
		'prod-us',
	);
	assert.is(
		nearest('dev', ['DEV'], () => false),
		undefined,
	);
});

test('the same letters in another Unicode form are the same', () => {
	assert.is(nearest('caf\u00e9', ['cafe\u0301']), 'cafe\u0301');
});

test('no names', () => {
	assert.is(nearest('a', []), undefined);
});

test('an empty name is near nothing', () => {
	assert.is(nearest('', ['a']), undefined);
});

test('any iterable will do', () => {
	assert.is(nearest('devv', new Map([['dev', 1]]).keys()), 'dev');
});

test.run();
