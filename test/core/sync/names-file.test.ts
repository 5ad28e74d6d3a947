/** The file with short names of accounts: what is read, and which line is wrong. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseNamesFile } from '../../../src/core/sync/names-file.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';

test('names are read, without comments and blanks', () => {
	const text =
		'\ufeff# mine\r\n111111111111 = dev\r\n\r\n  222222222222=team/prod.1   # the second\n333333333333 = a@b';
	assert.equal(
		[...parseNamesFile(text, '/names')],
		[
			['111111111111', 'dev'],
			['222222222222', 'team/prod.1'],
			['333333333333', 'a@b'],
		],
	);
	assert.is(parseNamesFile('', '/names').size, 0);
});

const A = '111111111111 = dev\n';

for (const [text, message] of [
	[`${A}222222222222`, 'line 2 of /names: it has no "="'],
	['dev = 111111111111', 'line 1 of /names: "dev" is not an account ID of 12 digits'],
	['11111111111 = dev', 'line 1 of /names: "11111111111" is not an account ID of 12 digits'],
	['111111111111 =', 'line 1 of /names: it has no name'],
	['111111111111 = # dev', 'line 1 of /names: it has no name'],
	[
		'\n111111111111 = dev team',
		'line 2 of /names: the name "dev team" has other characters than letters, digits and -_.@/',
	],
	['111111111111 = $(id)', 'line 1 of /names: the name "$(id)" has other characters than letters, digits and -_.@/'],
	['111111111111 = -x', 'line 1 of /names: the name "-x" has other characters than letters, digits and -_.@/'],
	[`${A}# x\n111111111111 = prod`, 'line 3 of /names: account 111111111111 is in line 1, too'],
	[`${A}\n222222222222 = DEV`, 'line 3 of /names: the name DEV is in line 1, too'],
] as const) {
	test(`${JSON.stringify(text)} is refused with its line`, () => {
		const failure = failureOf(() => parseNamesFile(text, '/names'));
		assert.equal([failure.code, failure.status, failure.message], ['names-invalid', 3, message]);
	});
}

test.run();
