# Times what the layer does in zsh, by zsh's own clock. Prints `ROW<TAB>CALLS<TAB>MILLISECONDS` for each sample.
zmodload zsh/datetime
source $BENCH_ROOT/shell/ssoenv.zsh
source $BENCH_ROOT/completions/_ssoenv

# In place of the line editor: takes whatever is offered. What zsh itself does to show it is not ours to time.
compadd() {
	if (( ${@[(I)-O]} )); then hits=("${(@M)names:#$PREFIX*}"); fi
	offered=${#${(@M)names:#$PREFIX*}}
}
_description() { expl=(); }

die() {
	print -u2 "bench.zsh: $1"
	exit 1
}

# sample ROW SAMPLES CALLS COMMAND ...: with `each`, a command that does it so many times.
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
		print -r -- $row$'\t'$(( calls * ${each-1} ))$'\t'$took
	done
}

# A copy for one more profile, which differs from that for dev.
copy_other() {
	local -a lines
	lines=("${(@f)$(<$copy)}")
	lines=("${(@)${(@)${(@)lines/#%=dev/=other}/#=ASIA/=OTHER}/#%=ReadOnly/=Other}")
	( umask 077; print -rl -- "${(@)lines}" >${copy%dev}other )
}

# The least that any layer must do: look at the copy, read it, compare it with its sources, and export what it says. `source_at` and
# `key_at` are where the files and the keys stand in the copy.
least() {
	local -a lines
	local config credentials
	[[ -f $copy && ! -L $copy && -O $copy ]] || return
	lines=("${(@f)$(<$copy)}")
	config=${lines[source_at]} credentials=${lines[source_at+1]}
	[[ ! $config -nt $copy && ! ${config%/*}/ -nt $copy && ! $credentials -nt $copy && ! ${credentials%/*}/ -nt $copy ]] || return
	lines=("${(@)lines[key_at,key_at+11]}")
	typeset -gx "AWS_ACCESS_KEY_ID${lines[1]}" "AWS_SECRET_ACCESS_KEY${lines[2]}" "AWS_SESSION_TOKEN${lines[3]}" \
		"AWS_CREDENTIAL_EXPIRATION${lines[4]}" "AWS_REGION${lines[5]}" "AWS_DEFAULT_REGION${lines[6]}" \
		"AWS_SSO_PROFILE${lines[7]}" "SSOENV_PROFILE${lines[8]}" "SSOENV_ACCOUNT_ID${lines[9]}" \
		"SSOENV_ROLE_NAME${lines[10]}" "SSOENV_REGION${lines[11]}" "SSOENV_EXPIRES${lines[12]}"
}

read_lines() { record=("${(@f)$(<$copy)}") }

# The steps of a warm use, with the variables that _ssoenv_use has for them.
steps() {
	local profile expires rare
	local -a record
	sample 'step of use: find the copy, read it and check it' 20 20 _ssoenv_load dev 900
	sample 'step of use: of that, read its lines' 20 20 read_lines
	setopt no_multibyte extended_glob
	sample 'step of use: of that, check their form, and compare it with this shell and its sources' 20 20 _ssoenv_unpack $copy
	setopt multibyte no_extended_glob
	sample 'step of use: check the variables, set and remember them' 20 20 _ssoenv_take
}

copy=${XDG_CACHE_HOME:-$HOME/.cache}/ssoenv/shell/roles/dev
use_both() { ssoenv use other && ssoenv use dev }

sample 'hook, no role' 20 500 _ssoenv_hook
SSOENV_DIRECTORIES=1
sample 'hook, no role, folders choose' 20 500 _ssoenv_hook
unset SSOENV_DIRECTORIES
sample 'use, warm' 20 20 ssoenv use dev
copy_other
each=2 sample 'use, warm, between two' 20 10 use_both
integer source_at key_at
() {
	local -a lines=("${(@f)$(<$copy)}")
	source_at=${lines[(i)/*]} key_at=${lines[(i)=ASIA*]}
}
sample 'least that a use must do' 20 20 least
steps
sample 'hook, role active' 20 200 _ssoenv_hook
[[ $SSOENV_PROFILE == dev && -n $SSOENV_PROMPT ]] || die 'no role'

# tab LEFT TYPED ROW SAMPLES CALLS
tab() {
	words[3]=$2 PREFIX=$2
	offered=0
	sample "${@[3,-1]}" _ssoenv
	(( offered == $1 )) || die "$3: $offered of $1 names"
}

words=(ssoenv use '') CURRENT=3 curcontext=:complete:ssoenv:
for count in ${=BENCH_COUNTS}; do
	export AWS_CONFIG_FILE=$HOME/$count/config
	for kind in list parsed; do
		export XDG_CACHE_HOME=$HOME/cache/$count/$kind
		calls=$(( count < 1000 ? 10 : 1 ))
		tab $count '' "Tab, $count profiles, $kind" 7 $calls
		(( count >= 2000 )) || continue
		tab 111 team-12 "Tab, $count profiles, $kind, 111 left" 7 $calls
		tab 1 team-1234. "Tab, $count profiles, $kind, one left" 7 $calls
	done
done
