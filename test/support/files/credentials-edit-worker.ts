/**
 * A process that edits a credentials file with the real lock and the real writer.
 * Usage: credentials-edit-worker.ts FILE LOCKS NAME. Adds the sections NAME-1 to NAME-3, one edit each.
 */
import { credentialsFile } from '../../../src/adapters/config/credentials-writer.ts';
import { singleFlight } from '../../../src/adapters/lock/lock.ts';

const [path = '', locks = '', name = ''] = process.argv.slice(2);
const file = credentialsFile(path, (work, shared) => singleFlight(locks, work, shared, () => undefined));

for (const at of [1, 2, 3]) {
	await file.edit(
		(text) => `${text}\n[${name}-${at}]\nregion = x\n`,
		() => true,
	);
}
