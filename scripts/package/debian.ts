/** Makes `.deb` packages with dpkg-deb: one for each architecture with the single file, and one for Debian's own Node. */
import { createHash } from 'node:crypto';
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { copyCompletions, copyTo, layProgram, settle } from './tree.ts';

/** Publishers set SSOENV_MAINTAINER to their own name. */
const MAINTAINER = process.env.SSOENV_MAINTAINER ?? 'The ssoenv authors <ssoenv@example.org>';

export interface DebianPackage {
	readonly name: 'ssoenv' | 'ssoenv-node';
	readonly architecture: 'amd64' | 'arm64' | 'all';
	readonly version: string;
	readonly epoch: number;
	readonly depends: string;
	/** Path of the built program. For `all`, dist/ is taken. */
	readonly program: string | undefined;
}

const OVERRIDES: Readonly<Record<DebianPackage['name'], string>> = {
	ssoenv: `# The runtime holds its libraries, and what follows its end is the program, which stripping would cut off.
ssoenv: embedded-library
ssoenv: unstripped-binary-or-object
# A template, which ssoenv install --launcher fills in.
ssoenv: script-not-executable
# It is linked where it is built, not here.
ssoenv: hardening-no-pie
ssoenv: hardening-no-relro
`,
	'ssoenv-node': `# A template, which ssoenv install --launcher fills in.
ssoenv-node: script-not-executable
`,
};

const control = (
	{ name, architecture, version, depends }: DebianPackage,
	kilobytes: number,
): string => `Package: ${name}
Version: ${version}
Architecture: ${architecture}
Maintainer: ${MAINTAINER}
Installed-Size: ${kilobytes}
Depends: ${depends}
Suggests: bash-completion
Conflicts: ${name === 'ssoenv' ? 'ssoenv-node' : 'ssoenv'}
Replaces: ${name === 'ssoenv' ? 'ssoenv-node' : 'ssoenv'}
Section: utils
Priority: optional
Description: AWS IAM Identity Center role credentials for your shell
 ssoenv signs in to AWS IAM Identity Center and puts temporary role
 credentials into the shell you are in, next to the AWS CLI and on the same
 files. A prompt shows the role and its time left, Tab completes profile
 names, and credentials renew themselves before they expire.
${name === 'ssoenv' ? ' .\n This package needs no Node.js: it holds its runtime.\n' : ' .\n This package runs in the Node.js of the distribution.\n'}`;

const COPYRIGHT = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: ssoenv

Files: *
Copyright: 2026 The ssoenv authors
License: Expat
`;

/** The runtime in the single file. */
const RUNTIME_COPYRIGHT = `
Files: usr/lib/ssoenv/ssoenv
Copyright: 2026 The ssoenv authors, Oven, the WebKit authors
License: Expat and LGPL-2+
Comment: It holds the Bun runtime (MIT, https://bun.sh) with JavaScriptCore (LGPL-2 and BSD), as npm has it. On Debian
 systems, /usr/share/common-licenses/LGPL-2 has that license.
`;

/** All files below the folder, as paths below it, in a fixed order. */
function filesBelow(folder: string, below = ''): readonly string[] {
	return readdirSync(join(folder, below))
		.sort()
		.flatMap((name) => {
			const path = join(below, name);
			const stat = lstatSync(join(folder, path));
			return stat.isDirectory() ? filesBelow(folder, path) : stat.isFile() ? [path] : [];
		});
}

function writeDocuments(root: string, { name, version, epoch, program }: DebianPackage): void {
	const documents = join(root, 'usr/share/doc', name);
	mkdirSync(documents, { recursive: true });
	const license = readFileSync('LICENSE', 'utf8').split('\n').slice(4).join('\n').trimEnd();
	const indented = license.replaceAll(/^$/gm, '.').replaceAll(/^/gm, ' ');
	const files = program === undefined ? '' : RUNTIME_COPYRIGHT;
	writeFileSync(join(documents, 'copyright'), `${COPYRIGHT}${files}\nLicense: Expat\n${indented}\n`);
	const date = new Date(epoch * 1000).toUTCString().replace('GMT', '+0000');
	const entry = `${name} (${version}) stable; urgency=medium\n\n  * See changelog.gz.\n\n -- ${MAINTAINER}  ${date}\n`;
	writeFileSync(join(documents, 'changelog.Debian.gz'), gzipSync(entry, { level: 9 }));
	writeFileSync(join(documents, 'changelog.gz'), gzipSync(readFileSync('CHANGELOG.md'), { level: 9 }));
	const manual = join(root, 'usr/share/man/man1');
	mkdirSync(manual, { recursive: true });
	writeFileSync(join(manual, 'ssoenv.1.gz'), gzipSync(readFileSync('man/ssoenv.1'), { level: 9 }));
	mkdirSync(join(root, 'usr/share/lintian/overrides'), { recursive: true });
	writeFileSync(join(root, 'usr/share/lintian/overrides', name), OVERRIDES[name]);
}

/** Returns the path of the package. @param root an empty folder for its files */
export async function makeDebianPackage(spec: DebianPackage, root: string, folder: string): Promise<string> {
	const prefix = join(root, 'usr');
	layProgram(prefix, spec.program === undefined ? 'dist/cli.cjs' : 'ssoenv');
	if (spec.program !== undefined) copyTo(join(prefix, 'lib/ssoenv/ssoenv'), spec.program);
	else {
		const isOwn = (path: string) => !path.endsWith('meta.json');
		cpSync('dist', join(prefix, 'lib/ssoenv/dist'), { recursive: true, filter: isOwn });
	}
	copyCompletions(prefix, {
		bash: 'share/bash-completion/completions',
		zsh: 'share/zsh/vendor-completions',
		fish: 'share/fish/vendor_completions.d',
	});
	writeDocuments(root, spec);
	const files = filesBelow(root);
	const kilobytes = files.reduce((sum, path) => sum + Math.ceil(lstatSync(join(root, path)).size / 1024), 0);
	const sums = files.map(
		(path) =>
			`${createHash('md5')
				.update(readFileSync(join(root, path)))
				.digest('hex')}  ${path}\n`,
	);
	mkdirSync(join(root, 'DEBIAN'));
	writeFileSync(join(root, 'DEBIAN/control'), control(spec, kilobytes));
	writeFileSync(join(root, 'DEBIAN/md5sums'), sums.join(''));
	settle(root, spec.epoch);
	const file = join(folder, `${spec.name}_${spec.version}_${spec.architecture}.deb`);
	// The usual level, 6, takes three times as long, and makes the package a tenth smaller. With several threads, the bytes
	// would depend on how many there are.
	await execa('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--threads-max=1', '--build', root, file], {
		env: { SOURCE_DATE_EPOCH: String(spec.epoch) },
	});
	return file;
}
