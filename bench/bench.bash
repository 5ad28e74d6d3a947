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

# sample ROW SAMPLES CALLS COMMAND ...
sample() {
	local row=$1 samples=$2 calls=$3 i j start us
	shift 3
	"$@" || die "$row"
	for ((i = 0; i < samples; i++)); do
		start=${EPOCHREALTIME/[.,]/}
		for ((j = 0; j < calls; j++)); do "$@"; done
		us=$((${EPOCHREALTIME/[.,]/} - start))
		printf '%s\t%d\t%d.%03d\n' "$row" "$calls" $((us / 1000)) $((us % 1000))
	done
}

[ -n "${EPOCHREALTIME-}" ] || exit 0
sample 'hook, no role' 20 500 _ssoenv_hook
sample 'use, warm' 20 20 ssoenv use dev
sample 'hook, role active' 20 200 _ssoenv_hook
[ "${SSOENV_PROFILE-} ${SSOENV_PROMPT-}" != "dev " ] || die 'no role'

COMP_LINE='ssoenv use '
COMP_POINT=${#COMP_LINE}
for count in $BENCH_COUNTS; do
	export AWS_CONFIG_FILE=$HOME/$count/config
	for kind in list parsed; do
		export XDG_CACHE_HOME=$HOME/cache/$count/$kind
		sample "Tab, $count profiles, $kind" 7 $((count < 1000 ? 10 : 1)) _ssoenv_complete
		[ ${#COMPREPLY[@]} -eq "$count" ] || die "${#COMPREPLY[@]} of $count names"
	done
done
