/** The commands that `doctor` names, for each system. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { awsCliChecks } from '../../../src/core/doctor/aws-cli-checks.ts';
import type { Check } from '../../../src/core/doctor/check.ts';
import type { Facts } from '../../../src/core/doctor/facts.ts';
import { networkChecks } from '../../../src/core/doctor/network-checks.ts';
import { bareFacts } from '../../support/doctor/bare-facts.ts';

/** Returns the steps of all findings, as text. */
const stepsOf = (checks: readonly Check[], facts: Partial<Facts>): string =>
	checks
		.flatMap(({ findings }) => findings(bareFacts(facts)))
		.flatMap(({ steps }) => steps.map((step) => JSON.stringify(step)))
		.join('\n');

const oldCli = [{ path: '/usr/local/bin/aws', real: '/usr/local/aws-cli/v2/2.9.1/bin/aws', version: 'aws-cli/2.9.1' }];

for (const [platform, architecture, clock, update] of [
	['linux', 'x64', 'sudo timedatectl set-ntp true', 'awscli-exe-linux-x86_64.zip'],
	['linux', 'arm64', 'sudo timedatectl set-ntp true', 'awscli-exe-linux-aarch64.zip'],
	['darwin', 'arm64', 'sudo sntp -sS time.apple.com', 'AWSCLIV2.pkg'],
	['win32', 'x64', 'w32tm /resync', 'AWSCLIV2.msi'],
] as const) {
	test(`${platform}, ${architecture}: the commands for the clock and for the AWS CLI`, () => {
		assert.match(stepsOf(networkChecks, { platform, clockSeconds: 900 }), clock);
		assert.match(stepsOf(awsCliChecks, { platform, architecture, awsClis: oldCli }), update);
	});
}

test.run();
