/** Times each command from start to end, and counts the requests of `use` with an empty cache. */
import { CORP } from '../test/support/sign-in/signed-in-home.ts';
import type { Row } from './rows.ts';
import { profiles, type Scene } from './scene.ts';
import { singleFileJobs } from './single-file.ts';
import { bareNode, type Job, takeTurns, time } from './turns.ts';

const ASSUMED = `[profile deploy]
role_arn = arn:aws:iam::333333333333:role/Deploy
source_profile = dev
region = eu-west-1
`;

export async function timeCommands(scene: Scene, turns: number): Promise<readonly Row[]> {
	const withChain = sceneWithChain(scene);
	try {
		return await timeIn(scene, withChain, turns);
	} finally {
		await withChain.close();
	}
}

/** Makes a scene with the profile `deploy`, which assumes a role. */
export const sceneWithChain = (scene: Scene): Scene => scene.another(CORP + profiles(1) + ASSUMED);

/** Returns the runs of the program. @param withChain a scene with the profile `deploy` */
export function programJobs(scene: Scene, withChain: Scene): readonly Job[] {
	const { env, job, forget } = scene;
	const { SSOENV_SHELL, ...unknownShell } = env;
	return [
		job('use, warm', ['use', 'dev', '--shell', 'bash']),
		job('use, warm, shell found by itself', ['use', 'dev'], { env: unknownShell }),
		withChain.job('use, warm, a role of another role', ['use', 'deploy', '--shell', 'bash']),
		job('use, cold: one request on loopback', ['use', 'dev', '--shell', 'bash'], { prepare: forget }),
		job('export --format env', ['export', 'dev', '--format', 'env']),
		job('exec dev -- true', ['exec', 'dev', '--', 'true']),
		job('exec dev --renew -- true', ['exec', 'dev', '--renew', '--', 'true']),
		job('list', ['list']),
		job('status', ['status']),
		job('--version', ['--version']),
		job('--help', ['--help']),
		job('use --help', ['use', '--help']),
	];
}

async function timeIn(scene: Scene, withChain: Scene, turns: number): Promise<readonly Row[]> {
	const { env } = scene;
	const base = bareNode(env);
	const jobs = [
		base,
		{ name: 'true: an empty program', file: 'true', args: [], env },
		...programJobs(scene, withChain),
		requestAlone(scene),
		{ name: 'env true: what exec adds to', file: 'env', args: ['true'], env },
		...singleFileJobs(scene),
	];
	return [...(await takeTurns('commands', base, jobs, turns)), ...(await countRequests(scene))];
}

/** The least that a cold `use` must do: a request, by Node's own client. */
const requestAlone = ({ env, identityCenter }: Scene): Job => ({
	name: 'one request on loopback, by Node alone',
	file: process.execPath,
	args: ['-e', "require('node:http').get(process.argv[1], (answer) => answer.resume())", identityCenter.url.sso],
	env,
});

async function countRequests({ identityCenter, job, forget }: Scene): Promise<readonly Row[]> {
	const before = { requests: identityCenter.requests.length, connections: identityCenter.connections() };
	await time(job('use, cold', ['use', 'dev', '--shell', 'bash'], { prepare: forget }));
	const counts = {
		requests: identityCenter.requests.length - before.requests,
		connections: identityCenter.connections() - before.connections,
	};
	return Object.entries(counts).map(([name, count]) => ({
		group: 'commands',
		name: `use, cold: ${name}`,
		unit: '',
		samples: [count],
		baseline: [],
	}));
}
