/**
 * A process that edits a config file with the real lock and the real writer, for tests. Usage: config-edit-worker.ts CONFIG LOCKS TIMES
 * NAME: sets up TIMES profiles NAME-1, NAME-2 … by as many edits, or with TIMES 0 puts one block into the file.
 */
import { configFile } from '../../../src/adapters/config/config-writer.ts';
import { singleFlight } from '../../../src/adapters/lock/lock.ts';
import { withConfigBlock } from '../../../src/core/config-edit/blocks.ts';
import { withSection } from '../../../src/core/config-edit/edit.ts';

const [config = '', locks = '', times = '', name = ''] = process.argv.slice(2);
const file = configFile(config, (work, shared) => singleFlight(locks, work, shared, () => undefined));

if (times === '0') {
	await file.edit((text) => withConfigBlock(text, name, '[profile from-the-block]\nregion = x\n'));
}
for (let time = 1; time <= Number(times); time += 1) {
	const id = { kind: 'profile', name: `${name}-${time}` } as const;
	await file.edit((text) => withSection(text, id, new Map([['region', `r${time}`]])));
}
