/** Finds the launchers that shells and tools of this person may run. */
import type { FoundLauncher } from '../../core/doctor/facts.ts';
import { LAUNCHER_NAME, launchedBy } from '../../core/launcher/launcher-text.ts';
import type { Ports } from '../../ports/context.ts';
import type { LauncherFile } from '../../ports/files.ts';
import type { Inspection } from '../../ports/inspection.ts';

function textOf(path: string, file: LauncherFile): string {
	try {
		return file.read(path) ?? '';
	} catch {
		// A file that cannot be read is no launcher of this person.
		return '';
	}
}

/** Returns the launchers on PATH and in the usual folder. Those of packages start what is beside them. */
export async function launcherFacts(
	{ whyNotRunnable, realPath }: Inspection,
	{ files, machine }: Ports<'files' | 'machine'>,
): Promise<readonly FoundLauncher[]> {
	const file = await files.launcherFile();
	const onPath = (machine.env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/'));
	const folders = [...new Set([...onPath, `${machine.homeFolder()}/.local/bin`])];
	return folders.flatMap((folder) => {
		const path = `${folder}/${LAUNCHER_NAME}`;
		const launched = launchedBy(textOf(path, file));
		if (launched === undefined) return [];
		const isNodeThere = whyNotRunnable(launched.node, machine.env) === undefined;
		const isProgramThere = realPath(launched.program) !== undefined;
		return [{ ...launched, path, isNodeThere, isProgramThere, isOnPath: onPath.includes(folder) }];
	});
}
