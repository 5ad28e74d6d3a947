/** Gathers what `doctor` has to know of shells and of their start-up files. */
import type { NamedLayer, ShellFacts } from '../../core/doctor/facts.ts';
import { loginAdvice } from '../../core/shell/login-files.ts';
import { layersIn, shellStarts } from '../../core/shell/start-files.ts';
import { type Shell, shellNames } from '../../core/shell/syntaxes.ts';
import type { Ports } from '../../ports/context.ts';
import type { Inspection } from '../../ports/inspection.ts';
import type { ShellFiles } from '../../ports/shell-files.ts';
import { readOptional, startFileOf } from '../shell/start-file.ts';

/** The program of each shell, and the words by which it says its version. `sh` says none in any form. */
const PROGRAMS: Readonly<Partial<Record<Shell, readonly [name: string, ...words: string[]]>>> = {
	bash: ['bash', '--version'],
	zsh: ['zsh', '--version'],
	fish: ['fish', '--version'],
	powershell: ['pwsh', '--version'],
	nushell: ['nu', '--version'],
	elvish: ['elvish', '-version'],
	xonsh: ['xonsh', '--version'],
	tcsh: ['tcsh', '--version'],
};

function layerFacts(path: string, shell: Shell, files: ShellFiles, inspection: Inspection): NamedLayer {
	const { file } = shellStarts[shell];
	const real = inspection.realPath(path);
	const own = files.layerPath(file);
	return {
		path,
		exists: real !== undefined,
		isOwn: real !== undefined && real === inspection.realPath(own),
		version: inspection.packageVersion(path.slice(0, -`shell/${file}`.length)),
	};
}

/** Returns the running shell, and each one whose start-up file has lines of ssoenv. */
export async function shellFacts(
	running: Shell | undefined,
	inspection: Inspection,
	context: Ports<'files' | 'machine'>,
): Promise<readonly ShellFacts[]> {
	const files = await context.files.shellFiles();
	const { machine } = context;
	const found = shellNames.flatMap((shell) => {
		const rc = startFileOf(shell, files, context);
		const text = readOptional(rc, files) ?? '';
		return shell === running || /\bssoenv\b/.test(text) ? [{ shell, rc, text }] : [];
	});
	const home = machine.homeFolder();
	return Promise.all(
		found.map(async ({ shell, rc, text }) => {
			const [name, ...words] = PROGRAMS[shell] ?? [];
			const programs = name === undefined ? [] : await inspection.programsOnPath(name, words, machine.env);
			const layers = layersIn(text, shell).map((path) => layerFacts(path, shell, files, inspection));
			const needsLogin = shell === 'bash' && layers.length > 0;
			const login = needsLogin
				? loginAdvice((file) => readOptional(`${home}/${file}`, files), machine.system === 'darwin')
				: undefined;
			return { shell, rc, text, layers, version: programs[0]?.version, login };
		}),
	);
}
