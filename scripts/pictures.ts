/** Draws the picture of the README from a real session: the built program in bash on a pseudo-terminal. `npm run pictures` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { openScene } from './demo/scene.ts';

const LINES = [
	'ssoenv list',
	'eval "$(ssoenv use dev)"',
	'env | grep -E "^(AWS_REGION|SSOENV_[APR])" | sort',
	'eval "$(ssoenv use prod)" && terraform apply',
	'eval "$(ssoenv use stagign)" && terraform apply',
	'eval "$(ssoenv off)"; env | grep -c ^AWS_SECRET',
];

const PROMPT = '❯ ';
const [CHARACTER, LINE, MARGIN] = [8.43, 21, 24];

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** What a line is, by how it begins: the colour it gets. */
function kind(line: string): string {
	if (line.startsWith(PROMPT)) return 'typed';
	if (line.startsWith('ssoenv: hint:')) return 'hint';
	return line.startsWith('ssoenv:') ? 'told' : 'output';
}

function draw(lines: readonly string[]): string {
	const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * CHARACTER + 2 * MARGIN);
	const height = lines.length * LINE + 2 * MARGIN;
	const texts = lines.map((line, index) => {
		const y = MARGIN + (index + 0.75) * LINE;
		return `<text x="${MARGIN}" y="${y}" class="${kind(line)}" xml:space="preserve">${xml(line)}</text>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="A terminal session with ssoenv">
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.typed { fill: #e6edf3; font-weight: 600 } .output { fill: #9da7b3 } .told { fill: #e3b341 } .hint { fill: #6cb6ff }
</style>
<rect width="100%" height="100%" rx="10" fill="#0d1117"/>
${texts.join('\n')}
</svg>
`;
}

const scene = await openScene();
try {
	const session = LINES.map(
		(line) => `printf '%s\\n' ${JSON.stringify(PROMPT + line).replaceAll('$', '\\$')}\n${line}\necho\n`,
	);
	await execa(scene.home.file('bin/ssoenv'), ['login', 'dev'], { env: scene.env, extendEnv: false });
	scene.home.write('session.bash', session.join(''));
	const { stdout } = await execa('script', ['-qec', 'bash session.bash', '/dev/null'], {
		env: { ...scene.env, SSOENV_SHELL: 'bash' },
		extendEnv: false,
		cwd: scene.home.path,
		stdin: 'ignore',
	});
	const shown = stripVTControlCharacters(stdout).replaceAll(scene.home.path, '~').trimEnd();
	mkdirSync(new URL('../docs/', import.meta.url), { recursive: true });
	writeFileSync(fileURLToPath(new URL('../docs/session.svg', import.meta.url)), draw(shown.split(/\r?\n/)));
} finally {
	await scene.close();
}
