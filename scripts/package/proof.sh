#!/bin/sh
# Proves the packages in a fresh Debian without Node: scripts/package-proof.ts runs it in a chroot. It installs each package, uses a
# role, presses Tab in each shell, removes the package, and compares the files of the system with those before.
# PACKAGES is the folder of the packages, MAKER_HOME a home with a sign-in. The endpoints of the fake are in the environment.
set -eu

say() { printf '%s\n' "$*"; }
fail() {
	say "NOT ok: $*"
	exit 1
}
# All that a package could leave. dpkg's own lists, logs and caches are not the package's.
files() {
	find / -xdev \( -path /proc -o -path /dev -o -path /sys -o -path /run -o -path "$PACKAGES" -o -path /tmp -o -path /var/lib/dpkg \
		-o -path /var/log -o -path /var/cache \) -prune -o -print | sort
}

use_role() {
	export HOME=/tmp/home
	rm -rf "$HOME"
	cp -R "$MAKER_HOME" "$HOME"
	code=$(ssoenv use dev --shell sh) || fail "use: $?"
	(eval "$code" && [ -n "$AWS_SESSION_TOKEN" ] && [ "$SSOENV_PROFILE" = dev ]) || fail 'the code of use'
	[ "$(ssoenv use dev --shell sh)" = "$code" ] || fail 'use, warm'
	ssoenv exec dev -- sh -c 'test -n "$AWS_SESSION_TOKEN"' || fail 'exec'
	ssoenv list | grep -q '^dev ' || fail 'list'
	ssoenv status >/dev/null || fail 'status'
	# The shell integration of the package, which finds the program by itself.
	for shell in bash zsh; do
		"$shell" -c 'eval "$(ssoenv init $0)" && ssoenv use dev && test "$SSOENV_PROFILE" = dev && ssoenv off' "$shell" || fail "$shell: the layer"
		file=$(ssoenv init --shell "$shell" --path)
		"$shell" -c '. "$0" && PATH=/usr/bin:/bin && ssoenv use dev && test "$SSOENV_PROFILE" = dev' "$file" || fail "$shell: the layer's file"
	done
	fish -c 'ssoenv init fish | source; ssoenv use dev; and test "$SSOENV_PROFILE" = dev' || fail 'fish: the layer'
	say 'ok: use, exec, list, status, and the layers of bash, zsh and fish'
}

# Without any start-up file of the person: what bash-completion, compinit and fish find by themselves.
complete_words() {
	got=$(bash --norc -c '. /usr/share/bash-completion/bash_completion
		{ _comp_load ssoenv || _completion_loader ssoenv || __load_completion ssoenv; } 2>/dev/null
		read -r _ _ _ _ _ name _ <<<"$(complete -p ssoenv | sed "s/.*-F \([^ ]*\).*/_ _ _ _ _ \1/")"
		COMP_LINE="ssoenv use de" COMP_POINT=13 COMP_WORDS=(ssoenv use de) COMP_CWORD=2 COMP_TYPE=9
		"$name" ssoenv de use; printf "%s\n" "${COMPREPLY[@]}"')
	case $got in dev*) ;; *) fail "bash: Tab gave \"$got\"" ;; esac
	got=$(zsh -f -c 'autoload -Uz compinit && compinit -D -u && print -r -- $_comps[ssoenv] && whence -v _ssoenv')
	case $got in _ssoenv*) ;; *) fail "zsh: compinit knows \"$got\"" ;; esac
	# The key itself, on a terminal.
	got=$(timeout 60 zsh -f -c 'zmodload zsh/zpty && zpty tab "PS1= TERM=dumb zsh -f -i" &&
		zpty -w tab "autoload -Uz compinit && compinit -D -u && echo rea\"\"dy" && zpty -r tab shown "*ready*" &&
		zpty -w -n tab "ssoenv use d$(printf "\t")" && zpty -r tab shown "*use dev *" && print -r -- "$shown"')
	case $got in *'use dev '*) ;; *) fail "zsh: the key Tab gave \"$got\"" ;; esac
	got=$(fish --no-config -c 'complete -C "ssoenv use de"' | head -n 1)
	case $got in dev*) ;; *) fail "fish: Tab gave \"$got\"" ;; esac
	say 'ok: Tab in bash, zsh and fish'
}

if command -v node >/dev/null; then fail 'there is a Node'; fi
# A proof that failed may have left them.
if [ -e /usr/bin/ssoenv ]; then dpkg --purge ssoenv >/dev/null; fi
rm -rf /opt/ssoenv
files >/tmp/before

for package in "$PACKAGES"/ssoenv_*.deb; do
	dpkg --install "$package" >/dev/null
	say "ok: $(ssoenv --version) of ${package##*/}"
	use_role
	complete_words
	[ -s /usr/share/man/man1/ssoenv.1.gz ] || [ ! -d /usr/share/man ] || say 'note: this system installs no manuals'
	dpkg --purge ssoenv >/dev/null
	files >/tmp/after
	diff /tmp/before /tmp/after || fail 'the package left files'
	say 'ok: removed, and nothing is left'
done

for package in "$PACKAGES"/ssoenv-*.tar.gz; do
	mkdir /opt/ssoenv
	tar -xzf "$package" -C /opt/ssoenv --strip-components=1
	PATH=/opt/ssoenv/bin:$PATH
	say "ok: $(ssoenv --version) of ${package##*/}"
	use_role
	rm -r /opt/ssoenv
	files >/tmp/after
	diff /tmp/before /tmp/after || fail 'the archive left files'
	say 'ok: removed, and nothing is left'
done

# What devcontainers and CI jobs run: it gets the archive from a server.
if sh "$PACKAGES/wrong.sh" 2>/tmp/said; then fail 'install.sh took an archive with another checksum'; fi
grep -q '^ssoenv: the checksum of ' /tmp/said || fail "install.sh: $(cat /tmp/said)"
files >/tmp/after
diff /tmp/before /tmp/after || fail 'install.sh wrote something before its check'
sh "$PACKAGES/install.sh" /opt/ssoenv
say "ok: $(ssoenv --version) of install.sh"
use_role
rm -r /opt/ssoenv
