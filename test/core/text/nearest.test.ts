/** Finds the known name that is most similar to a mistyped one. */
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
	test(`${JSON.stringify(wanted.slice(0, 20))} is similar to ${found ?? 'nothing known'}`, () => {
		assert.is(nearest(wanted, NAMES), found);
	});
}

test('the most similar name is found, and the first of equally similar ones', () => {
	assert.is(nearest('prod-ex', ['prod-eu', 'prod-us']), 'prod-eu');
	assert.is(nearest('prod-ex', ['prod-us', 'prod-eu']), 'prod-eu');
	assert.is(nearest('abcx', ['abc1', 'abc2']), 'abc1');
});

test('a name that the caller rejects is not suggested, however similar', () => {
	assert.is(
		nearest('prod-ex', ['prod-eu', 'prod-us'], (name) => name !== 'prod-eu'),
		'prod-us',
	);
	assert.is(
		nearest('dev', ['DEV'], () => false),
		undefined,
	);
});

test('equal letters in another Unicode form count as equal', () => {
	assert.is(nearest('caf\u00e9', ['cafe\u0301']), 'cafe\u0301');
});

test('without names there is no suggestion', () => {
	assert.is(nearest('a', []), undefined);
});

test('an empty name is similar to nothing', () => {
	assert.is(nearest('', ['a']), undefined);
});

test('names can be any iterable', () => {
	assert.is(nearest('devv', new Map([['dev', 1]]).keys()), 'dev');
});

test.run();
