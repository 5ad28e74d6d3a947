/**
 * Plants links, pipes, devices and folders where ssoenv expects its own files, and checks that nothing outside changed.
 */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const isRoot = process.geteuid?.() === 0;

/**
 * Major and minor numbers of `/dev/null` and `/dev/zero`: the test makes its own devices, and never touches the
 * machine's.
 */
const DEVICES = { null: ['1', '3'], zero: ['1', '5'] } as const;

/** Makes a device; needs root. */
const makeDevice = (path: string, device: keyof typeof DEVICES): void => {
	execFileSync('mknod', [path, 'c', ...DEVICES[device]]);
};

/** The id of a user that does not exist on this machine. */
export const SOMEBODY_ELSE = '61001';

/** Fills a folder that no command may touch; as root, the folder belongs to another user. */
export function fillOutside(folder: string): void {
	mkdirSync(join(folder, 'folder'), { recursive: true });
	for (const name of ['file', 'folder/inside']) execFileSync('cp', ['/dev/null', join(folder, name)]);
	execFileSync('mkfifo', [join(folder, 'pipe')]);
	if (!isRoot) return;
	for (const device of ['null', 'zero'] as const) makeDevice(join(folder, device), device);
	execFileSync('chown', ['-R', SOMEBODY_ELSE, folder]);
}

/** Plants something at `path`; `outside` is a folder filled by `fillOutside`. */
type Plant = (path: string, outside: string) => void;

const linkTo =
	(name: string): Plant =>
	(path, outside) =>
		symlinkSync(join(outside, name), path);

export const plants: Readonly<Record<string, Plant>> = {
	'a link to a file': linkTo('file'),
	'a link to a folder': linkTo('folder'),
	'a link to a pipe': linkTo('pipe'),
	'a link to nothing': linkTo('nothing'),
	'a link to itself': (path) => symlinkSync(path, path),
	'a pipe': (path) => execFileSync('mkfifo', [path]),
	'a folder': (path) => mkdirSync(path),
	...(isRoot && {
		'a link to a device like /dev/null': linkTo('null'),
		'a link to a device without end': linkTo('zero'),
		'a device like /dev/null': (path) => makeDevice(path, 'null'),
		'a device without end': (path) => makeDevice(path, 'zero'),
	}),
};

/** Replaces the file or folder at `path` with the plant. */
export function plantAt(path: string, plant: Plant, outside: string): void {
	rmSync(path, { recursive: true, force: true });
	mkdirSync(dirname(path), { recursive: true });
	plant(path, outside);
}

/** Returns one line for everything below a folder, itself included, with all that a change could alter. */
export function snapshot(folder: string): readonly string[] {
	const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
	return ['.', ...paths].map((name) => {
		const path = join(folder, name);
		const stat = lstatSync(path);
		const content = stat.isFile() ? readFileSync(path, 'base64') : stat.isSymbolicLink() ? readlinkSync(path) : '';
		// The folder's time changes when a file was created in it, even if the file was removed again.
		return [name, stat.mode.toString(8), stat.uid, stat.gid, stat.rdev, stat.nlink, stat.mtimeMs, content].join(' ');
	});
}
