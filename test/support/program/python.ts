/** Runs Python if it is installed: the reference for what the AWS CLI writes and reads. */
import { spawnSync } from 'node:child_process';

/** Returns the JSON that the Python code prints; it reads the parsed `input` as `given`. Undefined without Python. */
export function pythonAnswer(program: string, input: unknown): unknown {
	const prelude = 'import json, sys\ngiven = json.load(sys.stdin)\n';
	const { status, stdout, stderr, error } = spawnSync('python3', ['-c', prelude + program], {
		input: JSON.stringify(input),
		encoding: 'utf8',
		env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
	});
	if (error !== undefined) return undefined;
	if (status !== 0) throw new Error(`python3 failed: ${stderr}`);
	return JSON.parse(stdout);
}

export const hasPython = pythonAnswer('print(json.dumps(given))', 1) === 1;
