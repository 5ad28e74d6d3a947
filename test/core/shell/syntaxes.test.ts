/** The output for each shell and each format, byte for byte. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { activation, type Change, exportedCredentials, processDocument } from '../../../src/core/shell/activation.ts';
import type { Exported } from '../../../src/core/shell/exported.ts';
import { furtherFormats } from '../../../src/core/shell/further-formats.ts';
import {
	type AwsFormat,
	formatNames,
	formats,
	isAwsFormat,
	isShell,
	render,
	type Shell,
	shellNames,
	shells,
} from '../../../src/core/shell/syntaxes.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { credentialsUntil, dev } from '../../support/context/sample.ts';

const changes: readonly Change[] = [
	{ name: 'AWS_PROFILE', value: undefined },
	{ name: 'AWS_SECRET_ACCESS_KEY', value: "s'c\n" },
	{ name: 'AWS_REGION', value: 'eu-west-1' },
];

const withoutLineEnds = changes.map(({ name, value }) => ({ name, value: value?.trimEnd() }));

const NO_NAMEREFS =
	'if \\test -R "$_ssoenv_n" 2>/dev/null; then echo "ssoenv: $_ssoenv_n is a reference to another variable, so nothing was changed" >&2; exit 3; fi; ';

const rendered: Readonly<Record<Shell, string>> = {
	bash: `{ ( for _ssoenv_n in AWS_PROFILE AWS_SECRET_ACCESS_KEY AWS_REGION; do ${NO_NAMEREFS}\\unset -v "$_ssoenv_n" || exit; done ) && { \\unset -v AWS_PROFILE AWS_SECRET_ACCESS_KEY AWS_REGION; \\export AWS_SECRET_ACCESS_KEY=$'s\\047c\\012'; \\export AWS_REGION='eu-west-1'; }; };\n`,
	zsh: `{ ( for _ssoenv_n in AWS_PROFILE AWS_SECRET_ACCESS_KEY AWS_REGION; do \\unset -v "$_ssoenv_n" || exit; done ) && { \\unset -v AWS_PROFILE AWS_SECRET_ACCESS_KEY AWS_REGION; \\export AWS_SECRET_ACCESS_KEY=$'s\\047c\\012'; \\export AWS_REGION='eu-west-1'; }; };\n`,
	sh: `{ ( for _ssoenv_n in AWS_PROFILE AWS_SECRET_ACCESS_KEY AWS_REGION; do ${NO_NAMEREFS}\\unset -v "$_ssoenv_n" || exit; done ) && { \\unset -v AWS_PROFILE AWS_SECRET_ACCESS_KEY AWS_REGION; \\export AWS_SECRET_ACCESS_KEY='s'\\''c\n'; \\export AWS_REGION='eu-west-1'; }; };\n`,
	fish: "begin; builtin set -eg AWS_PROFILE; builtin set -gx AWS_SECRET_ACCESS_KEY 's\\'c'\\X0a''; builtin set -gx AWS_REGION 'eu-west-1'; true; end;\n",
	powershell:
		". { $env:AWS_PROFILE = $null; $env:AWS_SECRET_ACCESS_KEY = -join('s''c',[char]10); $env:AWS_REGION = 'eu-west-1'; }\n",
	nushell: `{"AWS_PROFILE": null, "AWS_SECRET_ACCESS_KEY": "s'c\\n", "AWS_REGION": "eu-west-1"}\n`,
	elvish: `{ unset-env AWS_PROFILE; set-env AWS_SECRET_ACCESS_KEY 's''c'"\\u000a"''; set-env AWS_REGION 'eu-west-1' }\n`,
	xonsh: `(lambda e: [e.pop("AWS_PROFILE", None), e.__setitem__("AWS_SECRET_ACCESS_KEY", "s'c\\u000a"), e.__setitem__("AWS_REGION", "eu-west-1")])(\${...})\n`,
	tcsh: "set _ssoenv_value = ( s\\'c eu-west-1 ); eval 'unsetenv AWS_PROFILE; setenv AWS_SECRET_ACCESS_KEY $_ssoenv_value[1]:q; setenv AWS_REGION $_ssoenv_value[2]:q; unset _ssoenv_value'\n",
};

const failed: Readonly<Record<Shell, string>> = {
	bash: '(exit 4);\n',
	zsh: '(exit 4);\n',
	sh: '(exit 4);\n',
	fish: "command sh -c 'exit 4';\n",
	powershell: '',
	nushell: '',
	elvish: '',
	xonsh: 'raise __import__("subprocess").CalledProcessError(4, "ssoenv")\n',
	tcsh: "sh -c 'exit 4'\n",
};

const applied: Readonly<Record<Shell, string>> = {
	bash: 'eval "$(ssoenv use dev)"',
	zsh: 'eval "$(ssoenv use dev)"',
	sh: 'eval "$(ssoenv use dev)"',
	fish: 'ssoenv use dev | source',
	powershell: 'ssoenv use dev | Invoke-Expression',
	nushell: 'ssoenv use dev | from json | load-env',
	elvish: 'eval (ssoenv use dev | slurp)',
	xonsh: 'execx($(ssoenv use dev))',
	tcsh: 'eval "`ssoenv use dev`"',
};

test('the table of shells is complete', () => {
	assert.equal(shellNames, ['bash', 'zsh', 'sh', 'fish', 'powershell', 'nushell', 'elvish', 'xonsh', 'tcsh']);
	for (const name of shellNames) assert.ok(isShell(name));
	for (const name of ['', 'csh', 'Bash', 'constructor', '__proto__']) assert.not.ok(isShell(name), name);
});

for (const shell of shellNames) {
	test(`${shell}: the whole statement`, () => {
		assert.is(render(shell, shell === 'tcsh' ? withoutLineEnds : changes), rendered[shell]);
	});

	test(`${shell}: the statement for a failure, and how to apply it`, () => {
		assert.is(shells[shell].failed(4), failed[shell]);
		assert.is(shells[shell].apply('ssoenv use dev'), applied[shell]);
	});

	test(`${shell}: one statement whose only newline is the last, unless a value has one`, () => {
		assert.match(render(shell, [{ name: 'A', value: 'b' }]), /^[ -~]+\n$/);
	});

	test(`${shell}: a NUL is refused, with the name of its variable`, () => {
		const failure = failureOf(() => render(shell, [...changes, { name: 'AWS_SESSION_TOKEN', value: 'secret\0' }]));
		assert.is(failure.code, 'value-unfit');
		assert.match(failure.message, 'AWS_SESSION_TOKEN');
		assert.not.match(failure.message, 'secret');
	});
}

for (const [what, value] of [
	['a newline', 's\n'],
	['a carriage return', 's\r'],
	['a long text that is not ASCII', 'é'.repeat(2001)],
] as const) {
	test(`tcsh: ${what} is refused`, () => {
		const failure = failureOf(() => render('tcsh', [{ name: 'A', value }]));
		assert.is(failure.code, 'value-without-safe-form');
		assert.not.match(failure.message, value);
	});
}

const UNTIL = Date.UTC(2100, 0, 1);

const exported = (secretAccessKey: string): Exported => {
	const credentials = { ...credentialsUntil(UNTIL), secretAccessKey };
	return {
		credentials: exportedCredentials(credentials),
		process: processDocument(credentials),
		environment: activation(dev, credentials, {}),
	};
};

const plain: Readonly<Record<AwsFormat, string>> = {
	process: `{
  "Version": 1,
  "AccessKeyId": "ASIASSO",
  "SecretAccessKey": "sso/secret+x",
  "SessionToken": "sso+tok/==",
  "Expiration": "2100-01-01T00:00:00+00:00"
}
`,
	env: `export AWS_ACCESS_KEY_ID=ASIASSO
export AWS_SECRET_ACCESS_KEY=sso/secret+x
export AWS_SESSION_TOKEN=sso+tok/==
export AWS_CREDENTIAL_EXPIRATION=2100-01-01T00:00:00+00:00
`,
	'env-no-export': `AWS_ACCESS_KEY_ID=ASIASSO
AWS_SECRET_ACCESS_KEY=sso/secret+x
AWS_SESSION_TOKEN=sso+tok/==
AWS_CREDENTIAL_EXPIRATION=2100-01-01T00:00:00+00:00
`,
	powershell: `$Env:AWS_ACCESS_KEY_ID="ASIASSO"
$Env:AWS_SECRET_ACCESS_KEY="sso/secret+x"
$Env:AWS_SESSION_TOKEN="sso+tok/=="
$Env:AWS_CREDENTIAL_EXPIRATION="2100-01-01T00:00:00+00:00"
`,
	'windows-cmd': `set AWS_ACCESS_KEY_ID=ASIASSO
set AWS_SECRET_ACCESS_KEY=sso/secret+x
set AWS_SESSION_TOKEN=sso+tok/==
set AWS_CREDENTIAL_EXPIRATION=2100-01-01T00:00:00+00:00
`,
	fish: `set -gx AWS_ACCESS_KEY_ID "ASIASSO"
set -gx AWS_SECRET_ACCESS_KEY "sso/secret+x"
set -gx AWS_SESSION_TOKEN "sso+tok/=="
set -gx AWS_CREDENTIAL_EXPIRATION "2100-01-01T00:00:00+00:00"
`,
};

test("the formats are the AWS CLI's, in its order, followed by ssoenv's own", () => {
	assert.equal(formatNames, [...Object.keys(plain), ...Object.keys(furtherFormats)]);
});

for (const format of formatNames.filter(isAwsFormat)) {
	test(`export --format ${format}: the AWS CLI's sample, byte for byte`, () => {
		assert.is(formats[format](exported('sso/secret+x')), plain[format]);
	});
}

/** The secret's line for a value; undefined if the value must be refused. */
const awkward: readonly (readonly [format: AwsFormat, secret: string, line: string | undefined])[] = [
	['env', `sec'ret"$x\``, `export AWS_SECRET_ACCESS_KEY='sec'\\''ret"$x\`'`],
	['env', 'y\\z w', "export AWS_SECRET_ACCESS_KEY='y\\z w'"],
	['env', '=ls', "export AWS_SECRET_ACCESS_KEY='=ls'"],
	['env-no-export', 'a b', "AWS_SECRET_ACCESS_KEY='a b'"],
	['powershell', "it's", `$Env:AWS_SECRET_ACCESS_KEY="it's"`],
	['powershell', 'a b;c', '$Env:AWS_SECRET_ACCESS_KEY="a b;c"'],
	['powershell', '$x', "$Env:AWS_SECRET_ACCESS_KEY='$x'"],
	['powershell', 'a`n"', "$Env:AWS_SECRET_ACCESS_KEY='a`n\"'"],
	['powershell', '“', '$Env:AWS_SECRET_ACCESS_KEY=-join([char]8220)'],
	['windows-cmd', 'a=b', undefined],
	['windows-cmd', 'a&b', undefined],
	['windows-cmd', '%PATH%', undefined],
	['windows-cmd', 'a b', undefined],
	['windows-cmd', 'é', undefined],
	['fish', "it's", `set -gx AWS_SECRET_ACCESS_KEY "it's"`],
	['fish', '$x', "set -gx AWS_SECRET_ACCESS_KEY '$x'"],
	['fish', 'a\\b', "set -gx AWS_SECRET_ACCESS_KEY 'a\\\\b'"],
	['fish', '(id)', 'set -gx AWS_SECRET_ACCESS_KEY "(id)"'],
	['process', 'a"\\\n\u007fé😀', '  "SecretAccessKey": "a\\"\\\\\\n\\u007f\\u00e9\\ud83d\\ude00",'],
];

for (const [format, secret, line] of awkward) {
	test(`export --format ${format}: ${JSON.stringify(secret)} is ${line === undefined ? 'refused' : 'quoted'}`, () => {
		if (line !== undefined) {
			assert.is(
				formats[format](exported(secret))
					.split('\n')
					.find((candidate) => candidate.includes('ecret') || candidate.includes('SECRET')),
				line,
			);
			return;
		}
		const failure = failureOf(() => formats[format](exported(secret)));
		assert.is(failure.code, 'value-without-safe-form');
		assert.match(failure.message, 'AWS_SECRET_ACCESS_KEY');
		assert.not.ok(failure.message.includes(secret));
	});
}

test('a newline in a value adds no line to a format, except inside POSIX quotes', () => {
	for (const format of formatNames.filter(isAwsFormat).filter((name) => !name.startsWith('env'))) {
		const write = () => formats[format](exported('a\nexport EVIL=1'));
		if (format === 'windows-cmd') assert.is(failureOf(write).code, 'value-without-safe-form');
		else assert.not.match(write(), /^export EVIL/m, format);
	}
});

test.run();
