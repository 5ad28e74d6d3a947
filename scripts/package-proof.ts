/**
 * `npm run package-proof`: installs the packages of `release/` in fresh systems of Debian 12 and 13 without Node, uses and
 * removes them: scripts/package/proof.sh. It needs root and mmdebstrap; `-- --systems /folder` keeps the systems there,
 * `--release /folder` takes the packages from there, and `--only trixie` tries one system.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
	copyFileSync,
	cpSync,
	createReadStream,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { version } from '../src/version.ts';
import { startIdentityCenter } from '../test/support/identity-center/server.ts';
import { CORP, signedInHome } from '../test/support/sign-in/signed-in-home.ts';
import { filledIn, type Sums } from './package/manifests.ts';
import { ownTarget } from './single-file/targets.ts';

const { values } = parseArgs({
	options: { systems: { type: 'string' }, release: { type: 'string' }, only: { type: 'string' } },
});
const release = values.release ?? 'release';
const systems = values.systems ?? join(homedir(), '.cache/ssoenv-package-proof');
const CONFIG = `${CORP}[profile dev]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-west-1
`;

const target = ownTarget();
const isForHere = (name: string) =>
	name.endsWith(`${target.name}.tar.gz`) || name.endsWith(`_${target.debian ?? 'none'}.deb`);

/** People get the archives of a release from a server. */
const server = createServer((request, response) => {
	createReadStream(join(release, basename(request.url ?? '')))
		.on('error', () => response.destroy())
		.pipe(response);
});
await once(server.listen(0, '127.0.0.1'), 'listening');

/** Writes the script that installs the archive of this machine, and one that expects another archive. */
function writeInstallers(folder: string): void {
	const address = server.address();
	const from = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
	const name = `ssoenv-${version}-${target.name}.tar.gz`;
	const sum = createHash('sha256')
		.update(readFileSync(join(release, name)))
		.digest('hex');
	const text = (sums: Sums) => filledIn('install.sh', { version, sums, from }).text;
	writeFileSync(join(folder, 'install.sh'), text(new Map([[name, sum]])));
	writeFileSync(join(folder, 'wrong.sh'), text(new Map([[name, '0'.repeat(sum.length)]])));
}

const identityCenter = await startIdentityCenter();
const home = signedInHome(CONFIG, identityCenter.signIn());
try {
	for (const suite of ['bookworm', 'trixie'].filter((name) => name.includes(values.only ?? ''))) await prove(suite);
} finally {
	home.remove();
	await identityCenter.close();
	server.close();
}

async function prove(suite: string): Promise<void> {
	const root = join(systems, suite);
	mkdirSync(systems, { recursive: true });
	const packages = ['--variant=minbase', '--include=bash-completion,zsh,fish,curl'];
	if (!existsSync(join(root, 'usr/bin/curl'))) await execa('mmdebstrap', [...packages, suite, root]);
	const folder = mkdtempSync(join(root, 'tmp/proof-'));
	try {
		for (const name of readdirSync(release).filter(isForHere)) {
			copyFileSync(join(release, name), join(folder, name));
		}
		copyFileSync('scripts/package/proof.sh', join(folder, 'proof.sh'));
		writeInstallers(folder);
		cpSync(home.path, join(folder, 'home'), { recursive: true });
		const inside = folder.slice(root.length);
		// What is mounted in a namespace of its own is gone when the proof ends.
		const mounted =
			'mount --bind /proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "$0" /bin/sh "$1/proof.sh"';
		const { exitCode } = await execa('unshare', ['--mount', 'sh', '-c', mounted, root, inside], {
			env: {
				PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
				LANG: 'C.UTF-8',
				...identityCenter.environment,
				PACKAGES: inside,
				MAKER_HOME: `${inside}/home`,
			},
			extendEnv: false,
			reject: false,
			stdio: ['ignore', 'inherit', 'inherit'],
		});
		console.log(`${exitCode === 0 ? 'ok' : 'NOT ok'}: ${suite}`);
		if (exitCode !== 0) process.exitCode = 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
