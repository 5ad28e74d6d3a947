/** A person who is signed in and runs `ssoenv serve`, and programs that ask it. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { releaseAll } from '../program/release.ts';
import { type RunningProgram, startSsoenv } from '../program/running-program.ts';
import { CHAINS, type ChainScene, withChains } from './chain-scene.ts';

export interface EndpointScene extends ChainScene {
	readonly program: RunningProgram;
	readonly port: number;
	/** Sends a request as it is, and reads until the server closes the connection. */
	readonly send: (request: string) => Promise<string>;
}

/** Clients that run across expiries take long on a busy machine. */
const LIFE_MS = 180_000;

/** @param words behind `serve`; `HOME/` at the beginning of one is the home of the person */
export function withEndpoint(
	words: readonly string[],
	work: (scene: EndpointScene) => Promise<void>,
	config = CHAINS,
	prepare: (scene: ChainScene) => void = () => undefined,
): Promise<void> {
	return withChains(async (scene) => {
		prepare(scene);
		const inHome = words.map((word) => word.replace(/^HOME\//, `${scene.home.path}/`));
		const program = startSsoenv(['serve', ...inHome], { ...scene.env, SSOENV_SHELL: 'bash' }, [], LIFE_MS);
		try {
			const [, port] = await program.said(/serving .* on 127\.0\.0\.1:(\d+)\n/);
			const send = (request: string) => {
				const socket = connect(Number(port), '127.0.0.1').setEncoding('latin1');
				socket.write(request);
				return text(socket);
			};
			await work({ ...scene, program, port: Number(port), send });
		} finally {
			program.kill('SIGKILL');
			await releaseAll(() => program.ended);
		}
	}, config);
}

/** Returns the variables of a file, as `docker run --env-file` reads them. */
export const variablesIn = (path: string): Readonly<Record<string, string>> =>
	Object.fromEntries(
		readFileSync(path, 'utf8')
			.split('\n')
			.filter((line) => line !== '' && !line.startsWith('#'))
			.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
	);
