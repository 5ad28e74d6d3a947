/** `prompt`: the lines on stdout, and where they go on stderr. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../../src/commands/shell/prompt.ts';
import type { PromptName } from '../../../src/core/shell/prompt-names.ts';
import type { Shell } from '../../../src/core/shell/syntaxes.ts';
import { fakeContext, type World } from '../../support/context/context.ts';

const PROMPTS = '/opt/ssoenv/shell/prompts';
const shipped = Object.fromEntries(
	['default.bash', 'default.zsh', 'framework.zsh', 'default.fish', 'tide.fish', 'oh-my-posh.json'].map((file) => [
		`${PROMPTS}/${file}`,
		`${file}\n`,
	]),
);

async function printed(name: PromptName | undefined, shell: Shell | undefined, world: World = {}) {
	const fake = fakeContext({ ...world, files: { ...shipped, ...world.files } });
	await run({ for: name, shell }, fake.context);
	return { stdout: fake.stdout.join(''), stderr: fake.stderr };
}

const rows: readonly (readonly [name: PromptName, shell: Shell | undefined, stdout: string, stderr: string])[] = [
	['plain', 'bash', 'default.bash\n', 'add these lines to /home/me/.bashrc, below the shell integration'],
	['plain', undefined, 'default.bash\n', 'add these lines to /home/me/.bashrc, below the shell integration'],
	[
		'pure',
		'fish',
		'default.fish\n',
		'add these lines to /home/me/.config/fish/config.fish, below the shell integration',
	],
	// Only one shell has it.
	[
		'tide',
		undefined,
		'tide.fish\n',
		'add these lines to /home/me/.config/fish/config.fish, below the shell integration',
	],
	['oh-my-posh', 'bash', 'oh-my-posh.json\n', 'add this to the "segments" of a block in the oh-my-posh configuration'],
	['starship', 'zsh', '', 'starship shows the profile and the time left by itself: add nothing'],
];

for (const [name, shell, stdout, stderr] of rows) {
	test(`--for ${name}, ${shell ?? 'in bash'}: prints the file and says where it goes`, async () => {
		assert.equal(await printed(name, shell), { stdout, stderr: [stderr] });
	});
}

test('without --for, finds out what draws the prompt and says so', async () => {
	const files = { '/home/me/.zshrc': 'source $ZSH/oh-my-zsh.sh\n' };
	assert.equal(await printed(undefined, 'zsh', { files }), {
		stdout: 'framework.zsh\n',
		stderr: [
			'oh-my-zsh draws your prompt (/home/me/.zshrc)',
			'add these lines to /home/me/.zshrc, below the shell integration',
			'hint: ssoenv install zsh --prompt',
		],
	});
	assert.is((await printed(undefined, undefined, { runningShell: 'zsh' })).stdout, 'default.zsh\n');
});

for (const [name, shell, words] of [
	[
		'tide',
		'bash',
		'there are no lines that show the role in the prompt of bash if tide draws it; there are some for fish',
	],
	[undefined, 'sh', 'there are no lines that show the role in the prompt of sh'],
] as const) {
	test(`${name ?? 'the prompt'} in ${shell} is refused`, async () => {
		try {
			await printed(name, shell);
			assert.unreachable();
		} catch (error) {
			assert.is(error instanceof Error && error.message, words);
		}
	});
}

test.run();
