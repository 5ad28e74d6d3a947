/** What `doctor` finds on the machine: programs, start-up files, modes, locks, the AWS CLI, and the way to AWS. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatHolder, thisProcess } from '../../../src/adapters/lock/lock-holder.ts';
import { startIdentityCenter } from '../identity-center/server.ts';
import { lacksNode, PROGRAM } from '../program/built-program.ts';
import { cacheFileName } from '../sign-in/signed-in-home.ts';
import type { DoctorScene } from './doctor-scene.ts';
import type { ProvokedFinding } from './provoked-finding.ts';

/** Writes a program into a further folder at the end of PATH. */
function elsewhere({ home, bin, set, variables }: DoctorScene, path: string, script: string): string {
	const file = home.write(path, `#!/bin/sh\n${script}\n`);
	chmodSync(file, 0o755);
	set({ PATH: `${variables().PATH ?? bin}:${home.file(dirname(path))}` });
	return file;
}

/** Makes a copy of ssoenv as npm does, in a prefix of its own. */
function installedByNpm(scene: DoctorScene): void {
	const { home } = scene;
	home.write(
		'prefix/lib/node_modules/ssoenv/package.json',
		'{"name":"ssoenv","version":"0.0.9","bin":{"ssoenv":"dist/cli.cjs"}}',
	);
	const file = home.write('prefix/lib/node_modules/ssoenv/dist/cli.cjs', '#!/bin/sh\necho 0.0.9\n');
	chmodSync(file, 0o755);
	mkdirSync(home.file('prefix/bin'));
	symlinkSync('../lib/node_modules/ssoenv/dist/cli.cjs', home.file('prefix/bin/ssoenv'));
	scene.set({ PATH: `${scene.bin}:${home.file('prefix/bin')}` });
}

/** Puts a launcher onto PATH, and changes its text. */
function launcherWith({ home, bin, set }: DoctorScene, change: (text: string) => string): void {
	const env = { HOME: home.path, PATH: bin, SSOENV_SHELL: 'bash' };
	spawnSync(PROGRAM[0], [...PROGRAM.slice(1), 'install', '--launcher'], { env });
	const path = home.file('.local/bin/ssoenv');
	writeFileSync(path, change(readFileSync(path, 'utf8')));
	set({ PATH: `${home.file('.local/bin')}:${bin}` });
}

const inBashrc =
	(change: (text: string) => string) =>
	({ home }: DoctorScene) => {
		const path = home.file('.bashrc');
		writeFileSync(path, change(readFileSync(path, 'utf8')));
	};

const programs: readonly ProvokedFinding[] = [
	{
		check: 'node',
		what: 'an old one first on PATH',
		lacks: lacksNode,
		severity: 'problem',
		prepare: ({ bin, stub }) => {
			rmSync(join(bin, 'node'));
			stub('node', 'echo v16.20.0');
		},
		told: /^the first node on PATH, .*\/bin\/node, is v16\.20\.0, and this is v/,
	},
	{
		check: 'copies',
		what: 'another version',
		severity: 'problem',
		prepare: (scene) => void elsewhere(scene, 'other/ssoenv', 'echo 0.0.9'),
		told: /^.*\/other\/ssoenv on PATH is another ssoenv, 0\.0\.9; this is /,
	},
	{
		check: 'copies',
		what: 'installed by npm',
		severity: 'problem',
		prepare: installedByNpm,
		told: /^.*\/prefix\/bin\/ssoenv on PATH is another ssoenv/,
	},
	{
		check: 'launcher',
		what: 'its program is gone',
		severity: 'problem',
		prepare: (scene) => launcherWith(scene, (text) => text.replace(/(_ssoenv_program=').*'/, "$1/gone/cli.cjs'")),
		told: /\/\.local\/bin\/ssoenv starts \/gone\/cli\.cjs, which is gone$/,
	},
	{
		check: 'launcher',
		what: 'its Node is gone',
		severity: 'problem',
		prepare: (scene) => launcherWith(scene, (text) => text.replace(/(_ssoenv_node=').*'/, "$1/gone/node'")),
		told: /\/\.local\/bin\/ssoenv runs ssoenv with \/gone\/node, which is gone$/,
	},
	{
		check: 'launcher',
		what: 'another version',
		severity: 'problem',
		prepare: (scene) => launcherWith(scene, (text) => text.replace(/(_ssoenv_version=').*'/, "$10.0.9'")),
		told: /\/\.local\/bin\/ssoenv is of version 0\.0\.9, and this is /,
	},
	{
		check: 'launcher',
		what: 'another program',
		severity: 'problem',
		prepare: (scene) => launcherWith(scene, (text) => text.replace(/(_ssoenv_program=').*'/, "$1/bin/sh'")),
		told: /\/\.local\/bin\/ssoenv starts \/bin\/sh, and this is /,
	},
	{
		check: 'launcher-path',
		what: 'not on PATH',
		severity: 'hint',
		prepare: (scene) => {
			launcherWith(scene, (text) => text);
			scene.set({ PATH: scene.bin });
		},
		told: /\/\.local\/bin is not on PATH$/,
	},
	{
		check: 'shell-version',
		what: 'an old zsh',
		severity: 'problem',
		prepare: ({ home, stub }) => {
			home.write('.zshrc', '# ssoenv\n');
			stub('zsh', 'echo zsh 5.0.8');
		},
		told: /^the first zsh on PATH is 5\.0\.8$/,
		byHand: ({ stub }) => stub('zsh', 'echo zsh 5.9'),
	},
	{
		check: 'no-block',
		what: 'no start-up file',
		severity: 'hint',
		prepare: ({ home }) => rmSync(home.file('.bashrc')),
		told: /^.*\/\.bashrc does not load the shell integration$/,
	},
	{
		check: 'damaged-block',
		what: 'without its end',
		severity: 'problem',
		prepare: inBashrc((text) => text.replace(/# <<<.*\n/, '')),
		told: /^line 1 of .*\.bashrc has "# >>> ssoenv >>>", but not the other mark of the block$/,
	},
	{
		check: 'block-twice',
		what: 'two blocks',
		severity: 'hint',
		prepare: inBashrc((text) => text + text),
		told: /\.bashrc has 2 blocks of ssoenv$/,
	},
	{
		check: 'layer',
		what: 'a file that is gone',
		severity: 'problem',
		prepare: inBashrc((text) => text.replace(/'\/.*?\/shell\/ssoenv\.bash'/g, "'/gone/shell/ssoenv.bash'")),
		told: /\.bashrc names \/gone\/shell\/ssoenv\.bash, which is gone$/,
	},
	{
		check: 'layer',
		what: 'a file of another version',
		severity: 'problem',
		prepare: (scene) => {
			const layer = scene.home.write('old/shell/ssoenv.bash', '');
			scene.home.write('old/package.json', '{"name":"ssoenv","version":"0.0.1"}');
			inBashrc((text) => text.replace(/'\/.*?\/shell\/ssoenv\.bash'/g, `'${layer}'`))(scene);
		},
		told: /\.bashrc loads .*\/old\/shell\/ssoenv\.bash of version 0\.0\.1, and this is version /,
	},
	{
		check: 'login-shell',
		what: 'a .bash_profile that does not read .bashrc',
		severity: 'hint',
		prepare: ({ home }) => void home.write('.bash_profile', 'umask 022\n'),
		told: /^login shells of bash read ~\/\.bash_profile instead of ~\/\.bashrc/,
	},
];

const withMode =
	(name: string, mode: number, isFolder = false) =>
	({ home }: DoctorScene) => {
		if (isFolder) mkdirSync(home.file(name), { recursive: true });
		else home.write(name, '{}');
		chmodSync(home.file(name), mode);
	};

const isRoot = process.geteuid?.() === 0;

const places: readonly ProvokedFinding[] = [
	...(
		['.aws/credentials', '.aws/sso/cache/a.json', '.aws/cli/cache/a.json', '.cache/ssoenv/shell/roles/a'] as const
	).map((name) => ({
		check: 'secret-readable',
		what: name,
		severity: 'problem' as const,
		prepare: withMode(name, 0o644),
		told: new RegExp(`^other users may read .*${name}: its mode is 0644$`),
	})),
	...(
		[
			['.aws', 0o777],
			['.aws/sso/cache', 0o777],
			['.cache/ssoenv', 0o775],
		] as const
	).map(([name, mode]) => ({
		check: 'changeable',
		what: name,
		severity: 'problem' as const,
		prepare: withMode(name, mode, true),
		told: new RegExp(`^other users may change .*${name}: its mode is 0${mode.toString(8)}$`),
	})),
	{
		check: 'foreign',
		what: 'a token file of another user',
		severity: 'problem',
		lacks: isRoot ? undefined : 'only root can give files away',
		prepare: (scene) => {
			withMode('.aws/sso/cache/a.json', 0o600)(scene);
			chownSync(scene.home.file('.aws/sso/cache/a.json'), 12_345, 12_345);
		},
		told: /a\.json belongs to another user \(uid 12345\)$/,
	},
	{
		check: 'unwritable',
		what: 'the folder of the tokens',
		severity: 'problem',
		prepare: withMode('.aws/sso/cache', 0o500, true),
		told: /^cannot write to .*\/\.aws\/sso\/cache: it is read-only$/,
	},
	{
		check: 'unwritable',
		what: 'the config file',
		severity: 'hint',
		prepare: ({ home }) => chmodSync(home.file('.aws/config'), 0o400),
		told: /^cannot write to .*\/\.aws\/config: it is read-only$/,
	},
	{
		check: 'stale-lock',
		what: 'of a process that has ended',
		severity: 'hint',
		// A process of this ID that began at another time.
		prepare: ({ home }) => void home.write('.cache/ssoenv/locks/abc/1', formatHolder({ ...thisProcess(), start: '1' })),
		told: /^.*\/locks\/abc is the lock of a process that has ended$/,
	},
];

/** Stands for AWS's installer: the printed command runs all the same. */
function stubInstaller({ home, stub }: DoctorScene): void {
	stub('sudo', 'exec "$@"');
	stub('curl', 'while [ "$1" != -o ]; do shift; done; : >"$2"');
	home.write('new-aws', '#!/bin/sh\necho aws-cli/2.36.7 Python/3.13\n');
	stub(
		'unzip',
		`mkdir -p aws; printf '#!/bin/sh\\ncat ~/new-aws >~/bin/aws; chmod 755 ~/bin/aws' >aws/install; chmod 755 aws/install`,
	);
	stub('mkdir', 'exec /bin/mkdir "$@"');
}

const cli = (version: string, told: string, more: Partial<ProvokedFinding> = {}): ProvokedFinding => ({
	check: 'aws-cli-version',
	what: `${version} ${told}`,
	severity: 'hint',
	prepare: (scene) => {
		scene.stub('aws', `echo aws-cli/${version} Python/3.11 Linux/6`);
		stubInstaller(scene);
	},
	told: new RegExp(`/bin/aws is the AWS CLI ${version}, which ${told}$`),
	...more,
});

const VANITY = '[sso-session corp]\nsso_start_url = https://sso.example.com/start\nsso_region = us-east-1\n';

const awsCli: readonly ProvokedFinding[] = [
	cli('2.8.0', 'does not know sso-session sections', { severity: 'problem' }),
	cli('2.12.0', 'does not know endpoint_url', {
		severity: 'problem',
		env: { AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:9' },
	}),
	cli('2.1.12', 'writes times of access tokens that other tools do not read', { config: '' }),
	cli('2.21.0', 'ignores --ca-bundle and AWS_CA_BUNDLE when it signs in', { env: { AWS_CA_BUNDLE: '/no/such' } }),
	cli('2.21.0', 'signs in with a device code only'),
	cli('2.35.12', 'does not know start URLs on a domain of your organization', { config: VANITY }),
	cli('2.33.7', 'has no fish format for aws configure export-credentials', { env: { SSOENV_SHELL: 'fish' } }),
	{
		check: 'aws-cli-1',
		what: 'before the AWS CLI 2',
		severity: 'hint',
		prepare: (scene) => {
			scene.stub('aws', 'echo aws-cli/1.45.11 Python/3.11');
			elsewhere(scene, 'two/aws', 'echo aws-cli/2.36.7 Python/3.13');
		},
		told: /\/bin\/aws is the AWS CLI 1\.45\.11, before .*\/two\/aws, which is the AWS CLI 2$/,
	},
	{
		check: 'aws-cli-1',
		what: 'alone',
		severity: 'hint',
		prepare: (scene) => {
			scene.stub('aws', 'echo aws-cli/1.45.11 Python/3.11');
			stubInstaller(scene);
		},
		told: /\/bin\/aws is the AWS CLI 1\.45\.11$/,
	},
	{
		check: 'aws-cli-silent',
		what: 'fails',
		severity: 'hint',
		prepare: ({ bin, home, stub }) => {
			// It works once a person has looked at it.
			home.write('count', '');
			stub('aws', `[ -s ~/count ] || exit 1; echo aws-cli/2.36.7`);
			writeFileSync(join(bin, 'ls-count'), '');
		},
		told: /\/bin\/aws does not say its version in time$/,
		byHand: ({ home }) => void home.write('count', 'x'),
	},
];

const network: readonly ProvokedFinding[] = [
	{
		check: 'token-times',
		what: 'a time with +00:00',
		severity: 'hint',
		prepare: async (scene) => {
			const idc = await startIdentityCenter({ autoApprove: true });
			const token = JSON.stringify(idc.signIn()).replace(/("expiresAt":"[^"]*?)(?:\.\d+)?Z"/, '$1+00:00"');
			chmodSync(scene.home.write(`.aws/sso/cache/${cacheFileName('corp')}`, token), 0o600);
			scene.set({ ...idc.environment, SSOENV_DEVICE_CODE: '1' });
			return idc.close;
		},
		told: /^expiresAt in .*\.json is not in the form that each tool reads/,
	},
	{
		check: 'clock',
		what: 'an hour ahead',
		severity: 'problem',
		words: ['--online'],
		prepare: async (scene) => {
			const idc = await startIdentityCenter();
			idc.setClockOffset(-3600);
			const path = scene.home.file('synchronized');
			scene.set({ ...idc.environment });
			scene.stub('sudo', 'exec "$@"');
			scene.stub('timedatectl', `[ "$*" = "set-ntp true" ] && echo x >${path}`);
			const pasted = scene.paste;
			Object.assign(scene, {
				paste: async (command: string) => {
					const ended = await pasted(command);
					if (readFileSync(path, 'utf8') !== '') idc.setClockOffset(0);
					return ended;
				},
			});
			return idc.close;
		},
		told: /^the clock of this machine is 60 min ahead of AWS's$|^the clock of this machine is 1 h.* ahead of AWS's$/,
	},
	{
		check: 'endpoints',
		what: 'nobody listens',
		severity: 'problem',
		words: ['--online'],
		prepare: async (scene) => {
			const idc = await startIdentityCenter();
			scene.set({ ...idc.environment, AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:1' });
			scene.home.write('right', idc.url.sso);
			return idc.close;
		},
		told: /^cannot reach http:\/\/127\.0\.0\.1:1: connection refused$/,
		byHand: (scene) => scene.set({ AWS_ENDPOINT_URL_SSO: readFileSync(scene.home.file('right'), 'utf8') }),
	},
];

export const machineFindings: readonly ProvokedFinding[] = [...programs, ...places, ...awsCli, ...network];
