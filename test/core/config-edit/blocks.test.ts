/**
 * Marked blocks in config texts: text outside them does not change, and removing a block restores the text before it.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configBlockOf, withConfigBlock, withoutConfigBlocks } from '../../../src/core/config-edit/blocks.ts';
import { withSection } from '../../../src/core/config-edit/section-edit.ts';
import { generatedTexts } from '../../support/assertions/generated-text.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';

const BODY = '[profile x]\nregion = y\n';
const block = (label: string, body = BODY): string => `# >>> ssoenv ${label} >>>\n${body}# <<< ssoenv ${label} <<<\n`;

const inserted: Readonly<Record<string, readonly [text: string, result: string]>> = {
	'empty file': ['', block('corp')],
	'below text': ['[a]\nk = 1\n', `[a]\nk = 1\n\n${block('corp')}`],
	'below blank lines': ['[a]\n\n\n', `[a]\n\n\n\n${block('corp')}`],
	'no final newline, and none afterwards': ['[a]', `[a]\n\n${block('corp').trimEnd()}`],
	'spaces without a newline': [' \t', ` \t\n\n${block('corp').trimEnd()}`],
	CRLF: ['[a]\r\n', `[a]\n\n${block('corp')}`.replaceAll('\n', '\r\n')],
	'CRLF, no final newline': ['[a]\r\nk = 1', `[a]\nk = 1\n\n${block('corp').trimEnd()}`.replaceAll('\n', '\r\n')],
	'lone CR': ['[a]\r', `[a]\n\n${block('corp')}`.replaceAll('\n', '\r')],
	'mixed line ends: uses the last one': ['[a]\r\nk = 1\n', `[a]\r\nk = 1\n\n${block('corp')}`],
	'mixed line ends, the last a lone CR': ['[a]\nk = 1\r', `[a]\nk = 1\r\r${block('corp').replaceAll('\n', '\r')}`],
	'below another block': [block('other'), `${block('other')}\n${block('corp')}`],
};

for (const [name, [text, result]] of Object.entries(inserted)) {
	test(`insert, insert again, and remove: ${name}`, () => {
		const once = withConfigBlock(text, 'corp', BODY);
		assert.is(once, result);
		assert.is(withConfigBlock(once, 'corp', BODY), once);
		assert.is(configBlockOf(once, 'corp'), BODY);
		assert.is(configBlockOf(text, 'corp'), undefined);
		assert.is(withConfigBlock(once, 'corp', undefined), text);
		assert.is(withConfigBlock(text, 'corp', undefined), text);
	});
}

const around = `# mine\r\n[a]\n\n${block('corp')}\t# below\r\n\n[b]\nk = 1`;

test('a block is replaced in place, and the rest does not change', () => {
	const other = '[profile z]\n# c\nk = 1\n';
	assert.is(withConfigBlock(around, 'corp', other), around.replace(BODY, other));
	assert.is(withConfigBlock(around, 'corp', ''), around.replace(BODY, ''));
	assert.is(withConfigBlock(around, 'corp', undefined), '# mine\r\n[a]\n\t# below\r\n\n[b]\nk = 1');
	assert.is(withoutConfigBlocks(around), '# mine\r\n[a]\n\t# below\r\n\n[b]\nk = 1');
});

test('a body in CRLF or without a final line end gives the same block', () => {
	assert.is(withConfigBlock('', 'corp', BODY.trimEnd()), block('corp'));
	assert.is(withConfigBlock('', 'corp', BODY.replaceAll('\n', '\r\n')), block('corp'));
	assert.is(withConfigBlock(block('corp'), 'corp', BODY.trimEnd()), block('corp'));
});

test('labels can be as unusual as session names', () => {
	for (const label of ['a b', 'corp >>>', "o'brien", 'a.*b', '$1', 'https://h/start#/', 'é 🔑']) {
		const text = withConfigBlock(withConfigBlock('[a]\n', label, BODY), 'other', '[profile o]\n');
		assert.is(configBlockOf(text, label), BODY);
		assert.is(withConfigBlock(withConfigBlock(text, label, undefined), 'other', undefined), '[a]\n');
	}
});

test('text added below a block stays when the block is removed, even if there was no final newline', () => {
	const text = withConfigBlock('[a]\nk = 1', 'corp', BODY);
	const edited = withSection(text, { kind: 'profile', name: 'new' }, new Map([['k', '2']]));
	assert.is(withConfigBlock(edited, 'corp', undefined), '[a]\nk = 1\n\n[profile new]\nk = 2\n');
});

test('random texts: several blocks can be added, changed and removed in any order without a trace', () => {
	const pieces = ['[a]\n', '[b]\r\n', 'k = 1\n', '  l = 2\r\n', '# c\n', '\n', '\r', ' \n', 'x = y', '# ssoenv'];
	const order = generatedTexts(3, 2000, 6, ['a', 'b', 'c']);
	for (const [at, text] of generatedTexts(2, 2000, 10, pieces).entries()) {
		let edited = text;
		for (const label of order[at] ?? '') edited = withConfigBlock(edited, label, `[profile ${label}]\nn = ${at}\n`);
		for (const label of order[at] ?? '') edited = withConfigBlock(edited, label, `[profile ${label}]\n\n# ${at}\n`);
		assert.is(withoutConfigBlocks(edited), text);
		for (const label of ['c', 'a', 'b']) edited = withConfigBlock(edited, label, undefined);
		assert.is(edited, text, JSON.stringify(text));
	}
});

const begin = '# >>> ssoenv corp >>>\n';
const end = '# <<< ssoenv corp <<<\n';

const damagedTexts: Readonly<Record<string, readonly [text: string, line: number]>> = {
	'no end': [`[a]\n${begin}${BODY}`, 2],
	'no beginning': [`[a]\n${BODY}${end}`, 4],
	'the end line before the begin line': [`${end}${begin}`, 1],
	twice: [`${block('corp')}\n${block('corp')}`, 6],
	'beginning twice': [`${begin}${begin}${end}`, 1],
	'end twice': [`${begin}${end}${end}`, 3],
	'one block inside another': [`${begin}${block('other')}${end}`, 1],
	'two blocks that overlap': [`${begin}# >>> ssoenv b >>>\n${end}# <<< ssoenv b <<<\n`, 1],
	'another block without an end line': [`${block('corp')}# >>> ssoenv b >>>\n`, 5],
};

for (const [name, [text, line]] of Object.entries(damagedTexts)) {
	test(`a damaged block is refused: ${name}`, () => {
		const edits = [
			() => withConfigBlock(text, 'corp', '[profile n]\n'),
			() => withConfigBlock(text, 'corp', undefined),
			() => withConfigBlock(text, 'third', BODY),
			() => configBlockOf(text, 'corp'),
			() => withoutConfigBlocks(text),
		];
		for (const edit of edits) {
			const failure = failureOf(edit);
			assert.equal([failure.code, failure.status], ['config-block-damaged', 3]);
			assert.match(failure.message, `(line ${line})`);
		}
	});
}

for (const below of ['output = json\n', '  output = json\n', 's3 =\n    a = b\n', '    = more\n']) {
	test(`lines between the block and the next header belong to the block's last section and move into it: ${below}`, () => {
		for (const more of ['', '\n[profile b]\nregion = z\n']) {
			const text = `[a]\n\n${block('corp')}# c\n${below}${more}`;
			assert.is(configBlockOf(text, 'corp'), `${BODY}${below}`);
			assert.is(withConfigBlock(text, 'corp', BODY), `[a]\n\n${block('corp')}# c\n${more}`);
			assert.is(withConfigBlock(text, 'corp', undefined), `[a]\n# c\n${more}`);
			assert.is(
				withConfigBlock(text, 'corp', `${BODY}${below}`),
				`[a]\n\n${block('corp', `${BODY}${below}`)}# c\n${more}`,
			);
			assert.is(withoutConfigBlocks(text), `[a]\n# c\n${more}`);
		}
	});
}

test('lines in the block above its first header belong to the section before, and move back there', () => {
	const comments = '# how\n# warning: x\n';
	const text = `[a]\nk = 1\n\n${begin}${comments}output = text\ns3 =\n    b = c\n\n${BODY}${end}`;
	assert.is(configBlockOf(text, 'corp'), `${comments}\n${BODY}`);
	assert.is(withConfigBlock(text, 'corp', undefined), '[a]\nk = 1\noutput = text\ns3 =\n    b = c\n');
	assert.is(withConfigBlock(text, 'corp', BODY), `[a]\nk = 1\noutput = text\ns3 =\n    b = c\n\n${block('corp')}`);
});

test('with two adjacent blocks, each gets its own lines', () => {
	const text = `${block('one')}x = 1\n\n# >>> ssoenv two >>>\n# how: so\ny = 2\n[profile z]\nk = v\n# <<< ssoenv two <<<\nw = 3`;
	assert.is(configBlockOf(text, 'one'), `${BODY}x = 1\ny = 2\n`);
	assert.is(configBlockOf(text, 'two'), '# how: so\n[profile z]\nk = v\nw = 3\n');
});

test('an indented header below the block is reported as a mistake, not moved into it', () => {
	const text = `${block('corp')}\n# c\n  [profile b]\n`;
	for (const body of ['[profile n]\n', undefined]) {
		const failure = failureOf(() => withConfigBlock(text, 'corp', body));
		assert.is(failure.code, 'config-block-damaged');
		assert.match(failure.message, '(line 7)');
	}
	assert.is(withConfigBlock(text, 'corp', BODY), text, 'nothing to change, nothing to refuse');
});

const refusedBodies = [
	'k = 1\n',
	'  [profile a]\n',
	'# c\nk = 1\n[profile a]\n',
	begin,
	`[profile a]\n${end}`,
	'# <<< ssoenv b <<<\n',
];

for (const body of refusedBodies) {
	test(`refused as a body: ${JSON.stringify(body)}`, () => {
		assert.is(failureOf(() => withConfigBlock('', 'corp', body)).code, 'config-not-editable');
	});
}

for (const label of ['', ' ', ' a', 'a\nb', 'a\rb', '\u202e']) {
	test(`refused as a label: ${JSON.stringify(label)}`, () => {
		assert.is(failureOf(() => withConfigBlock('', label, BODY)).code, 'config-not-editable');
	});
}

test('a byte order mark is refused', () => {
	assert.is(failureOf(() => withConfigBlock('\ufeff[a]\n', 'corp', BODY)).code, 'config-not-editable');
});

test.run();
