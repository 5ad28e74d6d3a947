/**
 * The main job, shown without an AWS account: a fake IAM Identity Center on loopback, a home with three profiles, and the
 * built program in every shell that is found. `--shell NAME` leaves you in an interactive shell instead.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { execa } from 'execa';
import { openScene } from './scene.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const POSIX_USE = 'eval "$(ssoenv use dev)"';

const SHELLS = [
	{ name: 'bash', use: POSIX_USE, walk: 'walk.sh', options: ['--noprofile', '--norc'] },
	{ name: 'zsh', use: POSIX_USE, walk: 'walk.sh', options: ['-f'] },
	{ name: 'dash', use: POSIX_USE, walk: 'walk.sh', options: [] },
	{ name: 'fish', use: 'ssoenv use dev | source', walk: 'walk.fish', options: ['--no-config'] },
	{ name: 'pwsh', use: 'ssoenv use dev | Invoke-Expression', walk: 'walk.ps1', options: ['-NoLogo', '-NoProfile'] },
] as const;

const heading = (text: string): void => console.log(`\n${styleText(['bold', 'cyan'], `── ${text} ──`)}`);

const isInstalled = async (shell: string, env: NodeJS.ProcessEnv): Promise<boolean> =>
	!(await execa(shell, ['-c', 'exit'], { env, extendEnv: false, reject: false, stdio: 'ignore' })).failed;

/** Other names of the shells, as ssoenv calls them. */
const ALIASES = new Map([
	['sh', 'dash'],
	['powershell', 'pwsh'],
]);

async function playIn(named: string, env: NodeJS.ProcessEnv): Promise<boolean> {
	const found = SHELLS.find(({ name }) => name === (ALIASES.get(named) ?? named));
	if (found === undefined) {
		console.error(`demo: --shell is one of ${SHELLS.map(({ name }) => name).join(', ')}`);
		return false;
	}
	console.log(`Profiles: dev, staging, prod. Try: ssoenv list, then: ${found.use}. Leave with exit.`);
	await execa(found.name, found.options, { env, extendEnv: false, stdio: 'inherit', reject: false });
	return true;
}

async function walkThrough(env: NodeJS.ProcessEnv): Promise<boolean> {
	let isWell = true;
	const run = async (title: string, shell: string, args: readonly string[]) => {
		heading(title);
		const { failed } = await execa(shell, args, { env, extendEnv: false, stdio: 'inherit', reject: false });
		isWell &&= !failed;
	};
	await run('signing in, once for all shells and for the AWS CLI', 'sh', [here('sign-in.sh')]);
	for (const { name, walk, options } of SHELLS) {
		if (await isInstalled(name, env))
			await run(name, name, [...options, ...(name === 'pwsh' ? ['-File'] : []), here(walk)]);
		else heading(`${name} is not installed: skipped`);
	}
	await run('formats of export', 'sh', [here('formats.sh')]);
	return isWell;
}

const { values } = parseArgs({ options: { shell: { type: 'string' } } });
const scene = await openScene();
try {
	heading(`a fake IAM Identity Center listens on ${scene.identityCenter.url.sso.replace(/\/[^/]*$/, '')}`);
	const isWell = await (values.shell === undefined ? walkThrough(scene.env) : playIn(values.shell, scene.env));
	process.exitCode = isWell ? 0 : 1;
	if (values.shell === undefined) heading(isWell ? 'done: everything behaved as it should' : 'something went wrong');
} finally {
	await scene.close();
}
