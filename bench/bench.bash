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
	local folder=${XDG_CACHE_HOME:-$HOME/.cache}/ssoenv/shell/roles
	(umask 077 && sed 's/^=dev$/=other/; s/^=ASIA/&OTHER/; s/^=ReadOnly$/=Other/' "$folder/dev" >"$folder/other")
}

use_both() { ssoenv use other && ssoenv use dev; }

[ -n "${EPOCHREALTIME-}" ] || exit 0
sample 'hook, no role' 20 500 _ssoenv_hook
sample 'use, warm' 20 20 ssoenv use dev
copy_other
each=2 sample 'use, warm, between two' 20 10 use_both
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
