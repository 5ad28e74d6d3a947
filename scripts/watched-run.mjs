/** Runs a command until it ends or makes no progress any more, and ends the processes that it leaves. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** The process groups of running commands. Ctrl-C in the terminal does not reach them. */
const groups = new Set();
const killGroup = (group) => {
	try {
		process.kill(-group, 'SIGKILL');
	} catch {
		// The group has already ended.
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

/** Calls `hung` once a file has not been written to for so long. Returns a function that stops watching. */
function watch(paths, limitMs, hung) {
	const lastWrite = () => Math.max(...paths.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0));
	const watching = setInterval(() => {
		if (Date.now() - lastWrite() < limitMs) return;
		clearInterval(watching);
		hung();
	}, 1000);
	return () => clearInterval(watching);
}

/**
 * Returns the output, whether the command failed, whether it made no progress for `limitMs`, and the contents of its file
 * RUNNING_TEST. The output goes through a file, because a process that outlives the command would keep a pipe open.
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
		let hangs = false;
		const stop = watch([join(folder, 'output'), running], limitMs, () => {
			hangs = true;
			killGroup(child.pid);
		});
		const { failed } = await child;
		stop();
		groups.delete(child.pid);
		// Also ends the processes that it started, so that they do not run beside the next command.
		killGroup(child.pid);
		return { output: readIfThere(join(folder, 'output')), failed, hangs, running: readIfThere(running) };
	} finally {
		closeSync(output);
		rmSync(folder, { recursive: true, force: true });
	}
}
