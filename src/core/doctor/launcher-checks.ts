/** Checks of the launcher: whether what it starts is there, and of this version. */
import { shellWord } from '../text/quoting.ts';
import type { Check } from './check.ts';
import type { Facts, FoundLauncher } from './facts.ts';
import { type Finding, run, type Step, setFirstOnPath } from './finding.ts';

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Returns the command that writes the launcher anew. The launcher itself may not run. The single file is its own Node. */
const anew = ({ path }: FoundLauncher, { node, program }: Facts): Step => {
	const own = (node.path === program ? [program] : [node.path, program]).map(shellWord).join(' ');
	return run(`${own} install --launcher ${shellWord(folderOf(path))}`);
};

function findingOf(launcher: FoundLauncher, facts: Facts): Finding | undefined {
	const { path, node, program, version, isNodeThere, isProgramThere } = launcher;
	const problem = (message: string, why: string): Finding => ({
		severity: 'problem',
		message: `${path} ${message}`,
		why,
		place: { path },
		steps: [anew(launcher, facts)],
	});
	if (!isProgramThere)
		return problem(`starts ${program}, which is gone`, 'what runs that launcher gets no credentials');
	if (!isNodeThere)
		return problem(`runs ssoenv with ${node}, which is gone`, 'what runs that launcher gets no credentials');
	if (version !== facts.version) {
		return problem(
			`is of version ${version}, and this is ${facts.version}`,
			'a launcher and its program must be of one version',
		);
	}
	if (program === facts.program) return undefined;
	return problem(`starts ${program}, and this is ${facts.program}`, 'two programs of one version take turns');
}

/** A launcher that a shell finds on PATH is seen even if its folder is not the usual one. */
const notOnPath = ({ path, isOnPath }: FoundLauncher, { shell }: Facts): readonly Finding[] =>
	isOnPath
		? []
		: [
				{
					severity: 'hint',
					message: `${folderOf(path)} is not on PATH`,
					why: 'scripts and tools do not find the launcher in it',
					place: { path },
					steps: [setFirstOnPath(shell, folderOf(path))],
				},
			];

export const launcherChecks: readonly Check[] = [
	{
		id: 'launcher',
		group: 'program',
		about: 'a launcher of another version, or one whose Node or program is gone',
		findings: (facts) => facts.launchers.flatMap((one) => findingOf(one, facts) ?? []),
	},
	{
		id: 'launcher-path',
		group: 'program',
		about: 'a launcher in a folder that is not on PATH',
		findings: (facts) => facts.launchers.flatMap((one) => notOnPath(one, facts)),
	},
];
