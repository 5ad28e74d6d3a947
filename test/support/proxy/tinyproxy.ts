/** Runs tinyproxy, a proxy that other people wrote, on loopback. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Home } from '../files/home.ts';
import { freePort } from '../program/free-port.ts';
import { runCommand } from '../program/program.ts';
import { killAll } from '../program/release.ts';
import { until } from '../program/until.ts';

export interface Tinyproxy {
	readonly port: number;
	/** The requests that it has logged, such as `CONNECT host:443`. */
	requests(): readonly string[];
	stop(): Promise<void>;
}

interface Rules {
	/** The user and the password that it wants. */
	readonly credentials?: readonly [user: string, password: string];
	/** The only port that it connects to. */
	readonly connectPort?: number;
}

export const hasTinyproxy = await runCommand('tinyproxy', ['-v'], {}).then(
	({ exitCode }) => exitCode === 0,
	() => false,
);

/** Resolves once the port accepts connections. */
async function listening(port: number): Promise<void> {
	let isReady = false;
	await until('tinyproxy', () => {
		const socket = connect(port, '127.0.0.1', () => {
			isReady = true;
			socket.destroy();
		});
		socket.on('error', () => undefined);
		return isReady || undefined;
	});
}

/** Starts it with its files in the home. */
export async function startTinyproxy(home: Home, { credentials, connectPort }: Rules = {}): Promise<Tinyproxy> {
	const port = await freePort();
	const log = home.file(`tinyproxy-${port}.log`);
	const lines = [
		`Port ${port}`,
		'Listen 127.0.0.1',
		'Allow 127.0.0.1',
		'Timeout 60',
		'LogLevel Connect',
		`LogFile "${log}"`,
		...(credentials === undefined ? [] : [`BasicAuth ${credentials.join(' ')}`]),
		...(connectPort === undefined ? [] : [`ConnectPort ${connectPort}`]),
	];
	const config = home.write(`tinyproxy-${port}.conf`, `${lines.join('\n')}\n`);
	const child = spawn('tinyproxy', ['-d', '-c', config], { stdio: 'ignore' });
	await listening(port);
	return {
		port,
		requests: () =>
			existsSync(log)
				? [...readFileSync(log, 'utf8').matchAll(/Request \(file descriptor \d+\): (\w+ \S+)/g)].map(
						([, request = '']) => request,
					)
				: [],
		stop: () => killAll([child]),
	};
}
