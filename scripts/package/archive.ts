/** Makes archives whose bytes depend on their content alone. */
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { execa } from 'execa';

/** Packs a folder as a `.tar.gz`. It needs GNU tar. @param epoch time of all its files, in seconds */
export async function packTarball(file: string, parent: string, name: string, epoch: number): Promise<void> {
	const plain = `${file}.tar`;
	const sameOwner = ['--owner=0', '--group=0', '--numeric-owner'];
	await execa('tar', [
		'--sort=name',
		`--mtime=@${epoch}`,
		...sameOwner,
		'--format=gnu',
		'-cf',
		plain,
		'-C',
		parent,
		name,
	]);
	// Node writes no time and no name into the header.
	await pipeline(createReadStream(plain), createGzip({ level: 6 }), createWriteStream(file));
	rmSync(plain);
}
