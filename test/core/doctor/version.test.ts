/** Versions: found in what programs say, and compared. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isOlder, isVersionInRange, versionIn } from '../../../src/core/doctor/version.ts';

for (const [said, version] of [
	['GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)', [5, 2, 15]],
	['zsh 5.9 (x86_64-debian-linux-gnu)', [5, 9]],
	['fish, version 3.6.0', [3, 6, 0]],
	['PowerShell 7.6.9', [7, 6, 9]],
	['tcsh 6.24.07 (Astron) 2022-12-21', [6, 24, 7]],
	['v22.3.0', [22, 3, 0]],
	['nothing', undefined],
	[undefined, undefined],
] as const) {
	test(`the version in ${said}`, () => assert.equal(versionIn(said), version));
}

for (const [version, than, expected] of [
	['2.9.0', '2.13.0', true],
	['2.13.0', '2.9.0', false],
	['2.9', '2.9.0', false],
	['2.9.0', '2.9', false],
	['1.45.11', '2.1.0', true],
	['3.1', '3.2', true],
] as const) {
	test(`${version} is ${expected ? '' : 'not '}older than ${than}`, () =>
		assert.is(isOlder(versionIn(version) ?? [], versionIn(than) ?? []), expected));
}

for (const [version, expected] of [
	['18.20.0', false],
	['20.18.9', false],
	['20.19.0', true],
	['21.7.0', false],
	['22.2.0', false],
	['22.3.0', true],
	['24.0.0', true],
] as const) {
	test(`Node ${version} is ${expected ? '' : 'not '}in the range`, () =>
		assert.is(isVersionInRange(versionIn(version) ?? [], '^20.19 || >=22.3'), expected));
}

test.run();
