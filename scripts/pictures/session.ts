/** The picture of a session without the shell layer: the built program in bash on a pseudo-terminal. */
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import type { Scene } from '../demo/scene.ts';
import type { Style } from './cells.ts';
import type { Picture } from './svg.ts';

const LINES = [
	'ssoenv list',
	'eval "$(ssoenv use dev)"',
	'env | grep -E "^(AWS_REGION|SSOENV_[APR])" | sort',
	'eval "$(ssoenv use prod)" && terraform apply',
	'eval "$(ssoenv use stagign)" && terraform apply',
	'eval "$(ssoenv off)"; env | grep -c ^AWS_SECRET',
];

const PROMPT = '❯ ';

/** Returns the colour of a line by its beginning. */
function styleOf(line: string): Style {
	if (line.startsWith(PROMPT)) return { colour: '#e6edf3', bold: true };
	if (line.startsWith('ssoenv: hint:')) return { colour: '#6cb6ff' };
	return { colour: line.startsWith('ssoenv:') ? '#e3b341' : '#9da7b3' };
}

export async function session(scene: Scene): Promise<Picture> {
	const typed = LINES.map(
		(line) => `printf '%s\\n' ${JSON.stringify(PROMPT + line).replaceAll('$', '\\$')}\n${line}\necho\n`,
	);
	scene.home.write('session.bash', typed.join(''));
	const { stdout } = await execa('script', ['-qec', 'bash session.bash', '/dev/null'], {
		env: { ...scene.env, SSOENV_SHELL: 'bash' },
		extendEnv: false,
		cwd: scene.home.path,
		stdin: 'ignore',
	});
	const lines = stripVTControlCharacters(stdout).replaceAll(scene.home.path, '~').trimEnd().split(/\r?\n/);
	const rows = lines.map((text) => [{ column: 0, text, style: styleOf(text) }]);
	return { label: 'A terminal session with ssoenv', rows };
}
