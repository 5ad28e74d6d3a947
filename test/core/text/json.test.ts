/** JSON as the AWS CLI writes it, compared with Python if it is installed. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { asciiJson, asRecord, type Json, parseJson, parseRecord, pythonJson } from '../../../src/core/text/json.ts';
import { testUnless } from '../../support/assertions/conditional-test.ts';
import { generatedTexts } from '../../support/assertions/generated-text.ts';
import { hasPython, pythonAnswer } from '../../support/program/python.ts';

const AWKWARD_TEXT = 'café "x"\\ \u007f😀';

const awkward: readonly Json[] = [
	'',
	'a',
	AWKWARD_TEXT,
	'\b\t\n\v\f\r\0\u001f\u001b',
	'\u007f\u0080\u00a0\u00ad\u2028\u2029\ufeff\uffff',
	'\ud800',
	'\udc00\ud800',
	'/</script>',
	"it's",
	0,
	1,
	-1,
	1_795_256_718,
	Number.MAX_SAFE_INTEGER,
	0.5,
	-2.75,
	true,
	false,
	null,
	[],
	{},
	[[]],
	[{}],
	[1, 'two', null, true, [3, { four: 4 }]],
	{ a: 1 },
	{ 'a b': { 'c"d': [] }, é: 'é', z: null, '': '' },
	{ ProviderType: 'sso', Credentials: { AccessKeyId: 'ASIA', Expiration: '2100-01-01T00:00:00Z' } },
	{ scopes: ['sso:account:access', 'codewhisperer:completions'], session_name: null },
];

const UNITS = [
	'a',
	'"',
	'\\',
	'/',
	'\n',
	'\u0000',
	'\u001f',
	' ',
	'\u007f',
	'\u0080',
	'é',
	'\u2028',
	'\uffff',
	'😀',
	'\ud800',
	'\udfff',
];
const generated = generatedTexts(7, 300, 8, UNITS);

testUnless(hasPython ? undefined : 'no python3', "pythonJson is Python's json.dumps, to the byte", () => {
	const values = [...awkward, ...generated];
	const theirs = pythonAnswer('print(json.dumps([json.dumps(value) for value in given]))', values);
	assert.equal(values.map(pythonJson), theirs);
});

testUnless(hasPython ? undefined : 'no python3', "asciiJson is Python's minified json.dumps, to the byte", () => {
	const values = [...awkward, ...generated];
	const theirs = pythonAnswer(
		'print(json.dumps([json.dumps(value, separators=(",", ":")) for value in given]))',
		values,
	);
	assert.equal(
		values.map((value) => asciiJson(value)),
		theirs,
	);
});

const python: readonly (readonly [value: Json, text: string])[] = [
	[{ a: [1, 'b'], c: {} }, '{"a": [1, "b"], "c": {}}'],
	[[], '[]'],
	['é', '"\\u00e9"'],
	[{ 'é"': null }, '{"\\u00e9\\"": null}'],
];

for (const [value, text] of python) {
	test(`pythonJson: ${text}`, () => {
		assert.is(pythonJson(value), text);
	});
}

test("asciiJson gives the AWS CLI's text", () => {
	assert.is(
		asciiJson({ accountId: '123456789012', roleName: 'R', sessionName: AWKWARD_TEXT }),
		'{"accountId":"123456789012","roleName":"R","sessionName":"caf\\u00e9 \\"x\\"\\\\ \\u007f\\ud83d\\ude00"}',
	);
});

test('asciiJson with indentation', () => {
	assert.is(asciiJson({ a: ['é'] }, 2), '{\n  "a": [\n    "\\u00e9"\n  ]\n}');
});

test('asciiJson parses back to the same value', () => {
	for (const value of [...awkward, ...generated]) {
		assert.match(asciiJson(value), /^[ -~]*$/);
		assert.equal(JSON.parse(asciiJson(value)), value);
		assert.equal(JSON.parse(pythonJson(value)), value);
	}
});

for (const text of [
	'',
	' ',
	'{',
	'{"a":',
	'null',
	'1',
	'"a"',
	'[]',
	'[{}]',
	'true',
	'undefined',
	'{}x',
	'\ufeff{}',
	"{'a':1}",
]) {
	test(`not a record: ${JSON.stringify(text)}`, () => {
		assert.is(parseRecord(text), undefined);
	});
}

test('a record is parsed', () => {
	assert.equal(parseRecord(' {"a":1}\n'), { a: 1 });
});

test('a record with __proto__ does not change the prototype', () => {
	const record = parseRecord('{"__proto__":{"polluted":1}}');
	assert.is(Reflect.get({}, 'polluted'), undefined);
	assert.is(record === undefined ? 'none' : record.polluted, undefined);
});

test('asRecord accepts only objects', () => {
	for (const value of [undefined, null, 1, 'a', true, [], () => 1]) assert.is(asRecord(value), undefined);
	const record = { a: 1 };
	assert.is(asRecord(record), record);
});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test('JSON nested as deeply as Python reads is read and written again', () => {
	for (const text of [nested(900), JSON.stringify(['['.repeat(5000), '\\"[']), JSON.stringify(Array(5000).fill([]))]) {
		const parsed = parseJson(text);
		assert.ok(parsed);
		assert.is(pythonJson(JSON.parse(text)).replaceAll(', ', ','), text);
	}
});

test('deeper nesting is refused, because it would overflow the stack', () => {
	for (const text of [nested(901), nested(1_000_000), `{"a": ${nested(100_000)}}`, '['.repeat(10_000)]) {
		assert.is(parseJson(text), undefined);
	}
});

test.run();
