/** Things that others have planted in the place of files: links that lead outside, pipes, devices, folders, circles. */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const isRoot = process.geteuid?.() === 0;

/** Major and minor numbers of `/dev/null` and `/dev/zero`: devices of the test's own, never those of the machine. */
const DEVICES = { null: ['1', '3'], zero: ['1', '5'] } as const;

/** Makes a device; only root may. */
const makeDevice = (path: string, device: keyof typeof DEVICES): void => {
	execFileSync('mknod', [path, 'c', ...DEVICES[device]]);
};

/** A user that nobody here is. */
export const SOMEBODY_ELSE = '61001';

/** Fills a folder that no command has any business in; as root, one of another user. */
export function fillOutside(folder: string): void {
	mkdirSync(join(folder, 'folder'), { recursive: true });
	for (const name of ['file', 'folder/inside']) execFileSync('cp', ['/dev/null', join(folder, name)]);
	execFileSync('mkfifo', [join(folder, 'pipe')]);
	if (!isRoot) return;
	for (const device of ['null', 'zero'] as const) makeDevice(join(folder, device), device);
	execFileSync('chown', ['-R', SOMEBODY_ELSE, folder]);
}

/** Plants something at `path`; `outside` is a folder that `fillOutside` has filled. */
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

/** Puts the plant where something may be already. */
export function plantAt(path: string, plant: Plant, outside: string): void {
	rmSync(path, { recursive: true, force: true });
	mkdirSync(dirname(path), { recursive: true });
	plant(path, outside);
}

/** All that can be seen of everything below a folder, the folder itself included, as lines to compare. */
export function snapshot(folder: string): readonly string[] {
	const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
	return ['.', ...paths].map((name) => {
		const path = join(folder, name);
		const stat = lstatSync(path);
		const content = stat.isFile() ? readFileSync(path, 'base64') : stat.isSymbolicLink() ? readlinkSync(path) : '';
		// The time of a folder shows what was made in it and removed again.
		return [name, stat.mode.toString(8), stat.uid, stat.gid, stat.rdev, stat.nlink, stat.mtimeMs, content].join(' ');
	});
}
