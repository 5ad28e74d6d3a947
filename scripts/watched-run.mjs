/** Runs a command to its end, or to the end of a limit, whatever it leaves behind. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** Groups of processes that run now. Their own groups keep Ctrl-C from them. */
const groups = new Set();
const killGroup = (group) => {
	try {
		process.kill(-group, 'SIGKILL');
	} catch {
		// It has ended.
	}
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.once(signal, () => {
		for (const group of groups) killGroup(group);
		process.kill(process.pid, signal);
	});
}

const readIfThere = (path) => {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
};

/**
 * @returns the output, whether it failed, whether it was ended at the limit, and what the file RUNNING_TEST of its environment
 * says then. The output goes through a file: a process that outlives the command would keep a pipe open.
 */
export async function watchedRun(command, args, { limitMs, env }) {
	const folder = mkdtempSync(join(tmpdir(), 'ssoenv-run-'));
	const output = openSync(join(folder, 'output'), 'a');
	const running = join(folder, 'running');
	try {
		const child = execa(command, args, {
			preferLocal: true,
			env: { ...env, RUNNING_TEST: running },
			stdio: ['ignore', output, output],
			detached: true,
			reject: false,
		});
		groups.add(child.pid);
		let timedOut = false;
		const limit = setTimeout(() => {
			timedOut = true;
			killGroup(child.pid);
		}, limitMs);
		const { failed } = await child;
		clearTimeout(limit);
		groups.delete(child.pid);
		// What it started goes as well: another run should not have it beside itself.
		killGroup(child.pid);
		return { output: readIfThere(join(folder, 'output')), failed, timedOut, running: readIfThere(running) };
	} finally {
		closeSync(output);
		rmSync(folder, { recursive: true, force: true });
	}
}
