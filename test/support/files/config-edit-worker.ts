/**
 * A process that edits a config file with the real lock and the real writer.
 * Usage: config-edit-worker.ts CONFIG LOCKS TIMES NAME. Writes the profiles NAME-1 to NAME-TIMES, one edit each; with
 * TIMES 0 it writes one block.
 */
import { configFile } from '../../../src/adapters/config/config-writer.ts';
import { singleFlight } from '../../../src/adapters/lock/lock.ts';
import { withConfigBlock } from '../../../src/core/config-edit/blocks.ts';
import { withSection } from '../../../src/core/config-edit/section-edit.ts';

const [config = '', locks = '', times = '', name = ''] = process.argv.slice(2);
const file = configFile(config, (work, shared) => singleFlight(locks, work, shared, () => undefined));

if (times === '0') {
	await file.edit((text) => withConfigBlock(text, name, '[profile from-the-block]\nregion = x\n'));
}
for (let index = 1; index <= Number(times); index += 1) {
	const id = { kind: 'profile', name: `${name}-${index}` } as const;
	await file.edit((text) => withSection(text, id, new Map([['region', `r${index}`]])));
}
