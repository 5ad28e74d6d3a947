/** Whether the AWS SDK for JavaScript reads a file as `doctor` says. The other SDKs were measured. */
import { loadSharedConfigFiles } from '@smithy/core/config';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadConfigFiles } from '../../src/adapters/config/config-files.ts';
import { findingsIn } from '../../src/core/doctor/checks.ts';
import { bareFacts } from '../support/doctor/bare-facts.ts';
import { makeHome } from '../support/files/home.ts';

type Profiles = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

const NOTHING: Profiles = {};

/** Each text, what the SDK reads in it, and the check that tells of it. */
const rows: readonly (readonly [check: string, config: string, read: Profiles])[] = [
	...['"a b"', "'a b'", 'größe', 'a=b', 'a]b', 'a#b'].map(
		(name) => ['name', `[profile ${name}]\noutput = text\n`, NOTHING] as const,
	),
	['name', '[profile "dev"]\noutput = text\n', { dev: { output: 'text' } }],
	['header-text', '[profile dev] prod\noutput = text\n', NOTHING],
	['header', '[ profile dev ]\noutput = text\n', NOTHING],
	['colon', '[profile dev]\noutput: text\n', NOTHING],
	['key-case', '[profile dev]\nOUTPUT = text\n', { dev: { OUTPUT: 'text' } }],
	['inline-comment', '[profile dev]\noutput = text # a\n', { dev: { output: 'text' } }],
	['inline-comment', '[profile dev]\noutput = text ; a\n', { dev: { output: 'text' } }],
	['quotes', '[profile dev]\noutput = "text"\n', { dev: { output: '"text"' } }],
	[
		'swallowed-keys',
		'[profile dev]\noutput = text\n  region = eu-west-1\n',
		{ dev: { output: 'text', region: 'eu-west-1' } },
	],
];

for (const [check, config, read] of rows) {
	test(`${check}: ${JSON.stringify(config)}`, async () => {
		const home = makeHome({ config });
		try {
			const path = home.file('config');
			const { configFile } = await loadSharedConfigFiles({
				configFilepath: path,
				filepath: home.file('none'),
				ignoreCache: true,
			});
			assert.equal(configFile, read);
			const env = { AWS_CONFIG_FILE: path, AWS_SHARED_CREDENTIALS_FILE: home.file('none') };
			const loaded = loadConfigFiles(env, () => undefined);
			const found = findingsIn(bareFacts({ config: loaded.config, configPath: path, files: loaded.files }));
			const finding = found.find((one) => one.check.id === check);
			assert.ok(finding, `${check} says nothing`);
			const isAsTheCli = /^(?:header|quotes)$/.test(check) || config.includes('"dev"');
			assert.is(/JavaScript/.test(finding?.why ?? ''), !isAsTheCli);
		} finally {
			home.remove();
		}
	});
}

test.run();
