/** The exact text of each quoting rule. The fuzz test proves that real shells read it back. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
	bash,
	elvish,
	fish,
	needsNoQuotes,
	nushell,
	posix,
	powershell,
	shellWord,
	tcsh,
	xonsh,
} from '../../../src/core/text/quoting.ts';

interface Row {
	readonly value: string;
	readonly posix: string;
	readonly bash: string;
	readonly fish: string;
	readonly powershell: string;
}

const same = (value: string, quoted: string): Row => ({
	value,
	posix: quoted,
	bash: quoted,
	fish: quoted,
	powershell: quoted,
});

const rows: Readonly<Record<string, Row>> = {
	empty: same('', "''"),
	plain: same('ASIASSO', "'ASIASSO'"),
	'base64 with +, / and =': same('sso+tok/==', "'sso+tok/=='"),
	'dollar, backtick, double quote': same('$(id)`id`"$HOME"', `'$(id)\`id\`"$HOME"'`),
	'spaces, semicolon, ampersand, glob': {
		...same('a b;c&d*?[e]', "'a b;c&d*?[e]'"),
		bash: "$'a\\040b;c&d\\052\\077\\133e]'",
	},
	'history and home characters': { ...same('!! ~ #', "'!! ~ #'"), bash: "$'!!\\040~\\040#'" },
	'all blanks': { ...same('   ', "'   '"), bash: "$'\\040\\040\\040'" },
	'a leading dash and equals signs': { ...same('-n =ls', "'-n =ls'"), bash: "$'-n\\040=ls'" },
	'single quote': { ...same("it's", "'it'\\''s'"), fish: "'it\\'s'", powershell: "'it''s'" },
	'only a single quote': { ...same("'", "''\\'''"), fish: "'\\''", powershell: "''''" },
	backslash: { ...same('a\\b', "'a\\b'"), fish: "'a\\\\b'" },
	'a backslash at the end': { ...same('a\\', "'a\\'"), fish: "'a\\\\'" },
	'a backslash before a quote': {
		...same("\\'", "'\\'\\'''"),
		fish: "'\\\\\\''",
		powershell: "'\\'''",
	},
	newline: {
		value: 'a\nb',
		posix: "'a\nb'",
		bash: "$'a\\012b'",
		fish: "'a'\\X0a'b'",
		powershell: "-join('a',[char]10,'b')",
	},
	'newline alone': {
		value: '\n',
		posix: "'\n'",
		bash: "$'\\012'",
		fish: "''\\X0a''",
		powershell: '-join([char]10)',
	},
	'carriage return, tab, escape, DEL': {
		value: '\r\t\u001b\u007f',
		posix: "'\r\t\u001b\u007f'",
		bash: "$'\\015\\011\\033\\177'",
		fish: "''\\X0d\\X09\\X1b\\X7f''",
		powershell: '-join([char]13,[char]9,[char]27,[char]127)',
	},
	'a digit after a control character': {
		value: '\u00017',
		posix: "'\u00017'",
		bash: "$'\\0017'",
		fish: "''\\X01'7'",
		powershell: "-join([char]1,'7')",
	},
	'a quote and a backslash beside a newline': {
		value: "'\\\n",
		posix: "''\\''\\\n'",
		bash: "$'\\047\\134\\012'",
		fish: "'\\'\\\\'\\X0a''",
		powershell: "-join('''\\',[char]10)",
	},
	é: {
		value: 'é',
		posix: "'é'",
		bash: "$'\\303\\251'",
		fish: "''\\Xc3\\Xa9''",
		powershell: '-join([char]233)',
	},
	'typographic quotes': {
		value: '‘’‚‛“”',
		posix: "'‘’‚‛“”'",
		bash: "$'\\342\\200\\230\\342\\200\\231\\342\\200\\232\\342\\200\\233\\342\\200\\234\\342\\200\\235'",
		fish: "''\\Xe2\\X80\\X98\\Xe2\\X80\\X99\\Xe2\\X80\\X9a\\Xe2\\X80\\X9b\\Xe2\\X80\\X9c\\Xe2\\X80\\X9d''",
		powershell: '-join([char]8216,[char]8217,[char]8218,[char]8219,[char]8220,[char]8221)',
	},
	'a character of two UTF-16 units': {
		value: 'x😀y',
		posix: "'x😀y'",
		bash: "$'x\\360\\237\\230\\200y'",
		fish: "'x'\\Xf0\\X9f\\X98\\X80'y'",
		powershell: "-join('x',[char]55357,[char]56832,'y')",
	},
};

for (const [name, { value, ...expected }] of Object.entries(rows)) {
	test(`quoting: ${name}`, () => {
		const quoted = { posix: posix(value), bash: bash(value), fish: fish(value), powershell: powershell(value) };
		assert.equal(quoted, expected);
	});
}

const newer: Readonly<Record<string, { readonly [shell in 'nushell' | 'elvish' | 'xonsh' | 'tcsh']: string }>> = {
	'': { nushell: '""', elvish: "''", xonsh: '""', tcsh: "''" },
	plain: { nushell: '"plain"', elvish: "'plain'", xonsh: '"plain"', tcsh: 'plain' },
	'sso+tok/==': { nushell: '"sso+tok/=="', elvish: "'sso+tok/=='", xonsh: '"sso+tok/=="', tcsh: 'sso+tok/==' },
	"it's": { nushell: `"it's"`, elvish: "'it''s'", xonsh: `"it's"`, tcsh: "it\\'s" },
	'"\\': { nushell: '"\\"\\\\"', elvish: "'\"\\'", xonsh: '"\\"\\\\"', tcsh: '\\"\\\\' },
	'a b!$`*': { nushell: '"a b!$`*"', elvish: "'a b!$`*'", xonsh: '"a b!$`*"', tcsh: 'a\\ b\\!\\$\\`\\*' },
	'~{a}#': { nushell: '"~{a}#"', elvish: "'~{a}#'", xonsh: '"~{a}#"', tcsh: '\\~\\{a\\}\\#' },
	'\t': { nushell: '"\\u{9}"', elvish: `''"\\u0009"''`, xonsh: '"\\u0009"', tcsh: '\\\t' },
	é: { nushell: '"\\u{e9}"', elvish: `''"\\u00e9"''`, xonsh: '"\\u00e9"', tcsh: 'é' },
	'x😀y': { nushell: '"x\\u{1f600}y"', elvish: `'x'"\\U0001f600"'y'`, xonsh: '"x\\U0001f600y"', tcsh: 'x😀y' },
};

for (const [value, expected] of Object.entries(newer)) {
	test(`quoting for nushell, elvish, xonsh and tcsh: ${JSON.stringify(value)}`, () => {
		const quoted = { nushell: nushell(value), elvish: elvish(value), xonsh: xonsh(value), tcsh: tcsh(value) };
		assert.equal(quoted, expected);
	});
}

test('bash, fish and powershell quote every control character in printable ASCII', () => {
	const all = Array.from({ length: 0x100 }, (_, unit) => String.fromCharCode(unit)).join('');
	for (const quote of [bash, fish, powershell]) assert.match(quote(all), /^[ -~]+$/);
});

for (const plain of ['a', 'ASIASSO', 'sso+tok/==', 'a_b', 'a.b', 'a:b', 'a,b', 'a@b', '0', '-x', 'a==']) {
	test(`needs no quotes: ${plain}`, () => {
		assert.is(needsNoQuotes(plain), true);
		assert.is(shellWord(plain), plain);
	});
}

for (const special of [
	'',
	' ',
	'a b',
	'=ls',
	'a=b',
	'~',
	'$x',
	"it's",
	'a\n',
	'é',
	'a;b',
	'*',
	'{a}',
	'%',
	'!x',
	'^',
	'#',
]) {
	test(`needs quotes: ${JSON.stringify(special)}`, () => {
		assert.is(needsNoQuotes(special), false);
		assert.is(shellWord(special), posix(special));
	});
}

test.run();
