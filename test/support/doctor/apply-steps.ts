/** Does what a finding of `doctor` says: pastes its commands, and edits files as a person would. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { asRecord, type JsonRecord } from '../../../src/core/text/json.ts';
import type { DoctorScene } from './doctor-scene.ts';

/** Changes a file line by line, and keeps all its other bytes. */
export function editFile({ kind, path, line, last, text }: JsonRecord): void {
	const bytes = readFileSync(String(path), 'latin1');
	const lines = bytes.split('\n');
	const at = Number(line) - 1;
	const written = Buffer.from(String(text), 'utf8').toString('latin1');
	if (kind === 'write') lines[at] = written;
	else if (kind === 'add') lines.splice(at + 1, 0, written);
	else if (kind === 'remove') lines.splice(at, 1);
	else if (kind === 'comment') for (let one = at; one < Number(last); one += 1) lines[one] = `#${lines[one]}`;
	else throw new Error(`unknown step ${String(kind)}`);
	writeFileSync(String(path), lines.join('\n'), 'latin1');
}

/**
 * Does the steps of one finding.
 * @param byHand does what a person does after steps that only advise or show something
 */
export async function applySteps(
	{ steps }: JsonRecord,
	scene: DoctorScene,
	byHand: (() => void) | undefined,
): Promise<void> {
	assert.ok(Array.isArray(steps) && steps.length > 0, 'there is a step');
	for (const step of Array.isArray(steps) ? steps.map((one) => asRecord(one) ?? {}) : []) {
		if (step.kind === 'run') {
			const { exitCode, stderr } = await scene.paste(String(step.command));
			// A command that only shows something may fail: then a person has to act on it.
			if (byHand === undefined) assert.is(exitCode, 0, `${String(step.command)}\n${stderr}`);
		} else if (step.kind === 'advise') {
			assert.ok(byHand !== undefined, `a person has to: ${String(step.text)}`);
		} else editFile(step);
	}
	byHand?.();
}
