/**
 * `npm run bun`: a second bundler proves that the source means what it says. `bun build --compile` makes a program of
 * src/cli.ts with no plugin, and this script signs in and uses a role with it, against the fake IAM Identity Center.
 * Without bun on PATH the script says so and does nothing.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { openScene } from './demo/scene.ts';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

/** The arguments of each run, in this order, and the output to expect. */
const RUNS: readonly (readonly [args: string, stdout: RegExp])[] = [
	['--version', /^\d+\.\d+\.\d+\n$/],
	['login --help', /\nusage: ssoenv login \[PROFILE\] \[OPTIONS\]\n[\s\S]*--device-code/],
	['login dev', /^$/],
	['use dev --shell bash', /AWS_SESSION_TOKEN='[^']{100,}'[\s\S]*SSOENV_PROFILE='dev'/],
	['use dev --shell bash', /AWS_SESSION_TOKEN='[^']{100,}'[\s\S]*SSOENV_PROFILE='dev'/],
	['list', /^PROFILE[^\n]*\ndev +corp +111111111111 +PowerUser +eu-west-1\n/],
	['status', /sso-session "corp": signed in/],
	['configure audit --sso-session corp --account 333333333333 --role ReadOnly --region eu-west-1', /^$/],
	['use audit --shell fish', /SSOENV_PROFILE 'audit'/],
];

const isInstalled = !(await execa('bun', ['--version'], { reject: false, stdio: 'ignore' })).failed;
if (isInstalled) await prove();
else console.log('bun is not on PATH: skipped');

async function prove(): Promise<void> {
	const scene = await openScene();
	try {
		const program = scene.home.file('bin/ssoenv-by-bun');
		await execa('bun', ['build', '--compile', CLI, '--outfile', program], { stdio: 'ignore' });
		for (const [args, expected] of RUNS) {
			const run = await execa(program, args.split(' '), {
				env: scene.env,
				extendEnv: false,
				reject: false,
				stdin: 'ignore',
			});
			const stdout = run.stdout === '' ? '' : `${run.stdout}\n`;
			const isGood = run.exitCode === 0 && expected.test(stdout);
			console.log(`${isGood ? 'ok' : 'NOT ok'}: ssoenv ${args}`);
			if (isGood) continue;
			console.log(`exit status ${run.exitCode}\n${stdout}${run.stderr}`);
			process.exitCode = 1;
		}
		const config = readFileSync(scene.home.file('.aws/config'), 'utf8');
		if (!config.includes('[profile audit]')) throw new Error('configure has not written the profile');
	} finally {
		await scene.close();
	}
}
