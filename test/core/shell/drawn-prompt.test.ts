/** What draws the prompt, by the lines that frameworks tell people to write. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { drawnPrompt, promptFiles } from '../../../src/core/shell/drawn-prompt.ts';
import type { PromptName } from '../../../src/core/shell/prompt-names.ts';
import type { Shell } from '../../../src/core/shell/syntaxes.ts';

const lines: readonly (readonly [shell: Shell, text: string, name: PromptName])[] = [
	['bash', "PS1='\\w \\$ '", 'plain'],
	['bash', 'eval "$(starship init bash)"', 'starship'],
	['bash', 'eval -- "$(/usr/local/bin/starship init bash --print-full-init)"', 'starship'],
	['bash', '  # eval "$(starship init bash)"', 'plain'],
	['bash', 'alias starship=echo', 'plain'],
	['bash', 'eval "$(oh-my-posh init bash --config ~/a.omp.json)"', 'oh-my-posh'],
	['bash', 'eval "$(oh-my-posh --init --shell bash --config ~/a.omp.json)"', 'oh-my-posh'],
	['bash', 'source "$BASH_IT"/bash_it.sh', 'bash-it'],
	['bash', 'source "$OSH"/oh-my-bash.sh', 'oh-my-bash'],
	[
		'bash',
		'if [ -f ~/.bash-git-prompt/gitprompt.sh ]; then\nsource ~/.bash-git-prompt/gitprompt.sh\nfi',
		'bash-git-prompt',
	],
	['bash', 'PROMPT_COMMAND=\'__git_ps1 "\\u@\\h:\\w" "\\$ "\'', 'prompt-command'],
	['bash', "PROMPT_COMMAND='history -a'", 'plain'],
	['bash', 'source $ZSH/oh-my-zsh.sh', 'plain'],
	['zsh', "PROMPT='%~ %# '", 'plain'],
	['zsh', 'ZSH_THEME="robbyrussell"\nsource $ZSH/oh-my-zsh.sh', 'oh-my-zsh'],
	['zsh', 'ZSH_THEME="powerlevel10k/powerlevel10k"\nsource $ZSH/oh-my-zsh.sh', 'powerlevel10k'],
	['zsh', '# ZSH_THEME="powerlevel10k/powerlevel10k"\nsource $ZSH/oh-my-zsh.sh', 'oh-my-zsh'],
	['zsh', 'ZSH_THEME=""\nsource $ZSH/oh-my-zsh.sh\nautoload -U promptinit; promptinit\nprompt pure', 'pure'],
	['zsh', 'source ~/powerlevel10k/powerlevel10k.zsh-theme', 'powerlevel10k'],
	['zsh', '[[ ! -f ~/.p10k.zsh ]] || source ~/.p10k.zsh', 'powerlevel10k'],
	['zsh', 'zinit light sindresorhus/pure', 'pure'],
	['zsh', 'source ~/.zprezto/init.zsh', 'prezto'],
	['bash', 'set_it() { PS1="$PWD> "; }\nPROMPT_COMMAND=set_it', 'prompt-command'],
	['bash', 'PROMPT_COMMAND="history -a; set_it"\nfunction set_it {\n\tPS1=a\n}', 'prompt-command'],
	['bash', 'set_it() { PS1="$PWD> "; }; PROMPT_COMMAND=set_it', 'prompt-command'],
	['bash', `set_it() {\n\tlocal st=$? sign=\${1:-x}\n\tPS1="$st$sign"\n}\nPROMPT_COMMAND=set_it`, 'prompt-command'],
	['bash', `PROMPT_COMMAND=set_it\nset_it() {\n\tlocal sign=\${1:-\${2-}}\n\tPS1=$sign\n}`, 'prompt-command'],
	['bash', `other() { echo "\${1-}"; }\nPS1=a\nPROMPT_COMMAND=other`, 'plain'],
	['bash', 'set_it() { PS1="$PWD> "; }\n# PROMPT_COMMAND=set_it', 'plain'],
	['bash', 'set_it() { PS1="$PWD> "; }; # PROMPT_COMMAND=set_it', 'plain'],
	['bash', 'set_it() { PS1="$PWD> "; }\nPROMPT_COMMAND="history -a"', 'plain'],
	['zsh', 'source ~/.zprezto/init.zsh\neval "$(starship init zsh)"', 'starship'],
	['fish', 'starship init fish | source', 'starship'],
	['fish', 'oh-my-posh init fish --config a.json | source', 'oh-my-posh'],
	['fish', 'set -g fish_greeting', 'plain'],
	['powershell', 'Invoke-Expression (&starship init powershell)', 'starship'],
	['powershell', 'oh-my-posh.exe init pwsh | Invoke-Expression', 'oh-my-posh'],
	['powershell', 'Import-Module posh-git', 'posh-git'],
	['powershell', "import-module -Name 'C:\\src\\posh-git\\src\\posh-git.psd1'", 'posh-git'],
	['powershell', 'function prompt { "> " }', 'own'],
	['powershell', 'function global:prompt\n{', 'own'],
	['powershell', 'function Get-Prompt { }', 'plain'],
	['sh', 'source $ZSH/oh-my-zsh.sh', 'plain'],
];

for (const [shell, text, name] of lines) {
	test(`${shell}: ${JSON.stringify(text)} means ${name}`, () => {
		for (const ends of [text, text.replaceAll('\n', '\r\n')]) {
			const drawn = drawnPrompt(shell, [{ path: '/home/me/rc', text: `x\n${ends}\ny\n` }], {});
			assert.equal(drawn, { name, source: name === 'plain' ? undefined : '/home/me/rc' });
		}
	});
}

const files: readonly (readonly [shell: Shell, path: string, text: string, name: PromptName])[] = [
	['zsh', '/home/me/.zpreztorc', "zstyle ':prezto:module:prompt' theme 'powerlevel10k'", 'powerlevel10k'],
	['zsh', '/home/me/.zpreztorc', "zstyle ':prezto:module:prompt' theme 'pure'", 'pure'],
	['zsh', '/home/me/.zpreztorc', "zstyle ':prezto:module:prompt' theme 'sorin'", 'plain'],
	['zsh', '/home/me/.zsh_plugins.txt', 'romkatv/powerlevel10k', 'powerlevel10k'],
	['fish', '/home/me/fish_plugins', 'ilancosman/tide@v6', 'tide'],
	['fish', '/home/me/fish_plugins', 'pure-fish/pure', 'pure'],
	['fish', '/home/me/conf.d/_tide_init.fish', '', 'tide'],
	['fish', '/home/me/conf.d/pure.fish', '', 'pure'],
	['powershell', '/home/me/Microsoft.PowerShell_profile.ps1', 'Import-Module posh-git', 'posh-git'],
	['bash', '/home/me/.bash_profile', 'source "$OSH"/oh-my-bash.sh', 'oh-my-bash'],
];

for (const [shell, path, text, name] of files) {
	test(`${shell}: ${path} with ${JSON.stringify(text)} means ${name}`, () => {
		assert.ok(promptFiles(shell, '/home/me/rc').includes(path));
		assert.is(drawnPrompt(shell, [{ path, text }], {}).name, name);
	});
}

const variables: readonly (readonly [shell: Shell, variable: string, value: string, name: PromptName])[] = [
	['bash', 'STARSHIP_SHELL', 'bash', 'starship'],
	['bash', 'STARSHIP_SHELL', 'zsh', 'plain'],
	['powershell', 'STARSHIP_SHELL', 'powershell', 'starship'],
	['powershell', 'POSH_SHELL', 'pwsh', 'oh-my-posh'],
	['bash', 'BASH_IT', '/home/me/.bash_it', 'bash-it'],
	['zsh', 'BASH_IT', '/home/me/.bash_it', 'plain'],
	['bash', 'OSH', '/home/me/.oh-my-bash', 'oh-my-bash'],
	['bash', 'OSH', '', 'plain'],
	['zsh', 'P9K_TTY', 'old', 'powerlevel10k'],
];

for (const [shell, variable, value, name] of variables) {
	test(`${shell}: ${variable}=${value} means ${name}`, () => {
		const drawn = drawnPrompt(shell, [], { [variable]: value });
		assert.equal(drawn, { name, source: name === 'plain' ? undefined : variable });
	});
}

test('a start-up file counts before the environment, which may come from another shell', () => {
	const drawn = drawnPrompt('bash', [{ path: 'rc', text: '. bash_it.sh' }], { STARSHIP_SHELL: 'bash' });
	assert.equal(drawn, { name: 'bash-it', source: 'rc' });
});

test.run();
