/**
 * Writes to stdout and stderr. stdout is for programs: shell code or the requested format, written once, at the end.
 * stderr is for people, one fact per line: `ssoenv: …`, lower case, no final period; `ssoenv: hint: …` is a command to
 * paste. Messages pass through `printable`, so that text from files and servers cannot control the terminal.
 */
import { fstatSync, writeSync } from 'node:fs';
import { failures } from '../../core/failure/failures.ts';
import { printable } from '../../core/text/printable.ts';
import type { OutputStream } from '../../ports/programs.ts';
import { pause } from '../machine/pause.ts';
import { fileReason, systemErrorCode } from '../machine/system-error.ts';

/** How often to try again while a pipe is full. */
const FULL_PIPE_MS = 5;

/** Returns how many bytes were written: 0 if the pipe is full; undefined if the reader is gone, which is not an error. */
function writeSome(descriptor: number, bytes: Uint8Array): number | undefined {
	try {
		return writeSync(descriptor, bytes);
	} catch (error) {
		const code = systemErrorCode(error);
		if (code === 'EAGAIN') return 0;
		if (code === 'EPIPE') return undefined;
		throw error;
	}
}

/**
 * Writes all of the text before it returns, so that ending the process cannot cut it off. Returns false if the reader is
 * gone.
 */
function write(descriptor: number, text: string | Uint8Array): boolean {
	let rest: Uint8Array = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
	while (rest.length > 0) {
		const written = writeSome(descriptor, rest);
		if (written === undefined) return false;
		if (written === 0) pause(FULL_PIPE_MS);
		rest = rest.subarray(written);
	}
	return true;
}

/** Writes to stderr and ignores errors: they must not change the outcome of the command. */
function writeToPerson(text: string): void {
	try {
		write(2, text);
	} catch {
		// stderr is full, closed or hung up.
	}
}

/**
 * Whether a device is a terminal, by its number on Linux (Documentation/admin-guide/devices.txt): major 1 is
 * `/dev/null` and similar, 136 to 143 are pseudo-terminals. Undefined for other devices: `node:tty` knows, but takes
 * 3 ms to load, 9 % of a warm `use`.
 */
function isTerminalDevice(device: number): boolean | undefined {
	const major = (device >> 8) & 0xfff;
	if (process.platform !== 'linux') return undefined;
	return major === 1 ? false : major >= 136 && major <= 143 ? true : undefined;
}

/** @param isCertain asks the terminal itself, because a closed terminal window keeps its device number */
function isTerminal(descriptor: number, isCertain = false): boolean {
	try {
		const stat = fstatSync(descriptor);
		// Pipes and files need no check of the terminal.
		if (!stat.isCharacterDevice()) return false;
		const isKnown = isCertain ? undefined : isTerminalDevice(stat.rdev);
		return isKnown ?? process.getBuiltinModule('node:tty').isatty(descriptor);
	} catch {
		return false;
	}
}

/** Why stdout failed, for errors that `fileReason` would describe as those of a file. */
const STDOUT_REASONS: Readonly<Record<string, string>> = { EIO: 'the terminal is gone', EBADF: 'it is closed' };

/** Writes the output for programs. @throws Failure `output-failed` */
export function stdout(text: string): void {
	try {
		write(1, text);
	} catch (error) {
		throw failures.outputFailed({ reason: STDOUT_REASONS[systemErrorCode(error) ?? ''] ?? fileReason(error) });
	}
}

/** Writes the output of another program. Returns false if the reader is gone. @throws Failure `output-failed` */
export function passOn(stream: OutputStream, bytes: Uint8Array): boolean {
	try {
		return write(stream === 'stdout' ? 1 : 2, bytes);
	} catch (error) {
		throw failures.outputFailed({ reason: STDOUT_REASONS[systemErrorCode(error) ?? ''] ?? fileReason(error) });
	}
}

/** Writes text as it is, such as help, for the person. */
export const stderr = (text: string): void => writeToPerson(text);
/** Writes one line for the person, with the prefix `ssoenv: `. */
export const say = (line: string): void => writeToPerson(`ssoenv: ${printable(line)}\n`);
export const stdoutIsTerminal = (): boolean => isTerminal(1);
export const stderrIsTerminal = (): boolean => isTerminal(2);
/** Asks the terminal itself, because a prompt would wait for its input. */
export const stdinIsTerminal = (): boolean => isTerminal(0, true);
