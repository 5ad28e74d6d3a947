# For tests of the launcher, which has to run in each shell that may be `sh`.

load ../support/support

all_sh='dash bash busybox mksh lksh ksh93 yash zsh'

# Installs the launcher, and keeps the copy of profile dev by a use that the launcher leaves to the program. `answers` has no program
# behind it: it prints `program` and the words where the launcher would start that.
prepare_launcher() {
	end=$(($(date +%s) + ${1:-7200}))
	cached_role "$(date -u -d "@$end" +%Y-%m-%dT%H:%M:%SZ)"
	touch -d "1 day ago" "$config_file"
	ssoenv install --launcher 2>/dev/null
	launcher=$HOME/.local/bin/ssoenv
	"$launcher" export dev >/dev/null
	printf '#!/bin/sh\nshift\necho "program $*"\n' >stub
	chmod +x stub
	answers=$BATS_TEST_TMPDIR/answers
	sed "s|^_ssoenv_node=.*|_ssoenv_node='$PWD/stub'|" "$launcher" >"$answers"
	chmod +x "$answers"
	copy=$copies/roles/dev until=$copies/until/dev
}

# use_sh NAME: sets `sh` to the words that run the launcher in that shell, as it is where it is /bin/sh.
use_sh() {
	command -v "$1" >/dev/null || return
	case $1 in
		bash) sh=(bash --posix) ;;
		busybox) sh=(busybox ash) ;;
		zsh) sh=(zsh --emulate sh) ;;
		*) sh=("$1") ;;
	esac
}

# in_each_sh FUNCTION: with `sh` of each that is installed.
in_each_sh() {
	local one sh
	for one in $all_sh; do
		if use_sh "$one"; then "$@" || fail "in $one"; else echo "# $one IS NOT ON PATH: nothing is proved for it" >&3; fi
	done
}

# as_program LINE: the launcher leaves `export dev` to the program, in the `sh` of the test.
as_program() { equals "$("${sh[@]}" "$answers" export dev)" 'program export dev'; }
as_launcher() { matches "$("${sh[@]}" "$answers" export dev)" ASIACACHED; }
