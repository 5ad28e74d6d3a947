/** Checks of the program itself: Node, copies on PATH, and the shell integration that shells load. */
import { rcBlocks, rcMarks } from '../shell/start-files.ts';
import type { Shell } from '../shell/syntaxes.ts';
import { shellWord } from '../text/quoting.ts';
import type { Check } from './check.ts';
import type { Facts, FoundProgram, ShellFacts } from './facts.ts';
import { advise, type Finding, run, type Step, setFirstOnPath, unset } from './finding.ts';
import { isOlder, isVersionInRange, versionIn } from './version.ts';

const folderOf = (path: string): string => path.replace(/[\\/][^\\/]*$/, '');

function oldNode({ nodeOnPath, node, shell, engines }: Facts): readonly Finding[] {
	const version = versionIn(nodeOnPath?.version);
	if (engines === '' || nodeOnPath === undefined || version === undefined || isVersionInRange(version, engines))
		return [];
	return [
		{
			severity: 'problem',
			message: `the first node on PATH, ${nodeOnPath.path}, is ${nodeOnPath.version}, and this is ${node.version}`,
			why: 'ssoenv does not run with that version of Node, so shells cannot run ssoenv',
			place: { path: nodeOnPath.path },
			steps: [setFirstOnPath(shell, folderOf(node.path))],
		},
	];
}

/** Returns the command that removes a copy: npm's own, if npm has installed it. */
function removal({ path, real }: FoundProgram): Step {
	const [, prefix] = /^(.*)[\\/](?:lib[\\/])?node_modules[\\/]ssoenv[\\/]/.exec(real) ?? [];
	const isLink = path !== real && prefix !== undefined && path.startsWith(`${prefix}/bin/`);
	return run(isLink ? `npm uninstall --global --prefix ${shellWord(prefix)} ssoenv` : `rm -- ${shellWord(path)}`);
}

function copies({ copies: found, program, version, launchers }: Facts): readonly Finding[] {
	const isLauncher = ({ path }: FoundProgram) => launchers.some((one) => one.path === path);
	// Without this program on PATH, the first one is the one that people mean.
	const own = found.find(({ real }) => real === program) ?? found.find((copy) => !isLauncher(copy));
	return found
		.filter((copy) => copy.real !== own?.real && !isLauncher(copy))
		.map((copy) => {
			const isSame = copy.version === version;
			return {
				severity: isSame ? 'hint' : 'problem',
				message: `${copy.path} on PATH is another ssoenv, ${isSame ? 'of the same version' : `${copy.version ?? 'which does not run'}; this is ${version}`}`,
				why: 'a shell may run the one and load the integration of the other',
				place: { path: copy.path },
				steps: [removal(copy)],
			};
		});
}

const bin = ({ binProblem, shell }: Facts): readonly Finding[] =>
	binProblem === undefined
		? []
		: [
				{
					severity: 'problem',
					message: `the program that SSOENV_BIN names ${binProblem}`,
					why: 'the shell integration runs that program',
					place: { variable: 'SSOENV_BIN' },
					steps: [unset(shell, 'SSOENV_BIN')],
				},
			];

const install = (shell: Shell): Step => run(`ssoenv install ${shell}`);

const inShells = (find: (facts: ShellFacts, all: Facts) => readonly Finding[]) => (all: Facts) =>
	all.shells.flatMap((facts) => find(facts, all));

function missingBlock({ shell, rc, text }: ShellFacts, { shell: running }: Facts): readonly Finding[] {
	if (shell !== running || /\bssoenv\b/.test(text)) return [];
	return [
		{
			severity: 'hint',
			message: `${rc} does not load the shell integration`,
			why: 'without it each use needs an eval, and nothing is renewed',
			place: { path: rc },
			steps: [install(shell)],
		},
	];
}

/** Marks that belong to no whole block. */
const damagedBlock = ({ rc, text }: ShellFacts): readonly Finding[] =>
	rcMarks(text)
		.filter(({ isPaired }) => !isPaired)
		.map(({ line, mark }) => ({
			severity: 'problem',
			message: `line ${line} of ${rc} has "${mark}", but not the other mark of the block`,
			why: 'ssoenv install and uninstall cannot find the block',
			place: { path: rc, line },
			steps: [{ kind: 'remove', path: rc, line }],
		}));

function blockTwice({ shell, rc, text }: ShellFacts): readonly Finding[] {
	const count = rcBlocks(text).length;
	if (count < 2) return [];
	return [
		{
			severity: 'hint',
			message: `${rc} has ${count} blocks of ssoenv`,
			why: 'the integration is loaded more than once',
			place: { path: rc },
			steps: [install(shell)],
			fix: { kind: 'install', shell },
		},
	];
}

function layers({ shell, rc, layers: named }: ShellFacts, { version }: Facts): readonly Finding[] {
	return named
		.filter((layer) => !layer.isOwn)
		.map((layer) => {
			const isProblem = !layer.exists || layer.version !== version;
			const of = layer.version === undefined ? '' : ` of version ${layer.version}`;
			return {
				severity: isProblem ? 'problem' : 'hint',
				message: layer.exists
					? `${rc} loads ${layer.path}${of}, and this is version ${version} in another place`
					: `${rc} names ${layer.path}, which is gone`,
				why: layer.exists
					? 'the shell integration and the program must be of one version'
					: 'new shells do not load the integration',
				place: { path: rc },
				steps: [install(shell)],
				fix: { kind: 'install', shell },
			};
		});
}

const login = ({ rc, login: advice }: ShellFacts): readonly Finding[] =>
	advice === undefined
		? []
		: [
				{
					severity: 'hint',
					message: advice.message,
					why: 'terminals of macOS and ssh open login shells',
					place: { path: rc },
					steps: [run(advice.hint)],
				},
			];

/** The least versions, as docs/shells.md has them. */
const LEAST: Readonly<Partial<Record<Shell, readonly number[]>>> = {
	bash: [3, 2],
	zsh: [5, 4],
	fish: [3, 6],
	powershell: [7, 4],
	nushell: [0, 106],
	elvish: [0, 18],
	xonsh: [0, 13],
	tcsh: [6, 20],
};

function oldShell({ shell, version: told }: ShellFacts): readonly Finding[] {
	const [version, least] = [versionIn(told), LEAST[shell]];
	if (version === undefined || least === undefined || !isOlder(version, least)) return [];
	return [
		{
			severity: 'problem',
			message: `the first ${shell} on PATH is ${version.join('.')}`,
			why: 'the shell integration needs a newer version of this shell',
			place: {},
			steps: [advise(`install ${shell} ${least.join('.')} or newer`)],
		},
	];
}

export const programChecks: readonly Check[] = [
	{ id: 'node', group: 'program', about: 'a `node` on PATH that is too old', findings: oldNode },
	{ id: 'copies', group: 'program', about: 'more than one `ssoenv` on PATH', findings: copies },
	{ id: 'bin', group: 'program', about: 'a program in `SSOENV_BIN` that cannot run', findings: bin },
	{ id: 'shell-version', group: 'shell', about: 'a shell that is too old', findings: inShells(oldShell) },
	{
		id: 'no-block',
		group: 'shell',
		about: 'a start-up file without the shell integration',
		findings: inShells(missingBlock),
	},
	{
		id: 'damaged-block',
		group: 'shell',
		about: 'a block in a start-up file with one of its marks',
		findings: inShells(damagedBlock),
	},
	{ id: 'block-twice', group: 'shell', about: 'two blocks in a start-up file', findings: inShells(blockTwice) },
	{
		id: 'layer',
		group: 'shell',
		about: 'an integration that is gone, or of another version than the program',
		findings: inShells(layers),
	},
	{ id: 'login-shell', group: 'shell', about: 'login shells without the shell integration', findings: inShells(login) },
];
