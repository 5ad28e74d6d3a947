/** The formats of `export` that the AWS CLI does not have, byte for byte. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { activation, exportedCredentials, processDocument } from '../../../src/core/shell/activation.ts';
import type { Exported } from '../../../src/core/shell/exported.ts';
import { furtherFormats } from '../../../src/core/shell/further-formats.ts';
import type { FurtherFormat } from '../../../src/core/shell/syntaxes.ts';
import { failureOf } from '../../support/assertions/thrown-failure.ts';
import { credentialsUntil, dev, setByDev } from '../../support/context/sample.ts';

const UNTIL = Date.UTC(2100, 0, 1);

const exported = (secretAccessKey: string): Exported => {
	const credentials = { ...credentialsUntil(UNTIL), secretAccessKey };
	return {
		credentials: exportedCredentials(credentials),
		process: processDocument(credentials),
		environment: activation(dev, credentials, {}),
	};
};

const surroundings = { profile: "dev's", watched: ['/home/me/a b', '/c'], delimiter: 'ssoenv_1' };
const set = setByDev(UNTIL);
const linesOf = (line: (name: string, value: string) => string) =>
	set.map(([name, value]) => line(name, value)).join('');

const plain: Readonly<Record<FurtherFormat, string>> = {
	json: `{\n${set.map(([name, value]) => `  "${name}": "${value}"`).join(',\n')}\n}\n`,
	dotenv: linesOf((name, value) => `${name}=${value}\n`),
	sts: `{
    "Credentials": {
        "AccessKeyId": "ASIASSO",
        "SecretAccessKey": "sso/secret+x",
        "SessionToken": "sso+tok/==",
        "Expiration": "2100-01-01T00:00:00+00:00"
    }
}
`,
	github: `::add-mask::ASIASSO
::add-mask::sso/secret+x
::add-mask::sso+tok/==
${linesOf((name, value) => `${name}<<ssoenv_1\n${value}\nssoenv_1\n`)}`,
	direnv: `{
watch_file '/home/me/a b' '/c'
if [ "$(date +%s)" -lt ${UNTIL / 1000} ]; then
unset -v AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION
${linesOf((name, value) => `export ${name}=${value}\n`)}else log_error 'ssoenv: the credentials of dev'\\''s have expired; to renew them: direnv reload'; fi
}
`,
	docker: linesOf((name, value) => `${name}=${value}\n`),
	systemd: linesOf((name, value) => `${name}=${value}\n`),
};

test('direnv shows the name of a profile, and the name cannot change the terminal', () => {
	const { stdout } = furtherFormats.direnv(exported('x'), { ...surroundings, profile: 'a\u001b[31m' });
	assert.match(stdout, 'the credentials of a\\x1b[31m have expired');
});

/** Returns all that a format writes, to stdout and to the file of the runner. */
function written(format: FurtherFormat, secret: string): string {
	const { stdout, jobVariables = '' }: { stdout: string; jobVariables?: string } = furtherFormats[format](
		exported(secret),
		surroundings,
	);
	return stdout + jobVariables;
}

for (const [format, write] of Object.entries(furtherFormats)) {
	const { stdout, jobVariables = '' }: { stdout: string; jobVariables?: string } = write(
		exported('sso/secret+x'),
		surroundings,
	);
	test(`export --format ${format}: the sample, byte for byte`, () => {
		assert.is(stdout + jobVariables, Object.entries(plain).find(([name]) => name === format)?.[1]);
	});
}

/** What stands for a value; undefined if the value must be refused. */
const awkward: readonly (readonly [format: FurtherFormat, secret: string, text: string | undefined])[] = [
	['json', 'a"\\\n\u007f\u00e9\u{1f600}', '  "AWS_SECRET_ACCESS_KEY": "a\\"\\\\\\n\\u007f\\u00e9\\ud83d\\ude00",\n'],
	['dotenv', 'a b', "AWS_SECRET_ACCESS_KEY='a b'\n"],
	['dotenv', '$x"`#', "AWS_SECRET_ACCESS_KEY='$x\"`#'\n"],
	['dotenv', "it's", undefined],
	['dotenv', 'a\nb', undefined],
	['dotenv', 'a\rb', undefined],
	['sts', 'a"\n', '"SecretAccessKey": "a\\"\\n",\n'],
	['github', '100%\r\nb', '::add-mask::100%25%0D%0Ab\n'],
	['github', 'a\n::error::b', 'AWS_SECRET_ACCESS_KEY<<ssoenv_1\na\n::error::b\nssoenv_1\n'],
	['github', 'a\nssoenv_1\nB=c', undefined],
	['direnv', "it's $x\n", "export AWS_SECRET_ACCESS_KEY='it'\\''s $x\n'\n"],
	['docker', ' "a" #$b\'', 'AWS_SECRET_ACCESS_KEY= "a" #$b\'\n'],
	['docker', 'a\nB=c', undefined],
	['docker', 'a\r', undefined],
	['systemd', ' a #b\\', "AWS_SECRET_ACCESS_KEY=' a #b\\'\n"],
	['systemd', `it's "$x" \`\\`, 'AWS_SECRET_ACCESS_KEY="it\'s \\"\\$x\\" \\`\\\\"\n'],
	['systemd', 'a\nb', "AWS_SECRET_ACCESS_KEY='a\nb'\n"],
	['systemd', '\ufeffa', undefined],
	['systemd', 'a\ufdd0', undefined],
	...(['dotenv', 'github', 'direnv', 'docker', 'systemd'] as const).map(
		(format) => [format, 'a\0b', undefined] as const,
	),
];

for (const [format, secret, text] of awkward) {
	test(`export --format ${format}: ${JSON.stringify(secret)} is ${text === undefined ? 'refused' : 'quoted'}`, () => {
		if (text !== undefined) return assert.ok(written(format, secret).includes(text), written(format, secret));
		const failure = failureOf(() => written(format, secret));
		assert.is(failure.code, 'value-without-safe-form');
		assert.match(failure.message, 'AWS_SECRET_ACCESS_KEY');
		assert.not.ok(failure.message.includes(secret));
	});
}

test.run();
