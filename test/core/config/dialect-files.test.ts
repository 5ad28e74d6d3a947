/** What each SDK finds in a text: one row for each thing that they read in different ways. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dialectFiles } from '../../../src/core/config/dialect-files.ts';
import type { Dialect } from '../../../src/core/config/dialect-lines.ts';

const DIALECTS: readonly Dialect[] = ['botocore', 'javascript', 'go', 'rust', 'java', 'dotnet'];

const read = (config: string, credentials: string, dialect: Dialect) =>
	dialectFiles(
		[
			{ path: 'config', text: config, isCredentials: false },
			{ path: 'credentials', text: credentials, isCredentials: true },
		],
		dialect,
	);

/** The value of `region` in profile `dev` in each dialect; `!` if the file is refused, `-` if there is none. */
function regions(config: string, credentials = '', profile = 'dev'): string {
	return DIALECTS.map((dialect) => {
		const files = read(config, credentials, dialect);
		return files.refusal === undefined ? (files.profiles.get(profile)?.get('region')?.value ?? '-') : '!';
	}).join(' ');
}

/** Values are `a` and `b`. The expected ones are those of botocore, JavaScript, Go, Rust, Java and .NET. */
const rows: Readonly<Record<string, readonly [expected: string, config: string, credentials?: string]>> = {
	'a plain file': ['a a a a a a', '[profile dev]\nregion = a\n'],
	'the credentials file': ['b b b b b b', '[profile dev]\nregion = a\n', '[dev]\nregion = b\n'],
	'the word in the credentials file': ['- - - - - b', '', '[profile dev]\nregion = b\n'],
	'no word in the config file': ['- - - - - -', '[dev]\nregion = a\n'],
	'a section twice': ['! b b b b a', '[profile dev]\nregion = a\n[profile dev]\nregion = b\n'],
	'a key twice': ['! b b b b -', '[profile dev]\nregion = a\nregion = b\n'],
	'a comment behind a value': ['a # x a a a a a # x', '[profile dev]\nregion = a # x\n'],
	'a comment without a blank': ['a#x a#x a#x a#x a#x a#x', '[profile dev]\nregion = a#x\n'],
	quotes: ['"a" "a" a "a" "a" "a"', '[profile dev]\nregion = "a"\n'],
	'a colon': ['a - a ! ! !', '[profile dev]\nregion: a\n'],
	'a key in capitals': ['a - a a - a', '[profile dev]\nREGION = a\n'],
	'a name in quotes': ['a a - - - -', '[profile "dev"]\nregion = a\n'],
	'blanks in a header': ['- - a a a a', '[ profile dev ]\nregion = a\n'],
	'blanks behind the word': ['a - a a a a', '[profile   dev]\nregion = a\n'],
	'a dot behind the word': ['- a - - - -', '[profile.dev]\nregion = a\n'],
	'a line without a delimiter': ['! a a ! ! !', '[profile dev]\nregion = a\noops\n'],
	'a key before any header': ['! a a ! ! a', 'x = 1\n[profile dev]\nregion = a\n'],
	'an indented key below a value': ['- a a - - a', '[profile dev]\noutput = json\n  region = a\n'],
	'an indented key below a header': ['a a a ! ! a', '[profile dev]\n  region = a\n'],
	'a block': ['- - - - - a', '[profile dev]\ns3 =\n  region = a\n'],
	'a value behind a block': ['b b b b b -', '[profile dev]\ns3 =\n  region = a\nregion = b\n'],
	'a byte order mark': ['! a a ! ! a', '\ufeff[profile dev]\nregion = a\n'],
	'an open header': ['! a a ! ! !', '[profile dev]\nregion = a\n[profile other\n'],
	'line ends of Windows': ['a a a a a a', '[profile dev]\r\nregion = a\r\n'],
	'nothing at all': ['- - - - - -', ''],
};

for (const [name, [expected, config, credentials]] of Object.entries(rows)) {
	test(`the dialects: ${name}`, () => {
		assert.is(regions(config, credentials), expected);
	});
}

test('[default] and [profile default], in both orders', () => {
	const [plain, worded] = ['[default]\nregion = a\n', '[profile default]\nregion = b\n'];
	assert.is(regions(plain + worded, '', 'default'), 'b b b b b a');
	assert.is(regions(worded + plain, '', 'default'), 'a b b b b a');
});

test('each value has its place, and the sections of sso-sessions too', () => {
	const config = '# mine\n[sso-session corp]\nsso_region = us-east-1\n[profile dev]\n\nregion = a\n';
	for (const dialect of DIALECTS) {
		const { profiles, ssoSessions } = read(config, '', dialect);
		const place = { file: 'config', line: 6, section: '[profile dev]' };
		assert.equal(profiles.get('dev')?.get('region'), { value: 'a', ...place }, dialect);
		assert.is(ssoSessions.get('corp')?.get('sso_region')?.line, 3, dialect);
		assert.not(ssoSessions.has('dev'));
	}
});

test('no text makes a reader throw', () => {
	const parts = ['[', ']', '=', ':', '#', ';', '\n', '\r', '\t', ' ', 'profile', 'a', '"', "'", '\\', '\ufeff', '\0'];
	for (let seed = 1; seed <= 500; seed += 1) {
		const text = Array.from({ length: 40 }, (_, at) => parts[(seed * 31 + at * at * seed + at) % parts.length]).join(
			'',
		);
		for (const dialect of DIALECTS) assert.type(read(text, text, dialect).profiles.has('a'), 'boolean');
	}
});

test.run();
