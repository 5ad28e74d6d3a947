/** The sections that `write` makes: which are its own, what it changes, and that removing them leaves no trace. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configLines } from '../../../src/core/config/lines.ts';
import { isSectionName, withoutWritten, withRenewed, withWritten } from '../../../src/core/config-edit/written-edit.ts';
import { ownerOfSection, type WrittenFacts, writtenSections } from '../../../src/core/config-edit/written-section.ts';
import { asRecord } from '../../../src/core/text/json.ts';
import { generatedTexts } from '../../support/assertions/generated-text.ts';

const END = Date.UTC(2026, 10, 21, 11, 0, 0);
const facts: WrittenFacts = {
	profile: 'my "dév" profile',
	accountId: '111111111111',
	roleName: 'ReadOnly',
	signIn: 'corp',
	accessKeyId: 'ASIAONE',
	expiresAt: END,
};
const values = { secretAccessKey: 'se/cret+', sessionToken: 'tok/en==', region: 'eu-west-1' };
const later: WrittenFacts = { ...facts, accessKeyId: 'ASIATWO', expiresAt: END + 3_600_000 };
const newer = { ...values, secretAccessKey: 'newer', region: 'us-east-1' };

const SECTION = `[keys]
# ssoenv: role ReadOnly of account 111111111111, until 2026-11-21T11:00:00Z; to remove it: ssoenv write --remove keys
# ssoenv {"format": 1, "profile": "my \\"d\\u00e9v\\" profile", "accountId": "111111111111", "roleName": "ReadOnly", "signIn": "corp", "accessKeyId": "ASIAONE", "expiresAt": "2026-11-21T11:00:00Z"}
aws_access_key_id = ASIAONE
aws_secret_access_key = se/cret+
aws_session_token = tok/en==
region = eu-west-1
`;

const write = (text: string, name = 'keys', more = facts): string => withWritten(text, name, more, values);
const removeAll = (text: string): string => withoutWritten(text, () => true);

test('a section has two comments, three keys and the region', () => {
	assert.is(write(''), SECTION);
	assert.is(withWritten('', 'keys', facts, { ...values, region: undefined }), SECTION.replace(/region.*\n/, ''));
	assert.equal(writtenSections(`# mine\n${SECTION}`), [{ ...facts, name: 'keys', line: 2, isIntact: true }]);
});

test('a section is of ssoenv only as it wrote it, and changed or foreign otherwise', () => {
	const rows: Readonly<Record<string, readonly [string, ReturnType<typeof ownerOfSection>]>> = {
		'another name': [SECTION.replace('[keys]', '[other]'), 'absent'],
		'as written': [SECTION, 'ssoenv'],
		'comments and blank lines below it': [`${SECTION}\n# of the next\n[next]\nregion = x\n`, 'ssoenv'],
		CRLF: [SECTION.replaceAll('\n', '\r\n'), 'ssoenv'],
		'no comments': [SECTION.replace(/# .*\n/g, ''), 'foreign'],
		'an empty section': ['[keys]\n', 'foreign'],
		'blanks around the name': ['[ keys ]\n', 'foreign'],
		'another key': [SECTION.replace('= ASIAONE', '= AKIAMINE'), 'foreign'],
		'no key': [SECTION.replace(/aws_access.*\n/, ''), 'foreign'],
		twice: [`${SECTION}\n[keys]\nregion = x\n`, 'foreign'],
		'a comment that is no JSON': [SECTION.replace('{"format"', '{format'), 'foreign'],
		'a comment of another format': [SECTION.replace('"format": 1', '"format": 2'), 'changed'],
		'a comment of a format without a key': [SECTION.replace('"accessKeyId": "ASIAONE"', '"key": "ASIAONE"'), 'foreign'],
		'a comment without an account': [SECTION.replace('"111111111111"', '"1"'), 'foreign'],
		'a comment without an end': [SECTION.replace(/, "expiresAt": "[^"]*"/, ''), 'foreign'],
		'another secret': [SECTION.replace('se/cret+', 'other'), 'ssoenv'],
		'one more setting': [`${SECTION}output = json\n`, 'changed'],
		'one more setting, further down': [`${SECTION}\n# x\noutput = json\n`, 'changed'],
		'a value that goes on': [`${SECTION}  more\n`, 'changed'],
		'no secret': [SECTION.replace(/aws_secret.*\n/, ''), 'changed'],
		'another end': [SECTION.replace('until 2026', 'until 2027'), 'changed'],
		'another order': [SECTION.replace(/(aws_secret.*\n)(aws_session.*\n)/, '$2$1'), 'changed'],
		'a comment between': [SECTION.replace('aws_secret', '# mine\naws_secret'), 'changed'],
	};
	for (const [what, [text, owner]] of Object.entries(rows)) assert.is(ownerOfSection(text, 'keys'), owner, what);
});

test('newer keys take the place of older ones, and the region stays', () => {
	const others = ['[a]\nx = 1\n\n', '\n# of b\n[b]\ny = 2\n'] as const;
	const text = `${others[0]}${SECTION}${others[1]}`;
	const renewed = withRenewed(text, 'keys', later, newer);
	const expected = withWritten('', 'keys', later, { ...newer, region: 'eu-west-1' });
	assert.is(renewed, `${others[0]}${expected}${others[1]}`);
	assert.is(withRenewed(renewed ?? '', 'keys', facts, values), renewed, 'older keys');
	assert.is(withRenewed(text, 'keys', { ...later, profile: 'other' }, newer), undefined);
	assert.is(withRenewed(text, 'gone', later, newer), undefined);
	assert.is(withRenewed(`${SECTION}output = json\n`, 'keys', later, newer), undefined);
	const windows = text.replaceAll('\n', '\r\n');
	assert.is(withRenewed(windows, 'keys', later, newer), renewed?.replaceAll('\n', '\r\n'));
});

test('of a section that others have changed, their lines stay', () => {
	const rows: readonly (readonly [string, string])[] = [
		[`${SECTION}output = json\n# mine\n`, '[keys]\nregion = eu-west-1\noutput = json\n# mine\n'],
		[SECTION.replace('region = eu-west-1', '# mine').replace('until', 'bis'), '# mine\n'],
		[`${SECTION}  more\noutput = x\n`, '[keys]\nregion = eu-west-1\n  more\noutput = x\n'],
		[`${SECTION.replace('tok/en==\n', 'tok\n  en\n')}`, '[keys]\nregion = eu-west-1\n'],
	];
	for (const [text, rest] of rows) {
		assert.is(removeAll(text), rest);
		assert.not.match(removeAll(text), /ssoenv|ASIA|cret|tok/);
	}
	const mine = SECTION.replace('= ASIAONE', '= AKIAMINE');
	assert.is(removeAll(mine), mine);
});

test('a byte order mark stays, and what is below it is found', () => {
	assert.is(removeAll(`\ufeff${SECTION}`), '\ufeff');
	assert.is(removeAll(`\ufeff[a]\nx = 1\n\n${SECTION}`), '\ufeff[a]\nx = 1\n');
});

test('names and values that tools read differently are refused', () => {
	for (const name of ['a b', '', 'DEFAULT', 'a]b', 'é', 'a#b', 'a\nb']) {
		assert.not(isSectionName(name), name);
		assert.throws(
			() => write('', name),
			({ code }: { code: string }) => code === 'config-not-editable',
		);
	}
	for (const name of ['default', '-x', 'a.b/c@d:e%f+g']) assert.ok(isSectionName(name), name);
	for (const secretAccessKey of ['', 'a #b', ' a', 'a\nb', 'a\n[x]']) {
		assert.throws(() => withWritten('', 'keys', facts, { ...values, secretAccessKey }), /tools read differently/);
	}
});

const stored: unknown = JSON.parse(readFileSync(new URL('../../corpus/real-configs.json', import.meta.url), 'utf8'));
const corpus = (Array.isArray(stored) ? stored : []).map((item) => String(asRecord(item)?.config));
const PIECES = [
	'[a]\n',
	'[keys2]\r\n',
	'x = 1\n',
	'  y = 2\n',
	'# c\r\n',
	'\n',
	'\r\n',
	'\r',
	' \t\n',
	'z = 3',
	`\n${SECTION}`,
];
const texts = [
	...['', '\n', '\n\n', '\r\n', 'x', '[a]\nx = 1', '[a]\nx = 1\n', '[a]\r\nx = 1\r\n', '# c\n  ', '\ufeff[a]\n'],
	...corpus,
	...generatedTexts(11, 2000, 7, PIECES.slice(0, -1)),
];

test('outside of the section no byte changes, and removing it gives the bytes from before', () => {
	assert.ok(corpus.length >= 40);
	for (const text of texts) {
		const written = write(text);
		assert.ok(written.startsWith(text), JSON.stringify(text));
		assert.is(ownerOfSection(written, 'keys'), 'ssoenv', JSON.stringify(text));
		assert.is(removeAll(written), text, JSON.stringify(written));
		const renewed = withRenewed(written, 'keys', later, newer) ?? '';
		assert.is(removeAll(renewed), text, JSON.stringify(renewed));
		assert.is(
			withoutWritten(written, () => false),
			written,
		);
	}
});

test('several sections are removed in any order, one by one or at once', () => {
	const names = ['one', 'two', 'three'];
	const orders = names.flatMap((first) => names.filter((name) => name !== first).map((next) => [first, next]));
	for (const text of texts.filter((_, at) => at < 60 || at % 40 === 0)) {
		const written = names.reduce((edited, name) => write(edited, name), text);
		assert.is(removeAll(written), text);
		for (const order of orders) {
			const some = order.reduce((edited, name) => withoutWritten(edited, (section) => section.name === name), written);
			assert.is(writtenSections(some).length, 1);
			assert.is(removeAll(some), text, JSON.stringify([text, order]));
		}
	}
});

test('a section can be removed wherever it stands, and the lines of others stay', () => {
	const mixed = generatedTexts(12, 2000, 7, PIECES).filter((text) => text.includes('[keys]'));
	assert.ok(mixed.length > 300, `${mixed.length}`);
	for (const text of mixed) {
		const left = removeAll(text);
		assert.equal(writtenSections(left), []);
		assert.not.match(left, 'se/cret', JSON.stringify(text));
		const others = configLines(text).filter(({ kind, raw }) => kind === 'header' && raw !== '[keys]');
		for (const { raw } of others) assert.ok(left.includes(raw));
	}
});

test.run();
