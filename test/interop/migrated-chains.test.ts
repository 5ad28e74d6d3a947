/** Chains that `sync --from` took over: botocore reads them back, and ssoenv and boto3 get the same role. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Tool } from '../../src/core/profile/foreign-tool.ts';
import { asRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { runCommand } from '../support/program/program.ts';
import { pythonAnswer } from '../support/program/python.ts';
import { AUDIT, DEPLOY, PARTNER, RELEASE, withChains } from '../support/sign-in/chain-scene.ts';
import { CORP, START_URL } from '../support/sign-in/signed-in-home.ts';

const machine = { HOME: process.env.HOME ?? '' };
const hasBoto3 = (await runCommand('python3', ['-c', 'import boto3'], machine)).exitCode === 0;
const missing = hasBoto3 ? undefined : 'python3 has no boto3';

/** The profiles as botocore reads them from a text. */
const LOADER = `
import os, tempfile
from botocore.configloader import load_config
with tempfile.NamedTemporaryFile('w', delete=False) as f: f.write(given)
profiles = load_config(f.name)['profiles']
os.unlink(f.name)
print(json.dumps(profiles))
`;

const CALLER = fileURLToPath(new URL('../identity-center/caller_identity.py', import.meta.url));

const DEV = `[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
`;
const AWS_SSO = 'credential_process = aws-sso -u open -S "Default" process --arn';

/** The config file of each tool, with its own settings, and the role of the profile `chain`. */
const migrated: Readonly<Record<Tool, readonly [config: string, yaml: string, roleArn: string]>> = {
	granted: [
		`${CORP}[profile dev]
granted_sso_start_url = ${START_URL}
granted_sso_region = us-east-1
granted_sso_account_id = 111111111111
granted_sso_role_name = ReadOnly
credential_process = granted credential-process --profile dev
[profile mid]
role_arn = ${DEPLOY}
source_profile = dev
[profile chain]
role_arn = ${RELEASE}
source_profile = mid
`,
		'',
		RELEASE,
	],
	'aws-vault': [
		`${CORP}${DEV}[profile base]
source_profile = dev
external_id = partner-42
region = eu-west-1
[profile chain]
role_arn = ${PARTNER}
include_profile = base
`,
		'',
		PARTNER,
	],
	'aws-sso-cli': [
		`${CORP}[profile dev]
${AWS_SSO} arn:aws:iam::111111111111:role/ReadOnly
[profile chain]
${AWS_SSO} ${AUDIT}
`,
		`SSOConfig:
  Default:
    SSORegion: us-east-1
    StartUrl: ${START_URL}
    DefaultRegion: eu-west-1
    Accounts:
      444444444444:
        Roles:
          Audit:
            Via: 111111111111:ReadOnly
`,
		AUDIT,
	],
};

for (const [tool, [config, yaml, roleArn]] of Object.entries(migrated)) {
	testUnless(missing, `${tool}: botocore reads the chain back, and gets the same role as ssoenv`, () =>
		withChains(async ({ home, env, ssoenv, idc }) => {
			if (yaml !== '') home.write('.aws-sso/config.yaml', yaml);
			const synced = await ssoenv(`sync --from ${tool} --yes`);
			assert.is(synced.exitCode, 0, synced.stderr);
			assert.not.match(synced.stderr, /^! /m);
			const text = readFileSync(home.file('.aws/config'), 'utf8');
			const read = asRecord(asRecord(pythonAnswer(LOADER, text))?.chain);
			assert.is(read?.role_arn, roleArn);
			for (const key of ['include_profile', 'credential_process']) assert.not.ok(key in (read ?? {}), key);
			const exported = await ssoenv('export chain');
			assert.is(exported.exitCode, 0, exported.stderr);
			assert.is(asRecord(JSON.parse(exported.stdout))?.AccessKeyId, idc.assumedCredentials(roleArn)?.accessKeyId);
			const { stdout, stderr, exitCode } = await runCommand('python3', [CALLER, 'chain', '123456'], env);
			assert.is(exitCode, 0, stderr);
			const name = roleArn.replace(/^.*\//, '');
			assert.match(String(asRecord(JSON.parse(stdout))?.Arn), `:assumed-role/${name}/`);
			await ssoenv('sync --undo');
			assert.is(readFileSync(home.file('.aws/config'), 'utf8'), config);
		}, config),
	);
}

test.run();
