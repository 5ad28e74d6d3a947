/** Whether `doctor` tells of each file that botocore refuses, and of no other; and whether its steps mend the file. */
import { spawnSync } from 'node:child_process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadConfigFiles } from '../../src/adapters/config/config-files.ts';
import { findingsIn } from '../../src/core/doctor/checks.ts';
import type { Finding } from '../../src/core/doctor/finding.ts';
import { type CorpusText, corpus } from '../config/corpus.ts';
import { editFile } from '../support/doctor/apply-steps.ts';
import { bareFacts } from '../support/doctor/bare-facts.ts';
import { makeHome } from '../support/files/home.ts';

interface Look {
	/** What botocore refuses the whole file for. */
	readonly refused: readonly Finding[];
	/** The warnings of ssoenv, which other tests compare with botocore. */
	readonly warnings: readonly string[];
}

const MOST_ROUNDS = 30;

function withText(text: CorpusText, play: (look: () => Look) => void): void {
	const files = { config: text.config, ...(text.credentials !== undefined && { credentials: text.credentials }) };
	const home = makeHome(files);
	const env = { AWS_CONFIG_FILE: home.file('config'), AWS_SHARED_CREDENTIALS_FILE: home.file('credentials') };
	const look = (): Look => {
		const warnings: string[] = [];
		const { config, path, files: paths } = loadConfigFiles(env, (line) => warnings.push(line));
		const found = findingsIn(bareFacts({ config, configPath: path, files: paths }));
		return { refused: found.filter(({ why }) => /^the AWS CLI and boto3 refuse the whole file/.test(why)), warnings };
	};
	try {
		play(look);
	} finally {
		home.remove();
	}
}

/** Does the steps of a finding. Returns false if one of them is only advice. */
function mended({ steps }: Finding): boolean {
	for (const step of steps) {
		if (step.kind === 'advise') return false;
		if (step.kind !== 'run') editFile({ ...step });
		else assert.is(spawnSync('bash', ['-c', step.command]).status, 0, step.command);
	}
	return true;
}

for (const text of corpus) {
	const isRefused = text.golden.refused === true;
	test(`${text.name}: doctor ${isRefused ? 'tells that the AWS CLI refuses the file, and mends it' : 'does not say that the AWS CLI refuses the file'}`, () =>
		withText(text, (look) => {
			const { refused } = look();
			assert.is(refused.length > 0, isRefused, refused.map(({ message }) => message).join('\n'));
			for (let round = 0; round < MOST_ROUNDS; round += 1) {
				const { refused: left, warnings } = look();
				const [first] = left;
				if (first === undefined) return assert.equal(warnings, []);
				if (!mended(first)) return undefined;
			}
			throw new Error('it is still refused');
		}));
}

test.run();
