/**
 * The main job, shown without an AWS account: a fake IAM Identity Center on loopback, a home with three profiles, and the
 * built program in every shell that is found. `--shell NAME` leaves you in an interactive shell instead.
 */
import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { execa } from 'execa';
import { type Home, makeHome } from '../../test/support/home.ts';
import type { SignIn } from '../../test/support/identity-center/identity-center.ts';
import { startIdentityCenter } from '../../test/support/identity-center/server.ts';

const CONFIG = `[sso-session corp]
sso_start_url = https://d-1234567890.awsapps.com/start
sso_region = us-east-1

[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = PowerUser
region = eu-west-1

[profile staging]
sso_session = corp
sso_account_id = 222222222222
sso_role_name = ReadOnly
region = us-west-2

[profile prod]
sso_session = corp
sso_account_id = 333333333333
sso_role_name = PowerUser
`;

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const SHELLS = [
	{ name: 'bash', walk: 'walk.sh', options: ['--noprofile', '--norc'] },
	{ name: 'zsh', walk: 'walk.sh', options: ['-f'] },
	{ name: 'dash', walk: 'walk.sh', options: [] },
	{ name: 'fish', walk: 'walk.fish', options: ['--no-config'] },
	{ name: 'pwsh', walk: 'walk.ps1', options: ['-NoLogo', '-NoProfile'] },
] as const;

const heading = (text: string): void => console.log(`\n${styleText(['bold', 'cyan'], `── ${text} ──`)}`);

const isInstalled = async (shell: string): Promise<boolean> =>
	!(await execa(shell, ['-c', 'exit'], { reject: false, stdio: 'ignore' })).failed;

/** A home that is signed in: the token file that a sign-in leaves, and the program on PATH. */
function makeSignedInHome(signIn: SignIn): Home {
	const token = JSON.stringify({ ...signIn, expiresAt: signIn.expiresAt.toISOString() });
	const tokenFile = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`;
	const home = makeHome({ '.aws/config': CONFIG, [tokenFile]: token, 'bin/README': 'the demo puts ssoenv here\n' });
	symlinkSync(here('../../dist/cli.js'), home.file('bin/ssoenv'));
	return home;
}

/** What of the person's own variables the demo must not see. */
const isForeign = (name: string): boolean => /^(AWS|SSOENV)_/.test(name);

async function playIn(shell: string, env: NodeJS.ProcessEnv): Promise<boolean> {
	const found = SHELLS.find(({ name }) => name === shell);
	if (found === undefined) throw new Error(`--shell is one of ${SHELLS.map(({ name }) => name).join(', ')}`);
	console.log('Profiles: dev, staging, prod. Try `ssoenv list`, then `ssoenv use --help`. Leave with exit.');
	await execa(shell, found.options, { env, extendEnv: false, stdio: 'inherit', reject: false });
	return true;
}

async function walkThrough(env: NodeJS.ProcessEnv): Promise<boolean> {
	let isWell = true;
	const run = async (title: string, shell: string, args: readonly string[]) => {
		heading(title);
		const { failed } = await execa(shell, args, { env, extendEnv: false, stdio: 'inherit', reject: false });
		isWell &&= !failed;
	};
	for (const { name, walk, options } of SHELLS) {
		if (await isInstalled(name)) await run(name, name, [...options, ...(name === 'pwsh' ? ['-File'] : []), here(walk)]);
		else heading(`${name} is not installed: skipped`);
	}
	await run('formats of export', 'sh', [here('formats.sh')]);
	return isWell;
}

const { values } = parseArgs({ options: { shell: { type: 'string' } } });
const identityCenter = await startIdentityCenter();
const home = makeSignedInHome(identityCenter.signIn({ expiresInSeconds: 8 * 3600 }));
try {
	const own = Object.entries(process.env).filter(([name]) => !isForeign(name));
	const path = `${home.file('bin')}${delimiter}${process.env.PATH}`;
	const env = { ...Object.fromEntries(own), ...identityCenter.environment, HOME: home.path, PATH: path };
	heading(`a fake IAM Identity Center listens on ${identityCenter.url.sso.replace(/\/[^/]*$/, '')}`);
	const isWell = await (values.shell === undefined ? walkThrough(env) : playIn(values.shell, env));
	process.exitCode = isWell ? 0 : 1;
	if (values.shell === undefined) heading(isWell ? 'done: everything behaved as it should' : 'something went wrong');
} finally {
	home.remove();
	await identityCenter.close();
}
