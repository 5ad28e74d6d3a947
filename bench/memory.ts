/** Measures the peak memory of a run against that of `node -e 0`. */
import { endOf } from '../test/support/program/ended-program.ts';
import type { Row } from './rows.ts';
import type { Scene } from './scene.ts';

export async function measureMemory({ env, cli, forget }: Scene, turns: number): Promise<readonly Row[]> {
	const peakOf = async (args: readonly string[]) => (await endOf(args, env)).peakKilobytes / 1024;
	const rows = { warm: [] as number[], cold: [] as number[] };
	const baseline: number[] = [];
	for (let turn = 0; turn < turns; turn += 1) {
		baseline.push(await peakOf(['-e', '0']));
		forget();
		rows.cold.push(await peakOf([cli, 'use', 'dev', '--shell', 'bash']));
		rows.warm.push(await peakOf([cli, 'use', 'dev', '--shell', 'bash']));
	}
	const row = (name: string, samples: readonly number[]): Row => ({
		group: 'commands',
		name,
		unit: 'MB',
		samples,
		baseline,
	});
	return [row('memory: node -e 0', baseline), row('memory: use, warm', rows.warm), row('memory: use, cold', rows.cold)];
}
