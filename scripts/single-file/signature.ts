/**
 * Removes the signature from a program for macOS on Intel. Bun signs what it compiles for Apple's own processors, which
 * run nothing unsigned. For Intel it leaves the signature of its runtime, which no longer matches: macOS would kill the
 * program. Without any, it runs.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** The numbers of the format, from mach-o/loader.h. */
const MAGIC_64 = 0xfeedfacf;
const HEADER_BYTES = 32;
const SEGMENT_64 = 0x19;
const CODE_SIGNATURE = 0x1d;

interface LoadCommand {
	readonly kind: number;
	readonly at: number;
	readonly size: number;
}

/** @throws TypeError if it is no 64-bit program for macOS */
function loadCommands(bytes: Buffer): readonly LoadCommand[] {
	if (bytes.readUInt32LE(0) !== MAGIC_64) throw new TypeError('it is no 64-bit program for macOS');
	const commands: LoadCommand[] = [];
	let at = HEADER_BYTES;
	for (let left = bytes.readUInt32LE(16); left > 0; left -= 1) {
		const [kind, size] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
		commands.push({ kind, at, size });
		at += size;
	}
	return commands;
}

/** @throws Error if the signature is not the last thing in the file, and the last thing that is loaded */
export function withoutSignature(bytes: Buffer): Buffer {
	const commands = loadCommands(bytes);
	const last = commands.at(-1);
	const isLinkEdit = ({ kind, at }: LoadCommand) =>
		kind === SEGMENT_64 && bytes.toString('latin1', at + 8, at + 18) === '__LINKEDIT';
	const linkEdit = commands.find(isLinkEdit);
	if (last?.kind !== CODE_SIGNATURE || linkEdit === undefined)
		throw new Error('its signature is not where it is expected');
	const [start, size] = [bytes.readUInt32LE(last.at + 8), bytes.readUInt32LE(last.at + 12)];
	const linkEditStart = Number(bytes.readBigUInt64LE(linkEdit.at + 40));
	const linkEditSize = Number(bytes.readBigUInt64LE(linkEdit.at + 48));
	if (start + size !== bytes.length || linkEditStart + linkEditSize !== bytes.length) {
		throw new Error('its signature does not end the file');
	}
	const rest = Buffer.from(bytes.subarray(0, start));
	rest.writeUInt32LE(commands.length - 1, 16);
	rest.writeUInt32LE(rest.readUInt32LE(20) - last.size, 20);
	rest.fill(0, last.at, last.at + last.size);
	rest.writeBigUInt64LE(BigInt(linkEditSize - size), linkEdit.at + 48);
	return rest;
}

export function removeSignature(path: string): void {
	writeFileSync(path, withoutSignature(readFileSync(path)));
}
