/** A machine for `doctor` on which a file has the wrong mode until somebody changes it. */
import type { Inspection } from '../../../src/ports/inspection.ts';

export interface ScriptedInspection {
	readonly inspection: Inspection;
	/** What was changed, in order. */
	readonly done: readonly string[];
	/** The reports that were written, by path. */
	readonly reports: ReadonlyMap<string, string>;
}

/** @param path of the file whose mode is 0644 at first; undefined for a machine without one */
export function scriptedInspection(path: string | undefined): ScriptedInspection {
	const done: string[] = [];
	const reports = new Map<string, string>();
	let mode = 0o644;
	const entry = {
		isFolder: false,
		owner: 'shared',
		isSecret: true,
		otherOwner: undefined,
		unwritable: undefined,
	} as const;
	const inspection: Inspection = {
		version: '1.0.0',
		engines: '>=22.3',
		program: '/opt/ssoenv/dist/cli.cjs',
		platform: 'linux',
		architecture: 'x64',
		node: { version: 'v22.3.0', path: '/usr/bin/node' },
		user: 'me',
		isRoot: false,
		realPath: (file) => file,
		whyNotRunnable: () => undefined,
		programsOnPath: async () => [],
		packageVersion: () => '1.0.0',
		entries: () => (path === undefined ? [] : [{ ...entry, path, mode }]),
		certificateProblem: () => undefined,
		staleLocks: () => [],
		changeMode: (file, wanted) => {
			mode = wanted;
			done.push(`chmod ${wanted.toString(8)} ${file}`);
		},
		removeLock: (folder) => done.push(`unlock ${folder}`),
		writeReport: (file, text) => reports.set(file, text),
		ownFolders: () => ({ contents: () => ({ own: [], staying: [] }), remove: () => 'absent' }),
	};
	return { inspection, done, reports };
}
