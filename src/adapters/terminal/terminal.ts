/**
 * The rules of speaking. stdout is for programs: shell code or the format asked for, written once, at the end. People are
 * talked to on stderr, one fact per line: `ssoenv: …`, lower case, no final period; `ssoenv: hint: …` is something to paste.
 * Text from files and servers is made printable on the way, so nothing in it can act on the terminal.
 */
import { fstatSync, writeSync } from 'node:fs';
import { failures } from '../../core/failure/failures.ts';
import { printable } from '../../core/text/printable.ts';
import { pause } from '../machine/pause.ts';
import { fileReason, systemErrorCode } from '../machine/system-error.ts';

/** A reader that is slow to take what it is given is looked at this often. */
const FULL_PIPE_MS = 5;

/** Bytes that were taken: none when the pipe is full, all when the reader went away, which is no error. */
function writeSome(descriptor: number, bytes: Uint8Array): number {
	try {
		return writeSync(descriptor, bytes);
	} catch (error) {
		const code = systemErrorCode(error);
		if (code === 'EAGAIN') return 0;
		if (code === 'EPIPE') return bytes.length;
		throw error;
	}
}

/** Writes all of `text` before it returns: nothing can be cut off when the process ends. */
function write(descriptor: number, text: string): void {
	let rest: Uint8Array = Buffer.from(text, 'utf8');
	while (rest.length > 0) {
		const taken = writeSome(descriptor, rest);
		if (taken === 0) pause(FULL_PIPE_MS);
		rest = rest.subarray(taken);
	}
}

/** What could not be told to a person must not change the outcome. */
function tell(text: string): void {
	try {
		write(2, text);
	} catch {
		// stderr is full, closed or hung up: nobody is left to tell.
	}
}

/**
 * Whether a device is a terminal, by Linux's numbers (its Documentation/admin-guide/devices.txt): major 1 is `/dev/null` and the
 * like, 136 to 143 are terminal windows. Undefined for others: asking `node:tty` costs milliseconds, for it has to be loaded.
 */
function isTerminalDevice(device: number): boolean | undefined {
	const major = (device >> 8) & 0xfff;
	if (process.platform !== 'linux') return undefined;
	return major === 1 ? false : major >= 136 && major <= 143 ? true : undefined;
}

/** @param isCertain asks the terminal itself: a window that is gone still has its number */
function isTerminal(descriptor: number, isCertain = false): boolean {
	try {
		const stat = fstatSync(descriptor);
		// Pipes and files are told apart without asking the terminal.
		if (!stat.isCharacterDevice()) return false;
		const isKnown = isCertain ? undefined : isTerminalDevice(stat.rdev);
		return isKnown ?? process.getBuiltinModule('node:tty').isatty(descriptor);
	} catch {
		return false;
	}
}

/** What has become of stdout. */
const LOST: Readonly<Record<string, string>> = { EIO: 'the terminal is gone', EBADF: 'it is closed' };

/** @throws Failure `output-failed` */
export function stdout(text: string): void {
	try {
		write(1, text);
	} catch (error) {
		throw failures.outputFailed({ reason: LOST[systemErrorCode(error) ?? ''] ?? fileReason(error) });
	}
}

export const stderr = (text: string): void => tell(text);
export const say = (line: string): void => tell(`ssoenv: ${printable(line)}\n`);
export const stdoutIsTerminal = (): boolean => isTerminal(1);
export const stderrIsTerminal = (): boolean => isTerminal(2);
/** Where somebody would be asked. */
export const stdinIsTerminal = (): boolean => isTerminal(0, true);
