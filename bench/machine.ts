/** The machine of the figures: kinds and versions, without anything that identifies it. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Scene } from './scene.ts';
import { SHELLS, versionOf } from './shells.ts';

function system(): string {
	try {
		return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? type();
	} catch {
		return type();
	}
}

/** Without the suffix of a distribution. */
const kernel = (): string => /^[\d.]*\d/.exec(release())?.[0] ?? '';

/** The load of the machine when this module was loaded. */
const [load = 0] = loadavg();

export async function machineFacts(scene: Scene): Promise<readonly (readonly [string, string])[]> {
	const shells = await Promise.all(SHELLS.map(async (shell) => [shell.name, await versionOf(shell, scene)] as const));
	const installed = shells.filter(([, version]) => version !== undefined);
	const missing = shells.filter(([, version]) => version === undefined);
	return [
		['date', new Date().toISOString().slice(0, 10)],
		['processor', `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores`],
		['memory', `${Math.round(totalmem() / 2 ** 30)} GB`],
		['system', `${system()}, ${type()} ${kernel()}`],
		['Node', process.versions.node],
		['busy before the run', `load average ${load.toFixed(1)}`],
		['shells', installed.map((shellWords) => shellWords.join(' ')).join(', ')],
		...(missing.length === 0 ? [] : [['not here', missing.map(([name]) => name).join(', ')] as const]),
	];
}
