/**
 * `npm run package`: fills `release/` with what people install that have no npm: archives and Debian packages, with their
 * checksums and the bill of materials. `-- --only 'linux-x64$|amd64'` makes only some. Two builds of one commit have the
 * same bytes: all times are those of the commit, or of SOURCE_DATE_EPOCH.
 */
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { version } from '../src/version.ts';
import { packTarball } from './package/archive.ts';
import { makeDebianPackage } from './package/debian.ts';
import { layPowerShellModule, writeManifests } from './package/manifests.ts';
import { billOfMaterials } from './package/materials.ts';
import { copyCompletions, copyShellParts, copyTo, layProgram, settle } from './package/tree.ts';
import { buildProgram } from './single-file/build-program.ts';
import { TARGETS, type Target } from './single-file/targets.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, to: { type: 'string' } } });
const only = new RegExp(values.only ?? '');
const release = resolve(values.to ?? 'release');

async function commitTime(): Promise<number> {
	const { stdout } = await execa('git', ['log', '-1', '--format=%ct']);
	return Number(stdout);
}

const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? (await commitTime()));

/** Does the work in an empty folder, which is gone afterwards. */
async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'ssoenv-package-'));
	try {
		await work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function makeArchive({ name, system }: Target, program: string): Promise<void> {
	await inFolder(async (folder) => {
		const top = `ssoenv-${version}-${name}`;
		const root = join(folder, top);
		if (system === 'windows') {
			copyShellParts(root);
			copyTo(join(root, 'ssoenv.exe'), program);
			// Windows has no links that everyone may make, and these lead to shells that it lacks.
			for (const part of ['conf.d', 'functions']) rmSync(join(root, part), { recursive: true });
		} else {
			layProgram(root, 'ssoenv');
			copyTo(join(root, 'lib/ssoenv/ssoenv'), program);
			copyCompletions(root, {
				bash: 'share/bash-completion/completions',
				zsh: 'share/zsh/site-functions',
				fish: 'share/fish/vendor_completions.d',
			});
			copyTo(join(root, 'share/man/man1/ssoenv.1'), 'man/ssoenv.1');
		}
		for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md']) copyTo(join(root, file), file);
		settle(root, epoch);
		await packTarball(join(release, `${top}.tar.gz`), folder, top, epoch);
	});
}

async function makeFor(target: Target): Promise<void> {
	const isWanted = { archive: only.test(target.name), debian: only.test(target.debian ?? ' ') && target.debian };
	if (!isWanted.archive && !isWanted.debian) return;
	const program = await buildProgram(target, join(release, 'single', target.name));
	if (isWanted.archive) await makeArchive(target, program);
	const { debian: architecture } = target;
	if (!isWanted.debian || architecture === undefined) return;
	const spec = { name: 'ssoenv', architecture, version, epoch, program, depends: 'libc6 (>= 2.28)' } as const;
	await inFolder(async (folder) => void (await makeDebianPackage(spec, join(folder, 'root'), release)));
}

async function sha256(path: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(path), hash);
	return hash.digest('hex');
}

mkdirSync(release, { recursive: true });
for (const target of TARGETS) await makeFor(target);
if (only.test('all')) {
	const depends = 'nodejs (>= 20.19)';
	const spec = { name: 'ssoenv-node', architecture: 'all', version, epoch, program: undefined, depends } as const;
	await inFolder(async (folder) => void (await makeDebianPackage(spec, join(folder, 'root'), release)));
}
writeFileSync(join(release, `ssoenv-${version}.cdx.json`), billOfMaterials(version, epoch));
const made = readdirSync(release).filter((name) => /\.(?:tar\.gz|deb|cdx\.json)$/.test(name));
const sums = await Promise.all(made.sort().map(async (name) => [name, await sha256(join(release, name))] as const));
writeFileSync(join(release, 'SHA256SUMS'), sums.map(([name, sum]) => `${sum}  ${name}\n`).join(''));
writeManifests(release, version, new Map(sums));
layPowerShellModule(release);
console.log(readFileSync(join(release, 'SHA256SUMS'), 'utf8'));
