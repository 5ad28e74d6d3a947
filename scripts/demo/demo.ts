/**
 * Shows the main job without an AWS account: a fake IAM Identity Center on loopback, a home with three profiles, and
 * the built program in every installed shell. `--shell NAME` opens an interactive shell instead.
 */
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { execa } from 'execa';
import { openScene, type Scene } from './scene.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const SHELLS = [
	{
		name: 'bash',
		walk: 'walk.sh',
		options: ['--noprofile', '--norc'],
		play: ['-i'],
		rc: '.bashrc',
		prompt: "PS1='$SSOENV_PROMPT> '",
	},
	{
		name: 'zsh',
		walk: 'walk.sh',
		options: ['-f'],
		play: ['-i'],
		rc: '.zshrc',
		prompt: 'PROMPT="$ssoenv_prompt%# "; autoload -Uz compinit; compinit',
	},
	{ name: 'dash', walk: 'walk.sh', options: [], play: ['-i'], rc: '.profile', prompt: "PS1='$ '" },
	{
		name: 'fish',
		walk: 'walk.fish',
		options: ['--no-config'],
		play: [],
		rc: '.config/fish/config.fish',
		prompt: 'function fish_prompt; echo -n "$SSOENV_PROMPT> "; end',
	},
	{
		name: 'pwsh',
		walk: 'walk.ps1',
		options: ['-NoLogo', '-NoProfile'],
		play: ['-NoLogo'],
		rc: '.config/powershell/profile.ps1',
		prompt: 'function prompt { "$(if ($role = Get-SsoenvPrompt) { "$role " })PS> " }',
	},
] as const;

const heading = (text: string): void => console.log(`\n${styleText(['bold', 'cyan'], `── ${text} ──`)}`);

const isInstalled = async (shell: string, env: NodeJS.ProcessEnv): Promise<boolean> =>
	!(await execa(shell, ['-c', 'exit'], { env, extendEnv: false, reject: false, stdio: 'ignore' })).failed;

/** Other names of the shells. */
const ALIASES = new Map([
	['sh', 'dash'],
	['powershell', 'pwsh'],
]);

/** Opens an interactive shell as after `ssoenv install`, with the role in its prompt. */
async function playIn(named: string, { env, home }: Scene): Promise<boolean> {
	const shell = SHELLS.find(({ name }) => name === (ALIASES.get(named) ?? named));
	if (shell === undefined) {
		console.error(`demo: --shell is one of ${SHELLS.map(({ name }) => name).join(', ')}`);
		return false;
	}
	// Start-up files are read from the demo's home.
	const { XDG_CONFIG_HOME: _, ZDOTDIR: __, ...own } = env;
	const options = {
		env: { ...own, ENV: home.file('.profile') },
		extendEnv: false,
		stdio: 'inherit',
		reject: false,
	} as const;
	const asNamed = [...ALIASES].find(([, name]) => name === shell.name)?.[0] ?? shell.name;
	if ((await execa('ssoenv', ['install', asNamed], options)).failed) return false;
	appendFileSync(home.file(shell.rc), `${shell.prompt}\n`);
	heading('profiles: dev, staging, prod. Try: ssoenv use dev, Tab, ssoenv off. Leave with exit');
	await execa(shell.name, shell.play, options);
	return true;
}

async function walkThrough(env: NodeJS.ProcessEnv): Promise<boolean> {
	let hasSucceeded = true;
	const run = async (title: string, shell: string, args: readonly string[]) => {
		heading(title);
		const { failed } = await execa(shell, args, { env, extendEnv: false, stdio: 'inherit', reject: false });
		hasSucceeded &&= !failed;
	};
	await run('signing in, once for all shells and for the AWS CLI', 'sh', [here('sign-in.sh')]);
	for (const { name, walk, options } of SHELLS) {
		if (await isInstalled(name, env))
			await run(name, name, [...options, ...(name === 'pwsh' ? ['-File'] : []), here(walk)]);
		else heading(`${name} is not installed: skipped`);
	}
	await run('formats of export', 'sh', [here('formats.sh')]);
	return hasSucceeded;
}

const { values } = parseArgs({ options: { shell: { type: 'string' } } });
const scene = await openScene();
try {
	heading(`a fake IAM Identity Center listens on ${scene.identityCenter.url.sso.replace(/\/[^/]*$/, '')}`);
	const hasSucceeded = await (values.shell === undefined ? walkThrough(scene.env) : playIn(values.shell, scene));
	process.exitCode = hasSucceeded ? 0 : 1;
	if (values.shell === undefined)
		heading(hasSucceeded ? 'done: everything behaved as it should' : 'something went wrong');
} finally {
	await scene.close();
}
