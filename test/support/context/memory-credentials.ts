/** Credentials files in memory. */
import { parseAwsIni } from '../../../src/adapters/config/aws-ini.ts';
import { editedText } from '../../../src/adapters/config/config-writer.ts';
import { sharedConfig } from '../../../src/core/config/shared-config.ts';
import { editFailures } from '../../../src/core/failure/edit-failures.ts';
import type { CredentialsFile } from '../../../src/ports/credentials-file.ts';
import { NOW, ON_DISK } from './sample.ts';

/** @param texts by path */
export function memoryCredentials(texts: Map<string, string>) {
	return async (path: string = ON_DISK.files[1]): Promise<CredentialsFile> => {
		const read = () => texts.get(path) ?? '';
		const keep = (before: string, after: string) => {
			texts.set(path, after);
			return { hasChanged: before !== after, wasOpen: false };
		};
		return {
			path,
			read,
			changedAt: () => NOW,
			edit: async (change, isMeant) => {
				const before = read();
				const after = editedText(path, before, change);
				if (!isMeant(sharedConfig([], parseAwsIni(after).sections).profiles)) {
					throw editFailures.configNotEditable({ path, reason: 'it would be misread' });
				}
				return keep(before, after);
			},
			takeOut: async (change) => keep(read(), change(read())),
		};
	};
}
