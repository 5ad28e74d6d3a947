/** Puts the launcher into a folder, and takes it away again. */
import { failures } from '../../core/failure/failures.ts';
import {
	fitsLauncher,
	isLauncher,
	LAUNCHER_FILE,
	LAUNCHER_NAME,
	launcherText,
} from '../../core/launcher/launcher-text.ts';
import { firstOnPathCommand } from '../../core/shell/variable-commands.ts';
import type { Ports } from '../../ports/context.ts';
import { shellInUse } from '../shell/shell-in-use.ts';
import { canPrompt } from '../sign-in/can-prompt.ts';

type Context = Ports<'terminal' | 'files' | 'machine'>;

/** Returns where the launcher is, or is to be. @param folder empty for the usual one. @throws Failure `usage` */
function launcherPath(folder: string, command: string, { machine }: Context): string {
	if (folder === '') return `${machine.homeFolder()}/.local/bin/${LAUNCHER_NAME}`;
	if (!folder.startsWith('/')) throw failures.usage({ problem: '--launcher takes an absolute path', command });
	return `${folder.replace(/\/+$/, '')}/${LAUNCHER_NAME}`;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** @throws Failure `launcher-foreign`, `file-unusable` */
async function launcherAt(path: string, { files }: Context): Promise<string | undefined> {
	const text = (await files.launcherFile()).read(path);
	if (text !== undefined && !isLauncher(text)) throw failures.launcherForeign({ path });
	return text;
}

/** Returns the launcher that starts this program with this Node. @throws Failure `file-unusable` */
async function ownLauncher({ files, machine }: Context): Promise<string> {
	const { node, program, version } = await machine.inspection();
	const unfit = [node.path, program].find((path) => !fitsLauncher(path));
	if (unfit !== undefined) throw failures.fileUnusable({ path: unfit, reason: 'no launcher can name such a path' });
	const shellFiles = await files.shellFiles();
	const path = shellFiles.layerPath(LAUNCHER_FILE);
	const template = shellFiles.read(path);
	if (template === undefined) throw failures.fileUnusable({ path, reason: 'no such file' });
	return launcherText(template, { node: node.path, program, version });
}

/**
 * Writes the launcher, unless it is there as it should be.
 * @param folder empty for the usual one
 * @throws Failure `usage`, `launcher-foreign`, `file-unusable`, `file-foreign`, `folder-open`, `folder-foreign`
 */
export async function installLauncher(folder: string, context: Context): Promise<void> {
	const path = launcherPath(folder, 'install', context);
	const { terminal, files, machine } = context;
	const [before, text] = [await launcherAt(path, context), await ownLauncher(context)];
	if (before === text) {
		terminal.say(`nothing to change in ${path}`);
	} else {
		(await files.launcherFile()).write(path, text);
		terminal.say(`wrote the launcher ${path}`);
	}
	const own = folderOf(path);
	if ((machine.env.PATH ?? '').split(':').includes(own)) return;
	terminal.say(`${own} is not on PATH`);
	terminal.say(`hint: ${firstOnPathCommand(shellInUse(context), own)}`);
}

/** Removes the launcher. @param folder empty for the usual one. @throws Failure as `installLauncher` */
export async function uninstallLauncher(folder: string, context: Context): Promise<void> {
	const path = launcherPath(folder, 'uninstall', context);
	const { terminal, files } = context;
	const isThere = (await launcherAt(path, context)) !== undefined;
	const removal = isThere ? (await files.launcherFile()).remove(path) : 'absent';
	if (typeof removal === 'object') throw failures.fileUnusable(removal);
	terminal.say(removal === 'removed' ? `removed ${path}` : `nothing to change in ${path}`);
}

/** Tells a person at a terminal that there is a launcher, or after `uninstall` that one is left. */
export async function offerLauncher(command: 'install' | 'uninstall', context: Context): Promise<void> {
	if (!canPrompt(context)) return;
	const path = launcherPath('', command, context);
	const text = (await context.files.launcherFile()).read(path);
	const isOurs = text !== undefined && isLauncher(text);
	if (command === 'install' ? text !== undefined : !isOurs) return;
	const { say } = context.terminal;
	say(command === 'install' ? 'a launcher runs ssoenv in scripts and tools at once' : `the launcher ${path} stays`);
	say(`hint: ssoenv ${command} --launcher`);
}
