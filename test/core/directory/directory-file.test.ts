/** What a `.ssoenv` may hold, and what its record looks like. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	allowedRecord,
	deniedRecord,
	directoryRecordFile,
	directoryText,
	failedRoleFile,
} from '../../../src/core/directory/directory-file.ts';

const PROFILES: Readonly<Record<string, string>> = {
	'dev\n': 'dev',
	dev: 'dev',
	'dev\r\n': 'dev',
	'  my profile \t\n# for the shop\n': 'my profile',
	'$(touch x)\n': '$(touch x)',
	'-\n': '-',
	'--login': '--login',
	'dév 東京\nother\n': 'dév 東京',
};

for (const [text, profile] of Object.entries(PROFILES)) {
	test(`names a profile: ${JSON.stringify(text)}`, () => assert.equal(directoryText(text), { profile }));
}

const REFUSED: Readonly<Record<string, readonly [text: string, problem: string]>> = {
	nothing: ['', 'its first line is not the name of a profile'],
	'an empty first line': ['\ndev\n', 'its first line is not the name of a profile'],
	blanks: [' \t\r\n', 'its first line is not the name of a profile'],
	'a NUL': ['dev\0', 'it has a NUL'],
	'a NUL in another line': ['dev\n\0', 'it has a NUL'],
	'an escape': ['dev\u001b[31m\n', 'its first line has a control character'],
	'a carriage return': ['de\rv\n', 'its first line has a control character'],
	'too much': [`dev\n${'x'.repeat(4093)}`, 'it is longer than 4096 bytes'],
	'too many bytes': [`dev\n${'é'.repeat(2047)}`, 'it is longer than 4096 bytes'],
};

for (const [name, [text, problem]] of Object.entries(REFUSED)) {
	test(`names no profile: ${name}`, () => assert.equal(directoryText(text), { problem }));
}

test('the longest text still names a profile', () => {
	assert.equal(directoryText(`dev\n${'x'.repeat(4092)}`), { profile: 'dev' });
});

test('a record ends with the text of the file', () => {
	assert.is(allowedRecord('/a/b', 'dev', 'dev \nx'), 'ssoenv-directory1\nallow\n/a/b\n=dev\ndev \nx');
	assert.is(deniedRecord('/a/b'), 'ssoenv-directory1\ndeny\n/a/b\n');
});

test('the file of a record is the path as a name', () => {
	assert.is(directoryRecordFile('/home/me/my shop'), '%2Fhome%2Fme%2Fmy%20shop');
	assert.is(directoryRecordFile('/a\nb'), undefined);
	assert.is(directoryRecordFile(`/${'x'.repeat(252)}`), `%2F${'x'.repeat(252)}`);
	assert.is(directoryRecordFile(`/${'x'.repeat(253)}`), undefined);
});

test('the note for a profile has the name of its copy', () => {
	assert.is(failedRoleFile('a/b'), 'failed/a%2Fb');
	assert.is(failedRoleFile(''), undefined);
});

test.run();
