# The shell layer in zsh.

load ../support/support
load ../support/layer

# Among the values that a child sees, `_` is the command itself. For the role that is active, time passes by `age`: it has less than
# 15 minutes left then, and no copy.
helpers='snap() { env -u _ -0 >$1; }
	age() { export SSOENV_EXPIRES=$(( EPOCHSECONDS + 535 )); _ssoenv_ours[16]="=$SSOENV_EXPIRES"
		command rm ~/.cache/ssoenv/shell/roles/$SSOENV_PROFILE; }'

# The program that most of this is tried with prints the file `answer` and ends with status $ANSWER.
prepare() {
	layer_in zsh
	mkdir -p "$copies/roles"
	chmod 700 "$copies" "$copies/roles"
	age_config
	stand_in "echo \"\$*\" >>'$PWD/calls'" "[ ! -f '$PWD/answer' ] || cat '$PWD/answer'" 'exit "${ANSWER:-4}"'
}

# A copy that comes from another terminal, made of the file `later`.
comes_later="(umask 077; cp later ~/.cache/ssoenv/shell/roles/dev)"

## Loading

@test "zsh: loading leaves every option as it was" {
	run_script 'setopt >before' "source '$layer'" 'setopt >after'
	silent
	cmp before after
}

@test "zsh: everything holds under set -a, and no private state or prompt text is exported" {
	copy a 3590 KA
	begin="set -a; $begin"
	in_layer 'ssoenv use a; _ssoenv_hook; print -r -- $SSOENV_PROMPT' 'snap after' "zsh -fc \"source '$layer'; typeset -x\" >nested"
	equals "$output$stderr" 'a 59m'
	run grep -zaiE '^(_ssoenv|ssoenv_prompt|psvar)' after
	equals "$status" 1
	run grep -iE '^(_ssoenv|ssoenv_prompt)' nested
	equals "$status" 1
}

@test "zsh: traced functions show no secret" {
	copy dev 3590 K1
	in_layer 'ssoenv use dev' 'typeset -ft ssoenv _ssoenv_use _ssoenv_hook; _ssoenv_hook; ssoenv use dev; ssoenv off'
	[[ $stderr == *_ssoenv_use* ]] || fail 'there is no trace'
	[[ $stderr != *K1* ]] || fail 'the key is shown'
}

@test "zsh: sourced again, also by the plugin, it has one hook, keeps its state and finds its completion" {
	copy dev 3590 K1
	export AWS_REGION=mine
	in_layer 'ssoenv use dev' "source '$layer'; source '$program_root/ssoenv.plugin.zsh'; source '$program_root/ssoenv.plugin.zsh'" \
		'print $precmd_functions $preexec_functions; ssoenv off; print $AWS_REGION; print -l $fpath | grep -c ${0:h}/program/completions'
	equals "$output" $'_ssoenv_hook _ssoenv_register _ssoenv_before_command\nmine\n1'
}

@test "zsh: it can be evaluated as text" {
	copy dev 3590 K1
	"$program_folder/ssoenv" init zsh >text
	run_script "alias export='echo HIJACKED' command=false" 'eval "$(<text)"' \
		'ssoenv use dev; print $AWS_ACCESS_KEY_ID $#precmd_functions'
	equals "$output$stderr" 'K1 1'
}

@test "zsh: a running shell takes a later version of the layer as a whole, and keeps its state" {
	copy dev 3590 K1
	own_layer
	in_layer "sed -i 's/^function _ssoenv_run_program {/function later { print later }\\n&/' mine/shell/zsh/start.zsh" \
		'snap before; ssoenv use dev; later' \
		"source '$layer'; ssoenv use dev; source '$layer'; ssoenv off; snap after"
	equals "$output" later
	equals "$stderr" ''
	same_environment before after
}

@test "zsh: a layer outside of a package is read whole at once, because its file may go" {
	copy dev 3590 K1
	"$program_folder/ssoenv" init zsh >ssoenv.zsh
	run_script "source =(<ssoenv.zsh)" 'ssoenv use dev; print $AWS_ACCESS_KEY_ID; ssoenv off' \
		'source ./ssoenv.zsh; rm ssoenv.zsh; ssoenv use dev; print $AWS_ACCESS_KEY_ID'
	equals "$output" $'K1\nK1'
	equals "$stderr" ''
}

## Before each prompt

@test "zsh: the prompt text stands in one slot of psvar, by time left and guard" {
	copy dev 3590 K1
	in_layer 'show() { _ssoenv_hook; print -r "$SSOENV_PROMPT|${(j:,:)psvar[7,10]}|${(%%)ssoenv_prompt}" }' \
		'show; ssoenv use dev; show; SSOENV_GUARD="x *ev"; show; SSOENV_GUARD="dev|x d"; show; ssoenv off; show'
	equals "$output" $'||\ndev 59m|dev 59m,,,|dev 59m \ndev 59m|,,,dev 59m|dev 59m \ndev 59m|dev 59m,,,|dev 59m \n|,,,|'
	equals "$stderr" ''
}

@test "zsh: expiry is announced after the instant prompt of powerlevel10k, not under it" {
	export SSOENV_PROFILE=dev SSOENV_EXPIRES=1000
	in_layer 'typeset -gi __p9k_instant_prompt_active=1; _ssoenv_hook; print -r $SSOENV_PROMPT; print -u2 that was it' \
		'unset __p9k_instant_prompt_active; _ssoenv_hook; _ssoenv_hook'
	equals "$output" 'dev expired'
	equals "$stderr" $'that was it\nssoenv: the credentials of dev have expired\nssoenv: hint: ssoenv use dev'
}

@test "zsh: the prompt text is made again when its minute is over, or settings or psvar change" {
	copy dev 3590 K1
	in_layer 'show() { _ssoenv_hook; print -r "$SSOENV_PROMPT|${(j:,:)psvar[7,10]}" }; ssoenv use dev; show; show' \
		'psvar=(); show; SSOENV_PROMPT=; show; SSOENV_GUARD=dev; show; SSOENV_PROMPT_FORMAT="{role}"; show' \
		'SSOENV_EXPIRES=$(( SSOENV_EXPIRES - 60 )); show; SSOENV_EXPIRES=$(( SSOENV_EXPIRES + 60 )); show' \
		'_ssoenv_calm[1]=$(( EPOCHSECONDS )); psvar[10]=x; show' \
		'print $(( _ssoenv_calm[1] > EPOCHSECONDS && _ssoenv_calm[1] <= EPOCHSECONDS + 61 ))'
	equals "$output" 'dev 59m|dev 59m,,,
dev 59m|dev 59m,,,
dev 59m|dev 59m,,,
dev 59m|dev 59m,,,
dev 59m|,,,dev 59m
ReadOnly|,,,ReadOnly
ReadOnly|,,ReadOnly,
ReadOnly|,,,ReadOnly
ReadOnly|,,,ReadOnly
1'
}

## Hostile names

hostile=('$(touch PWNED)' '`touch PWNED`' '%n%F{red}' $'raw\e[31mesc' 'x)y.%(7V' "a'b" 'a"b' 'a\b' '${HOME}' '!! ;touch PWNED' \
	$'tab\tbell\a')

@test "zsh: hostile names are text in every prompt, with promptsubst too" {
	local number expected=''
	for number in "${!hostile[@]}"; do
		export "NAME$number=${hostile[number]}"
		expected+="${hostile[number]//[[:cntrl:]]/?}"$'\n'
	done
	export SSOENV_EXPIRES=99999999999 SSOENV_PROMPT_FORMAT='{profile}'
	in_layer 'setopt promptsubst promptpercent promptbang; PROMPT=$ssoenv_prompt' \
		"for (( i = 0; i < ${#hostile[@]}; i++ )); do" 'name=NAME$i; export SSOENV_PROFILE=${(P)name}' \
		'_ssoenv_hook; print -rP -- "$PROMPT"; done'
	equals "${output// $'\n'/$'\n'}" "${expected%$'\n'} "
	nothing_ran
}

## On a terminal

# at_terminal LINE ...: types into an interactive zsh with the layer, as typist.py says; what it showed is $output.
at_terminal() {
	require_python
	mkdir -p zdot
	[ -e zdot/.zshrc ] || interactive
	printf '%s\n' '< READY' "$@" >typed
	run env -u SSOENV_PSVAR ZDOTDIR="$PWD/zdot" TERM=vt100 SHELL=/bin/sh \
		"$python_program" "$support_folder/typist.py" typed zsh -di 3>&-
	printf 'status %s, shown %q\n' "$status" "$output" >&2
	equals "$status" 0
}

# The widget writes the command line into a file, which an external command cannot.
interactive() {
	cat >zdot/.zshrc <<-END
		unsetopt beep prompt_cr; setopt noautoremoveslash; HISTFILE=
		$begin
		tell() { print -r -- "\$BUFFER" >buffer; zle kill-buffer; zle -M TOLD }
		zle -N tell; bindkey '^T' tell
		autoload -Uz compinit; compinit -C -D
		${1-}
		PROMPT='READY\$(( ++prompts ))[%?]'\$ssoenv_prompt'> '
		setopt promptsubst
	END
}

@test "zsh: use greets on the terminal, and the hook keeps \$?, pipestatus, \$! and \$_" {
	copy dev 3590 K1
	at_terminal '> ssoenv use dev' '< ssoenv: dev: ReadOnly in account 111111111111 (eu-west-1), 59 min left' '< [0]dev 59m > ' \
		'> (exit 42)' '< [42]dev 59m > ' '> print A$?' '< A42' '< > ' '> true | (exit 3) | (exit 5)' '< [5]dev' \
		'> print P$pipestatus' '< P0 3 5' '< > ' \
		'> print one last' '< > ' '> print U$_' '< Ulast' '< > ' '> sleep 0 & b=$!' '< > ' '> print B$(( $! == b ))' '< B1' '< > ' '> exit'
}

# Like the instant prompt of powerlevel10k: what is written before the last hook of the first prompt is caught and reported.
@test "zsh: nothing is written on the way to the first prompt, with a role that was inherited fresh or stale too" {
	local expires
	copy dev 3590 K1
	begin="exec {out}>&1 {err}>&2 >>caught 2>&1; $begin"
	mkdir zdot
	interactive 'release() { exec >&$out 2>&$err; precmd_functions=("${(@)precmd_functions:#release}") }; precmd_functions+=(release)'
	for expires in '' 1000 99999999999; do
		[ -z "$expires" ] || export SSOENV_PROFILE=dev SSOENV_ACCOUNT_ID=111111111111 SSOENV_ROLE_NAME=ReadOnly SSOENV_EXPIRES=$expires
		at_terminal '< > ' '> exit'
		[ -e caught ] || fail 'nothing was looked at'
		equals "$(<caught)" ''
	done
	never_called
}

@test "zsh: a refresh is silent on the terminal, also when the shell ends at once" {
	copy dev 3590 K1
	at_terminal '> ssoenv use dev' '< > ' '> age' '< > ' '> jobs; print X$!' '< X' '< > ' '> exit'
	[[ $output != *'[1]'* && $output != *done* && $output != *Done* && $output != *'running jobs'* && $output == *X0* ]]
}

@test "zsh: Ctrl-C ends a use with status 130 and no change, but does not end a refresh" {
	copy dev 3590 K1
	mkfifo go ran
	stand_in 'case $* in' '	*--no-login*) read x <go; echo refreshed >ran ;;' '	*) echo ASKING >&2; exec sleep 60 ;;' 'esac'
	at_terminal '> trap "print MINE" INT; ssoenv use dev' '< READY2[0]dev 59m > ' '> age' '< READY3[0]dev 8m > ' '= \x03' \
		'< MINE' '> ' '< READY4' '< > ' '> echo >go; read -r x <ran; print GOT $x' '< GOT refreshed' '< > ' \
		'> ssoenv use other' '< ASKING' '= \x03' '< [130]' '< > ' '> print KEY$AWS_ACCESS_KEY_ID; trap' '< KEYK1' \
		"< trap -- 'print MINE' INT" '< > ' '> exit'
}

@test "zsh: a role that went stale while the prompt stood open is renewed before the command runs" {
	copy dev 3590 K1
	fields dev 7200 K2 >later
	export SSOENV_REFRESH_WINDOW=9999
	mkdir -p zdot
	interactive "later() { $comes_later; zle -M TOLD }; zle -N later; bindkey '^X' later"
	# shellcheck disable=SC2016
	at_terminal '> ssoenv use dev' '< > ' '= \x18' '< TOLD' '> print KEY$AWS_ACCESS_KEY_ID' '< KEYK2' '< > ' '> exit'
}

# completes TYPED LINE: after Tab the command line is LINE.
completes() {
	local steps=() expected=()
	while [ $# -gt 0 ]; do
		steps+=("= $1\\t\\x14" '< TOLD')
		expected+=("$2")
		shift 2
	done
	sed -i 's/>buffer/>>buffer/' zdot/.zshrc
	at_terminal '< > ' "${steps[@]}" '> exit'
	equals "$(sed 's/ *$//' buffer)" "$(printf '%s\n' "${expected[@]}")"
	nothing_ran
	never_called
}

names=('org:9:a' 'x:y@z' 'mail:a@b:c' 'user@c' 'a=' 'team 7' "o'b" 'we$ird' 'inj$(touch PWN)' 'pct%F{red}' 'q"t')
completes_names() {
	completes 'ssoenv use org' 'ssoenv use org:9:a' 'ssoenv use org:9' 'ssoenv use org:9:a' 'ssoenv use x:y@' \
		'ssoenv use x:y@z' 'ssoenv use mail:a@' 'ssoenv use mail:a@b:c' \
		'ssoenv use us' 'ssoenv use user@c' 'ssoenv use a' 'ssoenv use a=' 'ssoenv use te' 'ssoenv use team\ 7' \
		"ssoenv use \\'te" "ssoenv use 'team 7'" \
		'ssoenv use \"team ' 'ssoenv use "team 7"' 'ssoenv use o' 'ssoenv use o' 'ssoenv use o\\\x27' "ssoenv use o\\'b" \
		'ssoenv use we' 'ssoenv use we\$ird' \
		'ssoenv use inj' 'ssoenv use inj\$\(touch\ PWN\)' 'ssoenv use pct' 'ssoenv use pct%F\{red\}' 'ssoenv use q' 'ssoenv use q\"t'
}

@test "zsh: Tab completes names of every kind from the list of names" {
	: >"$config_file"
	names_list 'ReadOnly of 1' "${names[@]}"
	mkdir zdot && interactive
	completes_names
}

@test "zsh: Tab leaves no mapfile parameter behind, and works where the person has one" {
	: >"$config_file"
	names_list 'ReadOnly of 1' one two
	mkdir zdot
	interactive
	sed -i '/^PROMPT/i TRAPEXIT() { print -r -- ${+mapfile} ${mapfile-} >left; }' zdot/.zshrc
	completes 'ssoenv use on' 'ssoenv use one'
	equals "$(cat left)" 0
	rm buffer
	interactive
	sed -i '/^PROMPT/i mapfile=(mine); TRAPEXIT() { print -r -- ${+mapfile} ${mapfile-} >left; }' zdot/.zshrc
	completes 'ssoenv use tw' 'ssoenv use two'
	equals "$(cat left)" '1 mine'
}

# As they stand in headers, and others that are no profiles.
hostile_config() {
	printf '[profile %s]\n' 'org:9:a' 'x:y@z' 'mail:a@b:c' '"user@c"' 'a=' "'team 7'" "\"o'b\"" 'we$ird' "'inj\$(touch PWN)'" \
		'pct%F{red}' "'q\"t'"
	printf '%s\n' '# [profile inactive]' ' [profile indented]' '[ profile teapot]' '[profile two words]' '[sso-session telco]' \
		'[services mailer]' "[profile 'open]"
} >"$config_file"

@test "zsh: Tab completes commands, flags, sessions, shells and formats" {
	hostile_config
	printf '[spare]\n' >"$HOME/.aws/credentials"
	mkdir zdot && interactive
	completes 'ssoenv exp' 'ssoenv export' 'ssoenv logi' 'ssoenv login' 'ssoenv use --no-' 'ssoenv use --no-login' \
		'ssoenv login --sso-session t' 'ssoenv login --sso-session telco' \
		'ssoenv use --shell=z' 'ssoenv use --shell=zsh' 'ssoenv off --shell p' 'ssoenv off --shell powershell' \
		'ssoenv export --format win' 'ssoenv export --format windows-cmd' \
		'ssoenv export --format fish sp' 'ssoenv export --format fish spare' 'ssoenv use --region x sp' \
		'ssoenv use --region x spare' 'ssoenv list sp' 'ssoenv list sp'
}

@test "zsh: Tab shows descriptions, and control characters never reach the terminal" {
	names_list 'ReadOnly of 1%F{red}' dev1 'dev%F{red}'
	mkdir zdot && interactive
	at_terminal '= ssoenv use d\t\t' '< dev%F{red} -- ReadOnly of 1%F{red}' '= \x15' '> exit'
}

@test "zsh: the completion works from a folder of fpath, sourced after compinit, and by the layer before compinit" {
	local way
	hostile_config
	mkdir zdot
	for way in "fpath+=('$program_root/completions'); compinit -C -D" "source '$program_root/completions/_ssoenv'" \
		"source '$layer'; compinit -C -D"; do
		rm -f buffer
		begin='autoload -Uz compinit; compinit -C -D' interactive
		[[ $way != *'; compinit'* ]] || begin=: interactive
		[[ $way != *'; compinit'* ]] || sed -i '/^autoload/d' zdot/.zshrc
		sed -i "/^PROMPT/i autoload -Uz compinit; $way" zdot/.zshrc
		completes 'ssoenv use te' 'ssoenv use team\ 7'
	done
}

@test "zsh: the completion works where a plugin manager puts compdef off while it loads the layer" {
	run_script 'autoload -Uz compinit; compinit -C -D; real=$functions[compdef]; compdef() { : }' "source '$layer'" \
		'functions[compdef]=$real' \
		'for hook in $precmd_functions; do $hook; done; print -r -- $_comps[ssoenv] $precmd_functions'
	equals "$output$stderr" '_ssoenv_complete _ssoenv_hook'
}

## What a variable was declared as

for declaration in 'typeset -i AWS_REGION' 'typeset -xi AWS_REGION=3' 'typeset -u AWS_SSO_PROFILE' \
	'typeset -l AWS_SECRET_ACCESS_KEY=x' 'AWS_SESSION_TOKEN=(a b)' 'typeset -A AWS_SESSION_TOKEN' \
	'typeset -T AWS_SECRET_ACCESS_KEY keys' 'typeset -F AWS_REGION=1' 'typeset -Z 9 AWS_REGION=1' \
	'typeset -R 3 AWS_REGION=abcdef' 'typeset -U AWS_PROFILE=mine' 'typeset -r SSOENV_EXPIRES=1' \
	'typeset -x AWS_REGION=plain'; do
	bats_test_function --description "zsh: $declaration: whole or not at all" -- is_whole_or_nothing "$declaration"
done

for declaration in 'typeset -i AWS_REGION' 'typeset -u SSOENV_PROFILE' 'typeset -T AWS_REGION regions'; do
	bats_test_function --description "zsh: $declaration between two roles: nothing is changed" -- declared_meanwhile "$declaration"
done

# A type that comes after the role shows another text, but what the variable holds is still the secret.
off_refuses_a_later_type() {
	copy dev 3590 K1
	in_layer 'ssoenv use dev 2>/dev/null' "typeset $1" 'ssoenv off' 'print -r -- $?'
	equals "$output" 3
	matches "$stderr" 'is declared with attributes in this shell'
	matches "$stderr" "hint: unset ${1##* }"
}
for declaration in '-gl AWS_SESSION_TOKEN' '-gu AWS_SECRET_ACCESS_KEY' '-gL3 AWS_ACCESS_KEY_ID' '-gxZ9 SSOENV_EXPIRES' '-gi AWS_REGION'; do
	bats_test_function --description "zsh: typeset $declaration before off: nothing is left behind unsaid" -- \
		off_refuses_a_later_type "$declaration"
done

## A role that was inherited

@test "zsh: an inherited role is not renewed as a role that its labels were changed to" {
	inherit_role 500
	export AWS_ACCESS_KEY_ID=K1
	fields dev 7200 K2 '' 111111111111 Admin >later
	in_layer '_ssoenv_retry=(99999999999); _ssoenv_hook; export SSOENV_ROLE_NAME=Admin' "$comes_later" \
		'_ssoenv_hook; _ssoenv_before_command; print $AWS_ACCESS_KEY_ID'
	equals "$output" K1
	never_called
}

## The package

@test "zsh: Tab writes nothing onto the line if the package is gone" {
	own_layer
	cp -R "$program_root/completions" mine/
	unset SSOENV_BIN
	mkdir zdot && interactive
	at_terminal '< > ' '> rm -r mine' '< > ' '= ssoenv use te\t\x14' '< TOLD' '> exit'
	equals "$(<buffer)" 'ssoenv use te'
	[[ $output != *'not found'* && $output != *'(eval)'* ]]
}

@test "zsh: a zsh that is too old is told in one line" {
	copy dev 3590 K1
	in_layer 'ZSH_VERSION=5.0.8; ssoenv use dev; print $?; ZSH_VERSION=5.3.1-test; ssoenv off; ZSH_VERSION=5.4; ssoenv use dev; print $?'
	equals "$output" $'1\n0'
	equals "$stderr" $'ssoenv: the shell integration needs zsh 5.4 or newer; this is 5.0.8\n'\
$'ssoenv: the shell integration needs zsh 5.4 or newer; this is 5.3.1-test'
}

## What is captured

# copied NAME FILE [KEY]: a copy of the profile NAME, under the name that the program gives the file.
copied() {
	fields "$1" 3590 "${3-K1}" >copied
	keep copied "$2"
}

@test "zsh: what use and off print in a substitution is a call without a secret, which takes the role" {
	copy dev 3590 K1
	copied "o'b !x" "o%27b%20%21x" K2
	export AWS_REGION=mine
	in_layer 'code=$(ssoenv use dev); print -r -- $code; eval $code; print $? $AWS_ACCESS_KEY_ID' \
		'setopt rcquotes cshjunkiequotes; eval "$(ssoenv use "o'\''b !x")"; print -r -- $? $AWS_ACCESS_KEY_ID $SSOENV_PROFILE' \
		'source <(ssoenv use -); print $AWS_ACCESS_KEY_ID; source =(ssoenv use -); print $AWS_ACCESS_KEY_ID' \
		'code=$(ssoenv off); print -r -- $code; eval $code; print $? $AWS_REGION ${+AWS_ACCESS_KEY_ID}; eval "$(ssoenv off)"; print $?'
	equals "$output" "_ssoenv_captured_use 'dev'
0 K1
0 K2 o'b !x
K1
K2
_ssoenv_captured_off
0 mine 0
0"
	equals "$stderr" 'ssoenv: no profile is active in this shell'
	never_called
}

@test "zsh: options, and what was picked, are in the call, and no question is asked twice" {
	export ANSWER=0 SSOENV_GUARD='*'
	fields dev 3590 K1 >answer
	in_layer 'print -r -- "$(ssoenv use)"' 'code=$(ssoenv use --account 111111111111 --login); print -r -- $code' \
		'code=$(ssoenv use dev --region "x y" --yes); print -r -- $code; eval $code; print $? $AWS_ACCESS_KEY_ID'
	equals "$output" "_ssoenv_captured_use 'dev'
_ssoenv_captured_use '--account' '111111111111' '--role' 'ReadOnly'
_ssoenv_captured_use 'dev' '--region' 'x y'
0 K1"
	equals "$(calls)" 'shell-role --shell zsh
shell-role --shell zsh --account 111111111111 --login
shell-role --shell zsh dev --region x y
shell-role --shell zsh dev --region x y --no-login'
}

@test "zsh: the call cut off at any byte changes nothing, and it fails in a shell without the layer" {
	copy dev 3590 K1
	in_layer 'code=$(ssoenv use dev); for (( i = 1; i < $#code; i++ )); do eval "${code[1,i]}"; done 2>/dev/null' \
		'print -r -- ${+AWS_ACCESS_KEY_ID}; print -r -- $code >code'
	equals "$output" 0
	run -127 --separate-stderr zsh -fc '. ./code'
	equals "$(wc -l <<<"$stderr")" 1
}

## The prompt of a person

@test "zsh: the recipe shows the role above the layer and below it, and no blank without a role" {
	copy dev 3590 K1
	run_script "setopt promptsubst; PROMPT='\$ssoenv_prompt%# '; $begin" 'show() { _ssoenv_hook; print -rP -- "[$PROMPT]" }' \
		'show; ssoenv use dev; show; unsetopt promptsubst; PROMPT="$ssoenv_prompt%# "; show; ssoenv off; show'
	equals "$output" $'[# ]\n[dev 59m # ]\n[dev 59m # ]\n[# ]'
}

drops_by_character() {
	export LC_ALL=C.UTF-8 SSOENV_GUARD='pr?d' SSOENV_GUARD_MINUTES=0
	role dev
	role pröd
	in_layer "$(calling use dev)" "$(calling use pröd)" "$(prompting)" "$(printing SSOENV_PROFILE)"
	equals "$output" unset
}
@test "zsh: from role to role, a sign in SSOENV_GUARD stands for a character, not a byte" { drops_by_character; }
