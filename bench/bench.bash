# Times what the layer does in bash, by bash's own clock. Prints `ROW<TAB>CALLS<TAB>MILLISECONDS` for each sample.
# shellcheck shell=bash
set -u
# shellcheck disable=SC1091
. "$BENCH_ROOT/shell/ssoenv.bash"
# shellcheck disable=SC1091
. "$BENCH_ROOT/completions/ssoenv.bash"

die() {
	echo "bench.bash: $1" >&2
	exit 1
}

# sample ROW SAMPLES CALLS COMMAND ...: with `each`, a command that does it so many times.
sample() {
	local row=$1 samples=$2 calls=$3 i j start us
	shift 3
	"$@" || die "$row"
	for ((i = 0; i < samples; i++)); do
		start=${EPOCHREALTIME/[.,]/}
		for ((j = 0; j < calls; j++)); do "$@"; done
		us=$((${EPOCHREALTIME/[.,]/} - start))
		printf '%s\t%d\t%d.%03d\n' "$row" $((calls * ${each-1})) $((us / 1000)) $((us % 1000))
	done
}

# A copy for one more profile, which differs from that for dev.
copy_other() {
	(umask 077 && sed 's/^=dev$/=other/; s/^=ASIA/&OTHER/; s/^=ReadOnly$/=Other/' "$copy" >"${copy%dev}other")
}

use_both() { ssoenv use other && ssoenv use dev; }

# The least that any layer must do: look at the copy, read it, compare it with its sources, and export what it says. `source_at` and
# `key_at` are where the files and the keys stand in the copy.
least() {
	local lines config credentials
	[[ -f $copy && ! -L $copy && -O $copy ]] && mapfile -t lines <"$copy" || return
	config=${lines[source_at]} credentials=${lines[source_at + 1]}
	! [[ $config -nt $copy || ${config%/*}/ -nt $copy || $credentials -nt $copy || ${credentials%/*}/ -nt $copy ]] || return
	lines=("${lines[@]:key_at:12}")
	export "AWS_ACCESS_KEY_ID${lines[0]}" "AWS_SECRET_ACCESS_KEY${lines[1]}" "AWS_SESSION_TOKEN${lines[2]}" \
		"AWS_CREDENTIAL_EXPIRATION${lines[3]}" "AWS_REGION${lines[4]}" "AWS_DEFAULT_REGION${lines[5]}" \
		"AWS_SSO_PROFILE${lines[6]}" "SSOENV_PROFILE${lines[7]}" "SSOENV_ACCOUNT_ID${lines[8]}" \
		"SSOENV_ROLE_NAME${lines[9]}" "SSOENV_REGION${lines[10]}" "SSOENV_EXPIRES${lines[11]}"
}

# The steps of a warm use, with the variables and the IFS that _ssoenv_run has for them.
steps() {
	local _ssoenv_wanted=dev _ssoenv_yes='' _ssoenv_now _ssoenv_file _ssoenv_name _ssoenv_fields _ssoenv_pieces _ssoenv_head _ssoenv_size _ssoenv_whole
	local _ssoenv_profile _ssoenv_expires _ssoenv_before IFS=$'\n\t '
	sample 'step of use: read the clock' 20 50 _ssoenv_clock
	sample 'step of use: find the copy, read it and check it' 20 20 _ssoenv_load dev 900
	sample 'step of use: of that, read its lines' 20 20 _ssoenv_read_lines "$copy"
	sample 'step of use: of that, check their form' 20 20 _ssoenv_unpack
	sample 'step of use: of that, compare it with this shell and its sources' 20 20 _ssoenv_is_current dev "$copy"
	sample 'step of use: check the variables, set and remember them' 20 20 _ssoenv_take
}

[ -n "${EPOCHREALTIME-}" ] || exit 0
copy=${XDG_CACHE_HOME:-$HOME/.cache}/ssoenv/shell/roles/dev
sample 'hook, no role' 20 500 _ssoenv_hook
SSOENV_DIRECTORIES=1
sample 'hook, no role, folders choose' 20 500 _ssoenv_hook
unset SSOENV_DIRECTORIES
sample 'use, warm' 20 20 ssoenv use dev
copy_other
each=2 sample 'use, warm, between two' 20 10 use_both
source_at=$(($(grep -n -m 1 '^/' "$copy" | cut -d: -f1) - 1))
key_at=$(($(grep -n -m 1 '^=ASIA' "$copy" | cut -d: -f1) - 1))
sample 'least that a use must do' 20 20 least
steps
sample 'hook, role active' 20 200 _ssoenv_hook
[ "${SSOENV_PROFILE-} ${SSOENV_PROMPT-}" != "dev " ] || die 'no role'

# tab LEFT TYPED ROW SAMPLES CALLS
tab() {
	COMP_LINE="ssoenv use $2"
	COMP_POINT=${#COMP_LINE}
	sample "${@:3}" _ssoenv_complete
	[ ${#COMPREPLY[@]} -eq "$1" ] || die "$3: ${#COMPREPLY[@]} of $1 names"
}

for count in $BENCH_COUNTS; do
	export AWS_CONFIG_FILE=$HOME/$count/config
	for kind in list parsed; do
		export XDG_CACHE_HOME=$HOME/cache/$count/$kind
		calls=$((count < 1000 ? 10 : 1))
		tab "$count" '' "Tab, $count profiles, $kind" 7 $calls
		[ "$count" -ge 2000 ] || continue
		tab 111 team-12 "Tab, $count profiles, $kind, 111 left" 7 $calls
		tab 1 team-1234. "Tab, $count profiles, $kind, one left" 7 $calls
	done
done
