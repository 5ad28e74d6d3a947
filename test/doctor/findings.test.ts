/**
 * Each finding of `doctor`, with the built program: provoked, told, mended by its own steps, and gone. `npm test -- --all` runs
 * all rows, else it is the first one of each second check.
 */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checks } from '../../src/core/doctor/checks.ts';
import { asRecord, type JsonRecord } from '../../src/core/text/json.ts';
import { testUnless } from '../support/assertions/conditional-test.ts';
import { isWholeRun, someOf } from '../support/assertions/short-run.ts';
import { applySteps } from '../support/doctor/apply-steps.ts';
import { configFindings } from '../support/doctor/config-findings.ts';
import { type DoctorScene, doctorScene, findingsOf } from '../support/doctor/doctor-scene.ts';
import { machineFindings } from '../support/doctor/machine-findings.ts';
import type { ProvokedFinding } from '../support/doctor/provoked-finding.ts';
import { variableFindings } from '../support/doctor/variable-findings.ts';
import { releaseAll } from '../support/program/release.ts';

const rows = [...configFindings, ...variableFindings, ...machineFindings];
const isFirst = (row: ProvokedFinding): boolean => rows.find(({ check }) => check === row.check) === row;

/** One row may be mended in several steps: two lines of one file, each with a finding of its own. */
const MOST_ROUNDS = 8;

/** What a message must never show, in any row. */
const SECRET = /hidden/;

/** @param told the finding that was told first */
async function mend(
	{ check, words = [], byHand }: ProvokedFinding,
	told: JsonRecord,
	scene: DoctorScene,
): Promise<void> {
	let finding: JsonRecord | undefined = told;
	for (let round = 0; round < MOST_ROUNDS; round += 1) {
		await applySteps(finding, scene, byHand && (() => byHand(scene)));
		[finding] = findingsOf((await scene.doctor('--json', ...words)).stdout, check);
		if (finding === undefined) return;
	}
	throw new Error(`${check} is still there`);
}

async function play(row: ProvokedFinding): Promise<void> {
	const { check, severity, config, credentials, env = {}, prepare, words = [], told } = row;
	const scene = await doctorScene(config);
	let end: (() => Promise<void>) | undefined;
	try {
		if (credentials !== undefined) scene.home.write('.aws/credentials', credentials);
		scene.set(env);
		end = (await prepare?.(scene)) ?? undefined;
		const { stdout, exitCode, stderr } = await scene.doctor('--json', ...words);
		const [finding] = findingsOf(stdout, check);
		if (finding === undefined) throw new Error(`${check} finds nothing:\n${stdout}\n${stderr}`);
		assert.match(String(finding.message), told);
		assert.is(finding.severity, severity);
		const hasProblem = /"severity": "problem"/.test(stdout);
		assert.is(exitCode, hasProblem ? 1 : 0, stderr);
		assert.not.match(stdout, SECRET);
		if (isFirst(row)) await isPrinted(finding, words, scene);
		await mend(row, finding, scene);
	} finally {
		await releaseAll(...(end === undefined ? [] : [end]), scene.home.remove);
	}
}

/** People see the same steps. */
async function isPrinted(finding: JsonRecord, words: readonly string[], scene: DoctorScene) {
	const { stdout } = await scene.doctor(...words);
	const steps = Array.isArray(finding.steps) ? finding.steps.map((step) => String(asRecord(step)?.text)) : [];
	for (const text of [String(finding.message), ...steps]) assert.ok(stdout.includes(text), `${text}\n${stdout}`);
}

for (const row of isWholeRun ? rows : someOf(rows.filter(isFirst), 2))
	testUnless(row.lacks, `${row.check}: ${row.what}`, () => play(row));

test('each check of the table is provoked', () => {
	const provoked = new Set(rows.map(({ check }) => check));
	assert.equal(
		checks.map(({ id }) => id).filter((id) => !provoked.has(id)),
		[],
	);
});

test('where nothing is wrong, doctor says only that', async () => {
	const scene = await doctorScene();
	try {
		const { stdout, stderr, exitCode } = await scene.doctor();
		assert.equal([stdout, stderr, exitCode], [`nothing wrong: ${checks.length} checks\n`, '', 0]);
	} finally {
		scene.home.remove();
	}
});

test.run();
