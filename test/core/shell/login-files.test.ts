/** Whether login shells of bash read ~/.bashrc, and what to do if they do not. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loginAdvice } from '../../../src/core/shell/login-files.ts';

type Home = Readonly<Record<string, string>>;

const advise = (home: Home, isMacOs = false) => loginAdvice((file) => home[file], isMacOs);

const DEBIAN_PROFILE =
	'if [ -n "$BASH_VERSION" ]; then\n\tif [ -f "$HOME/.bashrc" ]; then\n\t. "$HOME/.bashrc"\nfi; fi\n';

const fine: Readonly<Record<string, Home>> = {
	'no login file': {},
	'the .profile of Debian': { '.profile': DEBIAN_PROFILE },
	'a test and a source': { '.bash_profile': '[[ -r ~/.bashrc ]] && source ~/.bashrc\n' },
	'a login file that reads .profile': { '.bash_profile': '. ~/.profile\n', '.profile': DEBIAN_PROFILE },
	'a login file that loads ssoenv': { '.bash_profile': '. "$(ssoenv init bash --path)"\n' },
	'a later file that bash does not read': { '.bash_profile': '. ~/.bashrc\n', '.profile': 'export A=b\n' },
};

for (const [name, home] of Object.entries(fine)) {
	test(`${name}: nothing to say`, () => assert.is(advise(home), undefined));
}

const gaps: Readonly<Record<string, readonly [home: Home, hint: string]>> = {
	'a .bash_profile alone': [{ '.bash_profile': 'export A=b\n' }, "printf '\\n. ~/.bashrc\\n' >> ~/.bash_profile"],
	'a comment about it': [{ '.bash_login': '# . ~/.bashrc\n' }, "printf '\\n. ~/.bashrc\\n' >> ~/.bash_login"],
	'a .profile, which sh reads, too': [
		{ '.profile': 'export A=b\n' },
		'printf \'\\n[ -z "$BASH_VERSION" ] || . ~/.bashrc\\n\' >> ~/.profile',
	],
	'a .bash_profile beside a .profile that would do it': [
		{ '.bash_profile': '', '.profile': DEBIAN_PROFILE },
		"printf '\\n. ~/.bashrc\\n' >> ~/.bash_profile",
	],
	'a .bashrc that reads .bash_profile: a circle is not advised': [
		{ '.bashrc': '[ -n "$PS1" ] && source ~/.bash_profile;\n', '.bash_profile': 'export A=b\n' },
		'printf \'\\n. %q\\n\' "$(ssoenv init bash --path)" >> ~/.bash_profile',
	],
};

for (const [name, [home, hint]] of Object.entries(gaps)) {
	test(`${name}: says which file, and how to mend it`, () => {
		const advice = advise(home);
		assert.match(advice?.message ?? '', /^login shells of bash read ~\/\.(?:bash_)?\w+ instead of ~\/\.bashrc/);
		assert.is(advice?.hint, hint);
	});
}

test('on macOS, terminals open login shells, so a missing file counts', () => {
	assert.is(advise({}, true)?.hint, "printf '\\n. ~/.bashrc\\n' >> ~/.bash_profile");
});

test.run();
