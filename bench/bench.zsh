# Times what the layer does in zsh, by zsh's own clock. Prints `ROW<TAB>CALLS<TAB>MILLISECONDS` for each sample.
zmodload zsh/datetime
source $BENCH_ROOT/shell/ssoenv.zsh
source $BENCH_ROOT/completions/_ssoenv

# In place of the line editor: takes whatever is offered. What zsh itself does to show it is not ours to time.
compadd() {
	if (( ${@[(I)-O]} )); then hits=("${(@)names}"); fi
	offered=${#names}
}
_description() { expl=(); }

die() {
	print -u2 "bench.zsh: $1"
	exit 1
}

# sample ROW SAMPLES CALLS COMMAND ...
sample() {
	local row=$1
	local -i samples=$2 calls=$3 i j
	local -F start took
	shift 3
	"$@" || die $row
	for (( i = 0; i < samples; i++ )); do
		start=$EPOCHREALTIME
		for (( j = 0; j < calls; j++ )); do "$@"; done
		took=$(( (EPOCHREALTIME - start) * 1000 ))
		print -r -- $row$'\t'$calls$'\t'$took
	done
}

hook() {
	_ssoenv_hook
	return 0
}

sample 'hook, no role' 20 500 hook
sample 'use, warm' 20 20 ssoenv use dev
sample 'hook, role active' 20 200 hook
[[ $SSOENV_PROFILE == dev && -n $SSOENV_PROMPT ]] || die 'no role'

words=(ssoenv use '') CURRENT=3 PREFIX='' curcontext=:complete:ssoenv:
for count in ${=BENCH_COUNTS}; do
	export AWS_CONFIG_FILE=$HOME/$count/config
	for kind in list parsed; do
		export XDG_CACHE_HOME=$HOME/cache/$count/$kind
		offered=0
		sample "Tab, $count profiles, $kind" 7 $(( count < 1000 ? 10 : 1 )) _ssoenv
		(( offered == count )) || die "$offered of $count names"
	done
done
