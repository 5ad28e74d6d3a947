# The shell layer in fish: in scripts, and at prompts of a real terminal.

load ../support/support
load ../support/layer

# edit FILE NAME LINE: the line of NAME in a record becomes LINE.
edit() {
	local -A row=([SSOENV_PROFILE]=18 [SSOENV_ACCOUNT_ID]=19 [SSOENV_ROLE_NAME]=20 [SSOENV_EXPIRES]=22)
	LINE=$3 awk -v row="${row[$2]}" 'NR == row { print ENVIRON["LINE"]; next } { print }' "$1" >edited
	cat edited >"$1"
	age_copy "$1"
}

hostile_names=('org:9:a' 'x:y@z' 'mail:a@b:c' 'user@c' 'a=' 'team 7' "o'b" 'dou"ble' 'we$ird' 'inj$(touch PWN)'
	'(touch PWN)`touch PWN`%F{red}\n')

prepare() {
	layer_in fish
	tab=$program_root/completions/ssoenv.fish
	export TERM=dumb
	age_config
}

# typed LINE ...: into a fish on a terminal of its own. Each prompt appends $SSOENV_PROMPT to the file `prompts`.
typed() {
	require_terminal
	cat >start.fish <<-END
		function fish_prompt; set -l kept \$status \$pipestatus; printf '%s\n' "\$SSOENV_PROMPT" >>prompts; echo \$kept >>statuses; end
		function fish_greeting; end
		source '$layer'
		source '$tab'
	END
	: >prompts
	: >statuses
	printf '%s\n' "$@" exit >keys
	run timeout 120 env SHELL=/bin/sh script -qefc "$traced fish --no-config --private -i -C 'source start.fish'" /dev/null <keys
	printf 'status %s, shown %q, prompts:\n%s\n' "$status" "$output" "$(cat prompts)" >&2
	holds_no_secret "$output"
}
traced=''

# Code that waits for a file.
waiting_for() { echo "for i in (seq 2000); test -e $1; and break; command true; end"; }

no_process_word='execve\(|clone3?\(|v?fork\('

@test "fish: loading prints nothing, exports nothing and starts no process" {
	fish --no-config -c 'env -0' >before
	fish --no-config -c "source '$layer'; source '$layer'; env -0" >after 2>said
	same_environment before after
	[ ! -s said ]
	require_strace
	strace -f -e trace=process -o trace fish --no-config -c "source '$layer'"
	equals "$(grep -E "$no_process_word" trace | grep -vc CLONE_THREAD)" 1 # fish itself
}

@test "fish: a fresh copy is taken without the program" {
	copy dev 3600
	noting_program
	in_layer 'ssoenv use dev; echo $status' 'env -0 >after'
	equals "$output" 0
	equals "$stderr" ''
	sees after AWS_ACCESS_KEY_ID ASIACOPY
	sees after AWS_SECRET_ACCESS_KEY secret/of+ASIACOPY
	sees after AWS_SESSION_TOKEN token+of/ASIACOPY==
	sees after AWS_CREDENTIAL_EXPIRATION 2100-01-01T00:00:00Z
	sees after AWS_REGION eu-west-1
	sees after AWS_DEFAULT_REGION eu-west-1
	sees after SSOENV_REGION eu-west-1
	sees after AWS_SSO_PROFILE dev
	sees after SSOENV_PROFILE dev
	sees after SSOENV_ACCOUNT_ID 111111111111
	sees after SSOENV_ROLE_NAME ReadOnly
	never_called
	[[ $(tr '\0' '\n' <after) != *__ssoenv* ]]
}

doubtful() {
	copy dev 3600
	noting_program
	eval "$1"
	in_layer 'ssoenv use dev >/dev/null' 'echo $status (set -q SSOENV_PROFILE; echo $status)'
	equals "$output" '7 1'
	equals "$(calls)" 'shell-role --shell fish dev'
}
doubt() { bats_test_function --description "fish: a copy is not taken when $1" -- doubtful "$2"; }
doubt 'it has less than 15 minutes left' 'copy dev 890'
doubt 'it is a symlink' 'mv $copies/roles/dev x; ln -s $PWD/x $copies/roles/dev'
doubt 'it is a folder' 'rm $copies/roles/dev; mkdir $copies/roles/dev'
doubt 'it is cut' 'head -n 22 $copies/roles/dev >x; cat x >$copies/roles/dev'
doubt 'it is of another profile' 'edit $copies/roles/dev SSOENV_PROFILE =Dev'
doubt 'its expiry is no number' 'edit $copies/roles/dev SSOENV_EXPIRES "=99999999(touch PWN)"'
doubt 'it was made for another home' 'sed -i 2s/$/x/ $copies/roles/dev'
doubt 'it was made for another config file' 'export AWS_CONFIG_FILE=$config_file'
doubt 'AWS_CONFIG_FILE is empty in place of unset' 'export AWS_CONFIG_FILE='
doubt 'the config is newer' 'touch $config_file'
doubt 'the credentials file is newer' 'touch $HOME/.aws/credentials'
doubt 'copies are switched off' 'export SSOENV_SHELL_CACHE=0'
doubt 'it has another layout' 'sed -i 1s/2/3/ $copies/roles/dev'

@test "fish: a copy is not taken a second time when it is too old by then" {
	copy dev 1000
	noting_program
	in_layer 'ssoenv use dev; ssoenv use dev; echo $status' "$later" 'ssoenv use dev; echo $status'
	equals "$output" $'0\n7'
}

# encoded NAME: the file name of its copy.
encoded() {
	local LC_ALL=C byte i
	for ((i = 0; i < ${#1}; i++)); do
		byte=${1:i:1}
		case $i$byte in
			*[A-Za-z0-9_] | [1-9]*[.@+=,-]) printf %s "$byte" ;;
			*) printf '%%%02X' $(($(printf %d "'$byte") & 255)) ;;
		esac
	done
}

finds_the_copy_of_any_name() {
	local name hostile=('team/env: a' '~x' '.hidden' '-dash' '=+,@' 'a=+,@' '%41 %2540' $'caf\303\251 \360\237\230\200' $'\357\230\201'
		"it's \"so\" \\ \$x (touch PWN)" '*?[a]{b}' "$(printf '%255s' | tr ' ' x)")
	for name in "${hostile[@]}"; do
		fields "$name" 3600 >one
		keep one "$(encoded "$name")"
		printf '%s\0' "$name" >>names
	done
	noting_program
	in_layer "$1" 'while read -z -l name; ssoenv use -- $name; test "$SSOENV_PROFILE" = "$name"; or echo no copy of $name; end <names'
	equals "$output" ''
	equals "$stderr" ''
	never_called
	nothing_ran
}
bats_test_function --description 'fish: every name has its copy' -- finds_the_copy_of_any_name 'true'
bats_test_function --description 'fish: every name has its copy, in the C locale' -- finds_the_copy_of_any_name 'set -gx LC_ALL C'

@test "fish: the program answers for names that can have no copy" {
	noting_program
	in_layer 'for name in (string repeat -n 256 x) (string repeat -n 86 ü) a\nb a\rb; ssoenv use $name; echo $status; end'
	equals "$output" $'7\n7\n7\n7'
}

@test "fish: a name that leads out of the folder is passed to the program" {
	copy dev 3600
	cp "$copies/roles/dev" "$copies/dev"
	noting_program 'exit 3'
	in_layer 'for name in ../dev roles/dev .dev "dev " "de*" ""; ssoenv use $name >/dev/null; end; set -q SSOENV_PROFILE; echo $status'
	equals "$output" 1
	equals "$(calls)" "$(printf 'shell-role --shell fish %s\n' ../dev roles/dev .dev 'dev ' 'de*' '')"
}

@test "fish: code in a copy stays a value" {
	copy dev 3600 '$(touch PWN)(touch PWN)'
	in_layer 'ssoenv use dev' 'env -0 >after'
	sees after AWS_ACCESS_KEY_ID '$(touch PWN)(touch PWN)'
	nothing_ran
}

@test "fish: the copy that the program left is taken, and the clock agrees with date" {
	cached_role
	in_layer 'ssoenv use dev; or exit' 'set -gx SSOENV_BIN /bin/false' 'ssoenv use dev; echo $status' 'env -0 >after' \
		'set -l now; set -l earliest (date +%s); __ssoenv_now; set -l latest (date +%s)' \
		'test $now -ge (math $earliest - 1) -a $now -le $latest; echo $status'
	equals "$output" $'0\n0'
	sees after AWS_ACCESS_KEY_ID ASIACACHED
}

## Giving back

odd_start() {
	export AWS_PROFILE=$'old\nline\n' AWS_DEFAULT_PROFILE= AWS_REGION=$'\xff\xfe\x80' AWS_SECRET_ACCESS_KEY=$' a  b\t' SSOENV_ROLE_NAME=x
	unset AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID
}

@test "fish: the environment is the same to the byte after use a, use b, use - and off" {
	odd_start
	copy dev 3600
	copy regionless 3600 ASIAOTHER ''
	noting_program
	in_layer 'env -0 >before' \
		'ssoenv use dev; and ssoenv use regionless; and env -0 >second; and ssoenv use -; and env -0 >third; and ssoenv off; echo $status' \
		'env -0 >after'
	equals "$output" 0
	same_environment before after
	sees second AWS_REGION $'\xff\xfe\x80'
	lacks second AWS_DEFAULT_REGION
	lacks second SSOENV_REGION
	lacks second AWS_PROFILE
	sees third SSOENV_PROFILE dev
	sees third AWS_DEFAULT_REGION eu-west-1
}

@test "fish: the environment is the same to the byte when no variable was set before" {
	copy dev 3600
	copy regionless 3600 ASIAOTHER ''
	in_layer 'env -0 >before' 'ssoenv use dev; ssoenv use regionless; ssoenv use -; ssoenv off' 'env -0 >after'
	same_environment before after
}

@test "fish: the environment is the same to the byte where a role has empty fields" {
	odd_start
	copy dev 3600
	edit "$copies/roles/dev" SSOENV_ACCOUNT_ID =
	edit "$copies/roles/dev" SSOENV_ROLE_NAME =
	copy regionless 3600 ASIAOTHER ''
	in_layer 'env -0 >before' \
		'ssoenv use regionless; ssoenv use regionless; ssoenv use dev; ssoenv use dev; ssoenv use regionless; ssoenv use dev; ssoenv off' \
		'env -0 >after'
	same_environment before after
	equals "$stderr" ''
}

@test "fish: lists, unexported and universal variables are what they were" {
	copy dev 3600
	quiet_start() { :; }
	in_layer 'set -g AWS_REGION a "b c" ""' 'set -gx AWS_DEFAULT_REGION' 'set -g AWS_PROFILE plain' \
		'set -gx AWS_DEFAULT_PROFILE x "y z"' 'set -U AWS_SECURITY_TOKEN kept' \
		'set -S AWS_REGION AWS_DEFAULT_REGION AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN >before' 'ssoenv use dev; ssoenv off' \
		'set -S AWS_REGION AWS_DEFAULT_REGION AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN >after'
	equals "$stderr" ''
	cmp before after
}

@test "fish: a region that was set by hand while the role had none comes back" {
	copy dev 3600
	copy regionless 3600 ASIAOTHER ''
	in_layer 'ssoenv use dev; ssoenv use regionless' 'set -gx AWS_REGION by-hand' 'ssoenv use dev; echo $AWS_REGION' \
		'ssoenv use regionless; echo $AWS_REGION' 'ssoenv off; echo $AWS_REGION (count $AWS_DEFAULT_REGION)'
	equals "$output" $'eu-west-1\nby-hand\nby-hand 0'
}

@test "fish: off leaves variables that were changed by hand" {
	export AWS_REGION=before
	copy dev 3600
	in_layer 'ssoenv use dev' 'set -gx AWS_REGION by-hand; set -e AWS_DEFAULT_REGION' 'ssoenv off' 'env -0 >after'
	sees after AWS_REGION by-hand
	lacks after AWS_DEFAULT_REGION
	lacks after AWS_ACCESS_KEY_ID
}

@test "fish: a second use remembers what was changed by hand since the first" {
	export AWS_REGION=before
	copy dev 3600
	in_layer 'ssoenv use dev' 'set -gx AWS_REGION by-hand' 'ssoenv use dev' 'ssoenv off' 'env -0 >after'
	sees after AWS_REGION by-hand
}

@test "fish: off in a nested shell unsets the inherited role, and keeps the person's region" {
	copy dev 3600
	in_layer 'ssoenv use dev' 'set -gx AWS_REGION mine' \
		"fish --no-config -c \"source '$layer'; set -n | string match -q '__ssoenv_value*'; and echo leaked; ssoenv off; env -0 >after\""
	equals "$output" ''
	sees after AWS_REGION mine
	[ -z "$(tr '\0' '\n' <after | grep -E '^(SSOENV_(PROFILE|EXPIRES|REGION|ROLE|ACCOUNT)|AWS_(ACCESS|SECRET|SESSION|SSO|CRED|DEFAULT))')" ]
}

@test "fish: off without a role says so" {
	in_layer 'ssoenv off; echo $status'
	equals "$output" 0
	equals "$stderr" 'ssoenv: no profile is active in this shell'
}

@test "fish: an exported universal rival changes nothing, status 3" {
	copy dev 3600
	quiet_start() { :; } # without configuration fish has no universal variables
	in_layer 'set -Ux AWS_PROFILE rival' 'env -0 >before' 'ssoenv use dev; echo $status' 'env -0 >after'
	equals "$output" 3
	equals "$stderr" \
		$'ssoenv: a universal variable would override the credentials, so nothing was changed\nssoenv: hint: set -eU AWS_PROFILE'
	same_environment before after
}

@test "fish: a universal rival that came while a role is active changes nothing, status 3" {
	copy dev 3600
	quiet_start() { :; }
	in_layer 'ssoenv use dev; set -Ux AWS_DEFAULT_PROFILE rival' 'emit fish_prompt >/dev/null; echo $SSOENV_PROMPT' \
		'ssoenv use dev; echo $status'
	matches "$output" $'dev \\[\\?\\]\n3'
	matches "$stderr" 'ssoenv: hint: set -eU AWS_DEFAULT_PROFILE$'
}

## Statuses and passing through

@test "fish: the status of the program survives, and nothing changes" {
	local code
	for code in 2 3 4 5 6 130; do
		stand_in "echo 'command sh -c \"exit $code\"'; echo why >&2; exit $code"
		in_layer 'env -0 >before' 'ssoenv use other; echo $status' 'env -0 >after'
		equals "$output" "$code"
		equals "$stderr" why
		same_environment before after
	done
}

@test "fish: status 0 after a command that failed, and 127 without a program" {
	copy dev 3600
	export SSOENV_BIN=/nonexistent/ssoenv
	in_layer 'false; ssoenv use dev; echo $status; false; ssoenv off; echo $status' 'ssoenv use other 2>/dev/null; echo $status'
	equals "$output" $'0\n0\n127'
}

@test "fish: an answer of an unknown layout is status 1" {
	stand_in 'echo ssoenv3; exit 0'
	in_layer 'ssoenv use other; echo $status'
	equals "$output" 1
	equals "$stderr" 'ssoenv: cannot read the output of the ssoenv program; this shell may have loaded another version of ssoenv
ssoenv: hint: exec fish'
}

@test "fish: every other command passes through, word for word" {
	stand_in 'printf "[%s]" "$@"; echo; cat; exit 42'
	in_layer 'echo in | ssoenv export "a b" "" "*" \$x \\ -- --shell; echo $pipestatus' \
		'ssoenv </dev/null; ssoenv use --help </dev/null; ssoenv use dev --shell=sh </dev/null; ssoenv off -h </dev/null; echo $status'
	equals "$output" $'[export][a b][][*][$x][\\][--][--shell]\nin\n0 42\n[]\n[use][--help]\n[use][dev][--shell=sh]\n[off][-h]\n42'
}

@test "fish: use with options asks the program for fields" {
	noting_program 'exit 5'
	in_layer 'ssoenv use dev --region us-west-2 --yes; echo $status'
	equals "$output" 5
	equals "$(calls)" 'shell-role --shell fish dev --region us-west-2'
}

@test "fish: a word after -- stays a name" {
	noting_program 'exit 5'
	in_layer 'ssoenv use -- -dev; echo $status'
	equals "$output" 5
	equals "$(calls)" 'shell-role --shell fish -- -dev'
}

@test "fish: use - without an earlier profile is status 2" {
	in_layer 'ssoenv use -; echo $status'
	equals "$output" 2
	equals "$stderr" 'ssoenv: there is no previous profile to return to'
}

@test "fish: functions with the names of builtins change nothing" {
	copy dev 3600
	in_layer 'for name in math printf path count echo sh env; function $name; builtin echo hijacked; end; end' \
		'ssoenv use dev; ssoenv off' 'ssoenv --version | builtin string match -rq "^\d"; builtin echo $status'
	equals "$output" 0
	equals "$stderr" ''
}

captures() {
	cached_role
	in_layer "$1" 'echo $status' 'env -0 >after' 'ssoenv use nope | source; echo $status' 'eval (ssoenv use nope); echo $status' 2>/dev/null
	equals "$output" $'0\n3\n3'
	sees after AWS_ACCESS_KEY_ID ASIACACHED
}

@test "fish: ssoenv use x | source still works with the function loaded" { captures 'ssoenv use dev | source'; }
@test "fish: eval (ssoenv use x) still works with the function loaded" { captures 'eval (ssoenv use dev)'; }

@test "fish: nothing is printed in a command substitution, and the role is in the shell" {
	cached_role
	in_layer 'set code (ssoenv use dev); echo $status $SSOENV_PROFILE (count $code)' \
		'set code (ssoenv off); echo $status (count $code); set -q SSOENV_PROFILE; echo $status' \
		'set code (ssoenv use nope 2>/dev/null); echo $status $code' 'ssoenv use nope 2>/dev/null; echo $status' \
		'eval (ssoenv use nope 2>/dev/null); and echo applied' 'eval (ssoenv use dev); and echo $SSOENV_PROFILE'
	equals "$output" $'0 dev 0\n0 0\n1\n3 command sh -c \'exit 3\';\n3\ndev'
}

@test "fish: what a pipe or a redirection carries away holds no secret, and the role is in the shell" {
	cached_role
	in_layer 'begin; ssoenv use dev; and command sh -c "echo deploy as \$AWS_ACCESS_KEY_ID"; end | tee log; echo $pipestatus' \
		'ssoenv off; ssoenv use dev >>log; ssoenv use regionless | cat >>log; echo $SSOENV_PROFILE'
	equals "$output" $'deploy as ASIACACHED\n0 0\nregionless'
	equals "$(cat log)" 'deploy as ASIACACHED'
	typed 'ssoenv use dev | cat >piped; echo $pipestatus >>got' 'ssoenv use nope 2>/dev/null | source; echo $status >>got' \
		'ssoenv use dev >piped; cat piped >>got; echo $SSOENV_PROFILE >>got'
	equals "$(cat got)" $'0 0\n3\ndev'
}

@test "fish: with --shell the program's own code is printed, and nothing changes" {
	cached_role
	in_layer 'set code (ssoenv use dev --shell bash); string match -q "*AWS_SECRET_ACCESS_KEY*" "$code"; echo $status' \
		'set -q SSOENV_PROFILE; echo $status'
	equals "$output" $'0\n1'
}

## Odd settings

@test "fish: an empty IFS changes neither the prompt nor the guard nor Tab" {
	copy dev 3600
	config_of_hostile_names
	export SSOENV_GUARD='x *e?' SSOENV_COLOR_GUARD=7 TERM=xterm
	unset NO_COLOR
	in_layer "source '$tab'" 'complete -C "ssoenv use " >before; set -g IFS ""; complete -C "ssoenv use " >after' \
		'ssoenv use dev; emit fish_prompt; echo $SSOENV_PROMPT' \
		'emit ssoenv_uninstall; functions -an | string match -r ".*ssoenv_(?!complete).*"'
	matches "$output" $'^\e\\[7mdev (59m|1h0m)\e\\[0m$'
	cmp before after
	equals "$stderr" ''
}

settings_do_no_harm() {
	copy dev 3600
	copy regionless 3600 ASIAOTHER ''
	stand_in "cat '$copies/roles/dev'"
	in_layer "$1" 'env -0 >before' \
		'ssoenv use dev; and ssoenv use regionless; and ssoenv use dev --region eu-central-1; echo $status' 'env -0 >during' \
		'ssoenv off; env -0 >after'
	equals "$output" 0
	equals "$stderr" ''
	sees during AWS_SECRET_ACCESS_KEY secret/of+ASIACOPY
	same_environment before after
}
harmless() { bats_test_function --description "fish: use and off work with $1" -- settings_do_no_harm "$1"; }
harmless "set -g IFS ''"
harmless 'set -g IFS =:/'
harmless 'set -g fish_read_limit 20'
harmless 'set -gx fish_trace'
harmless 'set -U AWS_REGION universal'
harmless 'set -g name kept; set -g fields a; set -g now x; set -g state y'
harmless 'set -gx LC_ALL C'
harmless 'set -U fish_features qmark-noglob'

@test "fish: fish_trace=1 shows no secret" {
	copy dev 3600
	in_layer 'set -gx fish_trace 1' 'ssoenv use dev' 'ssoenv use dev' 'emit fish_prompt' 'emit fish_preexec' 'ssoenv off' \
		'set -e fish_trace'
	matches "$stderr" 'ssoenv use dev'
	holds_no_secret "$stderr$output"
	[[ $stderr != *ASIACOPY* ]]
}

@test "fish: private state from the environment is ignored" {
	copy dev 3600
	run env __ssoenv_last=x __ssoenv_held=y __ssoenv_until=1 __ssoenv_was_AWS_REGION=exported __ssoenv_parts=x __ssoenv_limits=x \
		__ssoenv_record=x new_AWS_ACCESS_KEY_ID=mine fish --no-config -c \
		"source '$layer'; ssoenv use -; ssoenv use dev; env | string match '__ssoenv*'; env | string match 'new_*'; ssoenv off
		set -q AWS_REGION; echo \$status"
	equals "$output" $'ssoenv: there is no previous profile to return to\nnew_AWS_ACCESS_KEY_ID=mine\n1'
}

@test "fish: sourced twice, it has one hook and keeps its state" {
	export AWS_REGION=before
	copy dev 3600
	in_layer 'ssoenv use dev' "source '$layer'" 'functions --handlers | string match -r "__ssoenv\S+" | sort' 'ssoenv off' \
		'echo $AWS_REGION'
	equals "$output" $'__ssoenv_before_command\n__ssoenv_hook\n__ssoenv_uninstall\nbefore'
}

@test "fish: the completion of the package is found, from any folder and once" {
	in_layer "cd $program_root/shell; source ssoenv.fish; cd /" \
		'complete -C "ssoenv sta" | cut -f1; string match -r "/completions\$" $fish_complete_path | count'
	equals "$output" $'status\n1'
}

@test "fish: fisher can install the repository as it is, and remove it again" {
	equals "$(readlink -f "$program_root/conf.d/ssoenv.fish")" "$(readlink -f "$program_root/shell/fish/start.fish")"
	mkdir -p config
	command cp -RLf "$program_root"/{conf.d,functions,completions} config
	copy dev 3600
	noting_program
	run_script 'source config/conf.d/ssoenv.fish' 'ssoenv use dev; echo $SSOENV_PROFILE' \
		'emit ssoenv_uninstall; set -e SSOENV_BIN' \
		'set -n | string match -r "^(?:__ssoenv|AWS_(?!END)|SSOENV_).*"; functions -an | string match -r ".*ssoenv.*"'
	equals "$output" dev
	equals "$stderr" ''
	never_called
}

@test "fish: the first part copied alone gets the others from the program, once" {
	mkdir -p config/conf.d
	command cp -L "$program_root/conf.d/ssoenv.fish" config/conf.d/ssoenv.fish
	copy dev 3600
	noting_program 'exec ssoenv "$@"'
	run_script 'source config/conf.d/ssoenv.fish' 'ssoenv use dev; echo $status $SSOENV_PROFILE' \
		'ssoenv off; ssoenv use dev; echo $SSOENV_PROFILE'
	equals "$output" $'0 dev\ndev'
	equals "$stderr" ''
	equals "$(calls)" 'init fish'
}

@test "fish: the output of init is complete and needs no file" {
	copy dev 3600
	ssoenv init fish >printed
	noting_program
	run_script 'source <printed' 'ssoenv use dev; echo $SSOENV_PROFILE; source <printed; emit fish_prompt; echo $SSOENV_PROMPT; ssoenv off'
	matches "$output" $'^dev\ndev (59m|1h0m)$'
	equals "$stderr" ''
	never_called
}

# at_package LINE ...: in a shell that has the layer of a package in `package`, and knows of no other.
at_package() {
	mkdir -p package
	cp -R "$(dirname "$layer")" "$(dirname "$tab")" package
	run_script "source '$PWD/package/shell/ssoenv.fish'" "$@"
}

@test "fish: without a role no other part is read, neither for a prompt nor for a command" {
	at_package 'emit fish_prompt; emit fish_preexec; functions -q __ssoenv_is_read; echo $status' \
		'set -gx SSOENV_PROFILE dev; set -gx SSOENV_EXPIRES 7; emit fish_preexec; functions -q __ssoenv_is_read; echo $status'
	equals "$output" $'1\n0'
	equals "$stderr" ''
}

@test "fish: a shell reads the parts of the version that is there at that time, and works after the package is removed" {
	copy dev 3600
	noting_program
	at_package 'echo "set -g edition 2" >>package/shell/fish/role.fish' 'ssoenv use dev; echo $status $edition' \
		'rm -r package' 'emit fish_prompt; echo $SSOENV_PROMPT; ssoenv off; ssoenv use dev; echo $status'
	matches "$output" $'^0 2\ndev (59m|1h0m)\n0$'
	equals "$stderr" ''
}

@test "fish: a layer that is sourced again takes the parts of its own version" {
	copy dev 3600
	at_package 'ssoenv use dev; echo "set -g edition 2" >>package/shell/fish/role.fish' \
		'source package/shell/ssoenv.fish; emit fish_prompt; echo $edition $SSOENV_PROFILE'
	equals "$output" '2 dev'
	equals "$stderr" ''
}

@test "fish: without package and program nothing changes, and a prompt is silent" {
	export SSOENV_BIN=/nonexistent/ssoenv
	at_package 'rm -r package' 'ssoenv use dev 2>/dev/null; echo $status' \
		'set -gx SSOENV_PROFILE dev; set -gx SSOENV_EXPIRES 7; emit fish_prompt; emit fish_preexec; set -q AWS_ACCESS_KEY_ID; echo $status'
	equals "$output" $'1\n1'
	stand_in 'echo "# of another time"'
	at_package 'rm -r package' 'ssoenv use dev; echo $status'
	equals "$output" 1
	equals "$stderr" "ssoenv: $PWD/package/shell/fish/start.fish no longer exists, so nothing was changed
ssoenv: hint: npm install --global ssoenv && exec fish"
}

@test "fish: half of a part is not used" {
	copy dev 3600
	ssoenv init fish >whole
	stand_in "cat $PWD/whole"
	at_package 'head -n 40 whole >package/shell/fish/role.fish' 'ssoenv use dev; echo $status $SSOENV_PROFILE'
	equals "$output" '0 dev'
}

@test "fish: a link to the layer leads to the package" {
	copy dev 3600
	noting_program
	mkdir -p "odd 'place/shell"
	ln -s "$layer" "odd 'place/shell/ssoenv.fish"
	run_script "source \"odd 'place/shell/ssoenv.fish\"" 'cd /' 'ssoenv use dev; echo $status' 'complete -C "ssoenv sta" | cut -f1'
	equals "$output" $'0\nstatus'
}

@test "fish: a link in conf.d leads to the package, and to its program" {
	mkdir -p config/conf.d package/dist
	ln -s "$PWD/package/shell/fish/start.fish" config/conf.d/ssoenv.fish
	printf '%s\n' '#!/bin/sh' 'echo "own $*"' >package/dist/cli.cjs
	chmod +x package/dist/cli.cjs
	unset SSOENV_BIN
	at_package "source '$PWD/config/conf.d/ssoenv.fish'" 'ssoenv status' 'chmod -x package/dist/cli.cjs; ssoenv --version' \
		'set -gx PATH /nowhere; ssoenv status; echo $status'
	matches "$output" $'^own status\n[0-9.]+\n127$'
	equals "$stderr" $'ssoenv: found no ssoenv program on PATH\nssoenv: hint: npm install --global ssoenv'
}

@test "fish: without node, without a package and with a wrong SSOENV_BIN there is one message, and status 127" {
	mkdir -p package/dist bin
	printf '%s\n' '#!/usr/bin/env node' >package/dist/cli.cjs
	chmod +x package/dist/cli.cjs
	ln -s "$(command -v sh)" "$(command -v rm)" bin
	unset SSOENV_BIN
	at_package "set -gx PATH '$PWD/bin'; ssoenv status; echo \$status; eval (ssoenv use dev); echo \$status" \
		'set -gx SSOENV_BIN /no/such; ssoenv status; echo $status' \
		'set -e SSOENV_BIN; rm -r package; ssoenv status; echo $status; ssoenv off; echo $status'
	equals "$output" $'127\n127\n127\n127\n0'
	equals "$stderr" "ssoenv: ssoenv needs Node.js, and there is no node on PATH
ssoenv: ssoenv needs Node.js, and there is no node on PATH
ssoenv: found no program /no/such, which SSOENV_BIN names
ssoenv: found no ssoenv program: $PWD/package/dist/cli.cjs no longer exists, and there is none on PATH
ssoenv: hint: npm install --global ssoenv
ssoenv: no profile is active in this shell"
}

## Prompts

@test "fish: an idle prompt is empty, an active one shows profile and time" {
	copy dev 3500
	copy regionless 5525
	typed 'ssoenv use dev' 'set x' 'ssoenv use regionless' 'ssoenv off'
	equals "$(sed -n 1p prompts)" ''
	matches "$(sed -n 2p prompts)" '^dev 5[78]m$'
	equals "$(sed -n 3p prompts)" "$(sed -n 2p prompts)"
	matches "$(sed -n 4p prompts)" '^regionless 1h3[12]m$'
	equals "$(sed -n 5p prompts)" ''
	matches "$output" 'ssoenv: dev: ReadOnly in account 111111111111 \(eu-west-1\), 5[78] min left'
}

@test "fish: status, pipestatus and last_pid are kept by the hook" {
	copy dev 960
	stand_in 'exit 1'
	export SSOENV_REFRESH_WINDOW=2000
	typed 'ssoenv use dev' "$later" 'command true & ; set -g kept $last_pid; wait' 'true | sh -c "exit 3" | sh -c "exit 5"' \
		'test $kept = $last_pid; and touch same'
	grep -qx '5 0 3 5' statuses
	[ -e same ]
}

@test "fish: the prompt text is made again when its minute is over, or its variables change" {
	copy dev 3600
	in_layer 'ssoenv use dev; emit fish_prompt; set -g made $SSOENV_PROMPT' \
		'set -g SSOENV_PROMPT kept; emit fish_prompt; echo $SSOENV_PROMPT' \
		'set __ssoenv_drawn_from 0; set __ssoenv_drawn_until 1' \
		'emit fish_prompt; test $SSOENV_PROMPT = $made; echo $status' \
		'for change in "-gx AWS_SESSION_TOKEN x" "-gx AWS_ACCESS_KEY_ID x" "-gx AWS_PROFILE x" \' \
		'"-g AWS_DEFAULT_PROFILE x" "-gx SSOENV_EXPIRES 7"' \
		'ssoenv use dev; emit fish_prompt; set -g SSOENV_PROMPT kept; eval set $change' \
		'emit fish_prompt; echo $SSOENV_PROMPT; set -e AWS_PROFILE AWS_DEFAULT_PROFILE; end'
	equals "$output" $'kept\n0\ndev [?]\ndev [?]\ndev [?]\ndev [?]\ndev [?]'
	equals "$stderr" ''
}

@test "fish: the handlers of others find the new text, also at the first prompt with a role" {
	copy dev 3600
	in_layer 'function other --on-event fish_prompt; echo "$SSOENV_PROMPT"; end' 'ssoenv use dev; emit fish_prompt' \
		"source '$layer'; ssoenv off; emit fish_prompt; ssoenv use dev; emit fish_prompt"
	matches "$output" $'^dev (59m|1h0m)\n\ndev (59m|1h0m)$'
}

@test "fish: colours show the time left and the guard" {
	unset NO_COLOR
	copy dev 3600
	copy prod 3600
	export SSOENV_GUARD='live-* p[r]o?'
	export TERM=xterm
	typed 'ssoenv use dev' 'set -g SSOENV_REFRESH_WINDOW 9999; set -g SSOENV_REFRESH 0' 'set -g SSOENV_COLOR_SOON' \
		'set -g NO_COLOR 1' 'set -e NO_COLOR; ssoenv use prod --yes' 'set -g SSOENV_COLOR_GUARD 7' \
		'set -gx AWS_ACCESS_KEY_ID other' 'set -gx TERM dumb'
	matches "$(sed -n 2p prompts)" $'^\e\\[32mdev (59m|1h0m)\e\\[0m$'
	matches "$(sed -n 3p prompts)" $'^\e\\[33mdev (59m|1h0m)\e\\[0m$'
	matches "$(sed -n 4p prompts)" '^dev (59m|1h0m)$'
	matches "$(sed -n 5p prompts)" '^dev (59m|1h0m)$'
	matches "$(sed -n 6p prompts)" $'^\e\\[1;37;41mprod'
	matches "$(sed -n 7p prompts)" $'^\e\\[7mprod'
	equals "$(sed -n 8p prompts)" $'\e[31mprod [?]\e[0m'
	equals "$(sed -n 9p prompts)" 'prod [?]'
}

@test "fish: the format can be set, and takes effect at once" {
	copy dev 3600
	typed 'ssoenv use dev' 'set -g SSOENV_PROMPT_FORMAT "{role}@{account}/{region} {what} {{profile} }"\a' 'set -g SSOENV_PROMPT_FORMAT ""'
	equals "$(sed -n 3p prompts)" 'ReadOnly@111111111111/eu-west-1 {what} {{profile} }?'
	equals "$(sed -n 4p prompts)" ''
}

@test "fish: hostile names are inert at the prompt" {
	local name lines=()
	for name in "${hostile_names[@]}" $'a\e[31m\ab'; do
		fields "$name" '' KEY '' 1 '{left}$(touch PWN)' >answer
		stand_in "cat '$PWD/answer-${#lines[@]}'"
		mv answer "answer-${#lines[@]}"
		mv stand-in "stand-in-${#lines[@]}"
		lines+=("set -gx SSOENV_BIN $PWD/stand-in-${#lines[@]}; ssoenv use other")
	done
	export SSOENV_PROMPT_FORMAT='{profile}|{role}'
	typed "${lines[@]}"
	for ((i = 0; i < ${#hostile_names[@]}; i++)); do
		equals "$(sed -n $((i + 2))p prompts)" "${hostile_names[i]}|{left}\$(touch PWN)"
	done
	equals "$(sed -n $((i + 2))p prompts)" 'a?[31m?b|{left}$(touch PWN)'
	nothing_ran
}

@test "fish: a role that was changed by hand is shown as [?] and left alone" {
	copy dev 3600
	export SSOENV_REFRESH_WINDOW=9999
	noting_program
	typed 'set -g SSOENV_REFRESH 0; ssoenv use dev' 'set -e SSOENV_REFRESH; set -gx AWS_PROFILE foo' \
		'set -e AWS_PROFILE; set -gx AWS_SESSION_TOKEN x' \
		'set -gx AWS_SESSION_TOKEN (string join / token+of ASIACOPY==); set -gx AWS_DEFAULT_PROFILE u' \
		'set -e AWS_DEFAULT_PROFILE; set -g SSOENV_REFRESH 0' 'set -gx SSOENV_EXPIRES soon'
	matches "$(sed -n 2p prompts)" '^dev (59m|1h0m)$'
	equals "$(sed -n 3p prompts)" 'dev [?]'
	equals "$(sed -n 4p prompts)" 'dev [?]'
	equals "$(sed -n 5p prompts)" 'dev [?]'
	matches "$(sed -n 6p prompts)" '^dev (59m|1h0m)$'
	equals "$(sed -n 7p prompts)" 'dev [?]'
	never_called
}

# renewing SECONDS: a program that leaves a new copy, made by hand here.
renewing() {
	copy dev "$1" ASIARENEWED
	mv "$copies/roles/dev" renewed
	noting_program "touch -d '1 minute ago' '$PWD/renewed'; cp -p '$PWD/renewed' '$copies/roles/new'" \
		"mv '$copies/roles/new' '$copies/roles/dev'; echo noise; echo noise >&2; touch done"
}

# By the clock of the layer, minutes pass.
later='function __ssoenv_clock --no-scope-shadowing; set clock (builtin path mtime /) (builtin math 200 + (builtin path mtime -R /)); end'

@test "fish: a refresh in the background is silent, and picked up at the next prompt" {
	renewing 7500
	copy dev 1000
	typed 'ssoenv use dev' "$later" "$(waiting_for done)" 'echo $AWS_ACCESS_KEY_ID >got' 'jobs >jobs'
	equals "$(calls)" 'shell-role --shell fish --no-login -- dev'
	equals "$(cat got)" ASIARENEWED
	matches "$(sed -n 5p prompts)" '^dev 2h[01]m$'
	[ ! -s jobs ]
	[[ $output != *noise* && $output != *'has ended'* && $output != *Done* ]]
}

@test "fish: after a refresh that brought nothing, another one starts half a minute later" {
	noting_program 'touch done'
	copy dev 1000
	typed 'ssoenv use dev' "$later" "$(waiting_for done)" 'set x' 'set x' 'rm done; set __ssoenv_retry 0' "$(waiting_for done)"
	equals "$(calls | grep -c .)" 2
}

@test "fish: SSOENV_REFRESH=0 starts no refresh, and a missing program prints nothing" {
	copy dev 1000
	export SSOENV_REFRESH_WINDOW=2000 SSOENV_REFRESH=0
	noting_program
	typed 'ssoenv use dev' "$later" 'set x' 'set -g SSOENV_BIN /nonexistent; set -g SSOENV_REFRESH 1' 'set x' \
		"set -g SSOENV_BIN $PWD/stand-in"
	never_called
	[[ $output != *nonexistent:* && $output != *'not found'* ]]
}

@test "fish: credentials that another terminal fetched are taken before a command, of the same role only" {
	renewing 7300
	copy dev 1000
	export SSOENV_REFRESH_WINDOW=2000
	typed 'ssoenv use dev' 'sed -i 20s/ReadOnly/Admin/ renewed; ./stand-in >/dev/null 2>&1' 'echo $AWS_ACCESS_KEY_ID >got' \
		'sed -i 20s/Admin/ReadOnly/ renewed; function fish_prompt; ./stand-in >/dev/null 2>&1; end' \
		'echo $AWS_ACCESS_KEY_ID >>got'
	equals "$(cat got)" $'ASIACOPY\nASIARENEWED'
}

@test "fish: expiry is announced once, with a hint" {
	export SSOENV_PROFILE=$'d\eev' SSOENV_EXPIRES=1000000000 AWS_ACCESS_KEY_ID=x SSOENV_REFRESH=0
	noting_program
	typed 'set x' 'set x'
	equals "$(grep -c '^d?ev expired$' prompts)" 3
	equals "$(grep -o 'ssoenv: the credentials of d?ev have expired' <<<"$output" | grep -c .)" 1
	equals "$(grep -o 'ssoenv: hint: ssoenv use d?ev' <<<"$output" | grep -c .)" 1
	never_called
}

@test "fish: a role that was inherited stale is renewed from the copy, without the program" {
	copy dev 3600
	inherit_role -10
	export AWS_ACCESS_KEY_ID=x
	noting_program
	typed 'echo $AWS_ACCESS_KEY_ID >got'
	equals "$(cat got)" ASIACOPY
	matches "$(sed -n 1p prompts)" '^dev (59m|1h0m)$'
	never_called
}

@test "fish: a nested shell shows the role, and renews it" {
	copy dev 1000
	export SSOENV_REFRESH_WINDOW=2000 SSOENV_REFRESH=0
	noting_program 'touch done'
	typed 'ssoenv use dev' "set -e SSOENV_REFRESH; exec fish --no-config --private -i -C 'source start.fish'" "$later" \
		'env | string match "__ssoenv*" >leaked' "$(waiting_for done)" 'set x'
	matches "$(sed -n 3p prompts)" '^dev 1[56]m$'
	[ ! -s leaked ]
	equals "$(calls)" 'shell-role --shell fish --no-login -- dev'
}

moments() { bats_test_function --description "fish: $1" -- "$2" "$3"; }

renews_only_credentials() {
	copy dev 2035 ASIANEW eu-north-1
	sed -i '12s/$/2/; 13s/$/2/; 14s/$/2/' "$copies/roles/dev"
	mv "$copies/roles/dev" newer
	age_copy newer
	copy dev 1000
	stand_in "cat '$copies/roles/dev'"
	export AWS_DEFAULT_REGION=mine
	in_layer 'ssoenv use dev' \
		'set -gx AWS_REGION by-hand; set -gx AWS_SSO_PROFILE by-hand; set -gx SSOENV_REFRESH_WINDOW 2000' 'env -0 >before' \
		"cp -p newer $copies/roles/dev; emit $1" 'env -0 >after' 'emit fish_prompt; echo $SSOENV_PROMPT' \
		'ssoenv off; env -0 >off'
	equals "$(changed_between before after | cut -d= -f1)" \
		$'AWS_ACCESS_KEY_ID\nAWS_CREDENTIAL_EXPIRATION\nAWS_SECRET_ACCESS_KEY\nAWS_SESSION_TOKEN\nSSOENV_EXPIRES'
	matches "$output" '^dev 33m$'
	sees off AWS_REGION by-hand
	sees off AWS_DEFAULT_REGION mine
	lacks off AWS_ACCESS_KEY_ID
	lacks off AWS_CREDENTIAL_EXPIRATION
	equals "$stderr" ''
}
moments 'a renewal at the prompt touches the credentials only' renews_only_credentials fish_prompt
moments 'a renewal before a command touches the credentials only' renews_only_credentials fish_preexec

inherit() {
	inherit_role -10
	export SSOENV_REGION=eu-north-1 AWS_REGION=eu-north-1 AWS_DEFAULT_REGION=mine
	export AWS_ACCESS_KEY_ID=dead AWS_SECRET_ACCESS_KEY=dead AWS_SESSION_TOKEN=dead
}

stays_inherited() {
	copy dev 3600
	inherit
	in_layer "emit $1; echo \$AWS_ACCESS_KEY_ID" 'ssoenv off' 'env -0 >after'
	equals "$output" ASIACOPY
	equals "$stderr" ''
	equals "$(tr '\0' '\n' <after | grep -E '^(SSOENV_|AWS_(ACC|SEC|SES|CRED|SSO|REG|DEF))')" AWS_DEFAULT_REGION=mine
}
moments 'an inherited role that took a copy at the prompt is still inherited: off unsets it' stays_inherited fish_prompt
moments 'an inherited role that took a copy before a command is still inherited: off unsets it' stays_inherited fish_preexec

@test "fish: the region that came with an inherited role goes with it, and no other" {
	copy regionless 3600 ASIAOTHER ''
	inherit
	in_layer 'ssoenv use regionless' 'env -0 >after'
	lacks after AWS_REGION
	lacks after SSOENV_REGION
	sees after AWS_DEFAULT_REGION mine
}

@test "fish: off in a shell without SSOENV_REGION leaves an empty region" {
	inherit_role 2035
	export AWS_REGION=
	in_layer 'ssoenv off' 'env -0 >after'
	sees after AWS_REGION ''
}

@test "fish: an inherited role whose credentials were replaced by hand is foreign and left alone" {
	noting_program
	inherit
	inherit_role 2035
	copy dev 7200
	export AWS_ACCESS_KEY_ID=K1
	in_layer 'emit fish_prompt; echo $SSOENV_PROMPT' 'set -gx AWS_ACCESS_KEY_ID PASTED; set -g SSOENV_REFRESH_WINDOW 3000' \
		'emit fish_prompt; emit fish_preexec; echo $SSOENV_PROMPT $AWS_ACCESS_KEY_ID' \
		'set -gx AWS_ACCESS_KEY_ID K1; emit fish_prompt; echo $AWS_ACCESS_KEY_ID'
	equals "$output" $'dev 33m\ndev [?] PASTED\nASIACOPY'
}

@test "fish: another config that is moved into place is read, however old it is" {
	noting_program
	copy dev 3600
	touch -d '1 day ago' "$config_file.other"
	settle_folder
	in_layer 'ssoenv use dev; echo $status' "mv '$config_file.other' '$config_file'" 'ssoenv use dev; echo $status'
	equals "$output" $'0\n7'
}

@test "fish: an inherited role beside AWS_DEFAULT_PROFILE is shown as [?] and left alone" {
	copy dev 3600
	inherit
	export AWS_DEFAULT_PROFILE=x
	in_layer 'emit fish_prompt; emit fish_preexec; echo $SSOENV_PROMPT $AWS_ACCESS_KEY_ID'
	equals "$output" 'dev [?] dead'
}

@test "fish: settings that are not numbers are ignored, and nothing runs" {
	local value
	copy dev 3600
	export SSOENV_GUARD=dev
	for value in 'x[$(touch PWN)]' '(touch PWN)' 08 '' 99999999999999999999 -1 1e2 $'7\n' '1 + 1'; do
		copy dev 3600
		SSOENV_REFRESH_WINDOW=$value SSOENV_GUARD_MINUTES=$value in_layer \
			'__ssoenv_take_parts; set clock 0 0; set -g SSOENV_EXPIRES 7; __ssoenv_find_left; set -e SSOENV_EXPIRES; ssoenv use dev' \
			'count $__ssoenv_until; set -g __ssoenv_until; emit fish_prompt; echo $window $SSOENV_PROMPT'
		matches "$output" $'^0\n900 dev (59m|1h0m)$'
		equals "$stderr" ''
		SSOENV_PROFILE=dev SSOENV_EXPIRES=$value in_layer 'emit fish_prompt; emit fish_preexec; echo $SSOENV_PROMPT'
		if [ -n "$value" ]; then equals "$output" 'dev [?]'; else equals "$output" ''; fi
		equals "$stderr" ''
		noting_program
		edit "$copies/roles/dev" SSOENV_EXPIRES "=${value//$'\n'/ }"
		in_layer 'ssoenv use dev; echo $status'
		equals "$output" 7
		equals "$stderr" ''
	done
	nothing_ran
}

# refreshes LINES STARTED: is a refresh started at the prompt behind these lines?
refreshes() {
	copy dev 880
	mv "$copies/roles/dev" given
	copy fresh 950
	stand_in "cat $PWD/given"
	export SSOENV_REFRESH_WINDOW=2000
	in_layer "$1" 'set -gx SSOENV_BIN true' 'emit fish_prompt; emit fish_preexec; count $__ssoenv_retry'
	equals "$output" "$2"
	equals "$stderr" ''
}
refresh() { bats_test_function --description "fish: $1" -- refreshes "$2" "$3"; }
refresh 'a refresh is started with less than 15 minutes left' 'ssoenv use dev --no-login' 1
refresh 'no refresh is started with more than 15 minutes left' 'ssoenv use fresh' 0
refresh 'no refresh is started without copies' 'ssoenv use dev --no-login; set -gx SSOENV_SHELL_CACHE 0' 0
refresh 'no refresh is started for a name that can have no copy' \
	'ssoenv use dev --no-login; set -gx SSOENV_PROFILE (string repeat -n 256 x)' 0
refresh 'no refresh is started with SSOENV_REFRESH=0' 'ssoenv use dev --no-login; set -gx SSOENV_REFRESH 0' 0

nothing_by_itself() {
	copy dev 2000 ASIANEW
	mv "$copies/roles/dev" newer
	age_copy newer
	copy dev 1000
	export SSOENV_REFRESH=0 SSOENV_REFRESH_WINDOW=2000
	in_layer 'ssoenv use dev' "cp -p newer $copies/roles/dev" "emit $1; echo \$AWS_ACCESS_KEY_ID" \
		"set -e SSOENV_REFRESH; emit $1; echo \$AWS_ACCESS_KEY_ID"
	equals "$output" $'ASIACOPY\nASIANEW'
}
moments 'with SSOENV_REFRESH=0 the prompt takes no copy' nothing_by_itself fish_prompt
moments 'with SSOENV_REFRESH=0 no copy is taken before a command' nothing_by_itself fish_preexec

@test "fish: settings print no control characters" {
	unset NO_COLOR
	copy prod 3600
	export SSOENV_GUARD=prod SSOENV_GUARD_MINUTES=0 SSOENV_COLOR_GUARD=$'1m\e]0;x\a'
	in_layer 'ssoenv use prod; set -gx SSOENV_GUARD_MINUTES \e"[31m"' \
		'set -l until $__ssoenv_until; set -g __ssoenv_until; emit fish_prompt; echo $SSOENV_PROMPT' \
		'set -g __ssoenv_until $until; set -g __ssoenv_drawn; emit fish_prompt'
	matches "$output" '^prod (59m|1h0m)$'
	equals "$stderr" 'ssoenv: dropped the role of prod after 0 min (SSOENV_GUARD_MINUTES)'
}

## The guard

@test "fish: a guarded profile asks, and a no changes nothing" {
	copy prod 3600
	export SSOENV_GUARD='x *prod*'
	typed 'ssoenv use prod' n 'echo $status $SSOENV_PROFILE >got' 'ssoenv use prod' yes 'echo $status $SSOENV_PROFILE >>got' \
		'ssoenv off; ssoenv use prod --yes' 'echo $status $SSOENV_PROFILE >>got'
	equals "$(cat got)" $'130\n0 prod\n0 prod'
	[[ $output == *'ssoenv: prod is guarded (SSOENV_GUARD); use it? [y/N] '* ]]
	[[ $output == *'ssoenv: nothing was changed'* ]]
	equals "$(grep -o 'is guarded' <<<"$output" | grep -c .)" 2
}

@test "fish: without a terminal the guard asks nothing" {
	copy prod 3600
	export SSOENV_GUARD='*'
	in_layer 'ssoenv use prod </dev/null; echo $status'
	equals "$output" 0
	equals "$stderr" ''
}

@test "fish: the guard's patterns work like those of bash" {
	in_layer '__ssoenv_take_parts' \
		'set -l good "*prod*:a-prod-b" "p?od:prod" "p[rx]od:pxod" "p[!r]od:pxod" "a.c:a.c" "[a-c]1:b1" "a	prod:prod"' \
		'set -l bad "prod:prod2" "p?od:pod" "p[!r]od:prod" "a.c:abc"' \
		'for pair in $good $bad "(prod:(prod" "[x:[x"; set -l parts (string split : $pair)' \
		'set -g SSOENV_GUARD $parts[1]; __ssoenv_is_guarded $parts[2]; echo -n $status; end'
	equals "$output" 0000000111100
	equals "$stderr" ''
}

@test "fish: a guarded profile is left after SSOENV_GUARD_MINUTES" {
	copy prod 3600
	copy dev 3600
	export SSOENV_GUARD='prod' SSOENV_GUARD_MINUTES=0 AWS_REGION=before
	typed 'ssoenv use prod --yes' 'echo "$SSOENV_PROFILE $AWS_REGION" >got' 'ssoenv use dev' 'echo $SSOENV_PROFILE >>got'
	equals "$(cat got)" $' before\ndev'
	[[ $output == *'ssoenv: dropped the role of prod after 0 min (SSOENV_GUARD_MINUTES)'* ]]
	equals "$(sed -n 2p prompts)" ''
}

## Completion

config_of_hostile_names() {
	local name
	for name in "${hostile_names[@]}"; do
		name=${name//\\/\\\\}
		add_profile "profile \"${name//\"/\\\"}\""
	done
	age_config
}

@test "fish: names come from the list with their descriptions, and from the config when it is stale" {
	config_of_hostile_names
	names_list "ReadOnly in 111111111111" "${hostile_names[@]}" only-in-list
	in_layer "source '$tab'" \
		'complete -C "ssoenv use " >listed; complete -C "ssoenv login --sso-session " >sessions' \
		'touch ~/.aws/config; complete -C "ssoenv use " >parsed; complete -C "ssoenv login --sso-session=" >>sessions'
	equals "$(sort listed)" "$(printf '%s\tReadOnly in 111111111111\n' "${hostile_names[@]}" only-in-list | sort)"
	equals "$(cut -f1 parsed | sort)" "$(printf '%s\n' "${hostile_names[@]}" dev regionless unassigned | sort)"
	equals "$(cut -f1 sessions)" $'corp\nother one\n--sso-session=corp'
	nothing_ran
	equals "$stderr" ''
}

# fish narrows the names that come from the list or the config as it narrows any others.
tab_narrows() {
	local name names=(prod-eu Prod-us PROD-eu staging-prod p.r.o.d dev2 'pro d' 'a]prod' "o'prod" x+y under_score 100%)
	for name in "${names[@]}"; do
		[[ $name != *[\ \']* ]] || name="\"$name\""
		add_profile "profile $name"
	done
	age_config
	if [ "$1" = list ]; then names_list "ReadOnly in 111111111111" "${names[@]}" dev; fi
	in_layer "source '$tab'" 'complete -C "ssoenv use " >all; complete -c plain -f -a "(cat all)"' \
		'for typed in prod prod-eu Prod PROD d- god- ro .r zzz re read only adpr x+ + 1 _ der- d_e "pro\\ " "\"pro" "\\\"" "p*d" "*"
		complete -C "ssoenv use $typed" | sed "/^-/d" >mine; complete -C "plain $typed" >theirs; cmp mine theirs; or echo $typed
	end; count <all'
	matches "$output" '^1[3-9]$'
	equals "$stderr" ''
}
bats_test_function --description 'fish: Tab on part of a name finds the same names in the list as fish finds in a plain list' \
	-- tab_narrows list
bats_test_function --description \
	'fish: Tab on part of a name finds the same names in the config as fish finds in a plain list' -- tab_narrows config

@test "fish: sections are read as the AWS CLI reads them" {
	printf '%s\r\n' '[default]' '# [profile commented]' '[ profile spaced]' $'[profile\ttabbed]' "[profile 'single q']" \
		'[profile "es\"c"]' "[profile o\\'b\"x y\"]"  '[profile a]b] # text' '[profile two words]' '[services x]' \
		'[sso-session "s 1"]' 'x = [profile value]' >"$config_file"
	printf '%s\n' '[from credentials]' '[default]' >"$HOME/.aws/credentials"
	in_layer "source '$tab'" \
		'complete -C "ssoenv use " | cut -f1 | sort >parsed; complete -C "ssoenv wait --sso-session " | cut -f1' \
		'set -gx AWS_CONFIG_FILE /nonexistent; set -gx AWS_SHARED_CREDENTIALS_FILE "~/x"; complete -C "ssoenv use "'
	equals "$(cat parsed)" "$(printf '%s\n' default tabbed 'single q' 'es"c' "o'bx y" 'a]b' 'from credentials' | sort)"
	equals "$output" 's 1'
	equals "$stderr" ''
}

@test "fish: commands, options, shells and formats complete" {
	in_layer "source '$tab'" \
		'complete -C "ssoenv l" | cut -f1; complete -C "ssoenv use --sh" | cut -f1' \
		'complete -C "ssoenv off --shell z" | cut -f1; complete -C "ssoenv export --format d" | cut -f1; complete -C "ssoenv off "'
	equals "$output" $'list\nlogin\nlogout\n--shell\nzsh\ndotenv'
}

@test "fish: Tab on hostile names in a terminal makes one word, to the byte" {
	names_list "ReadOnly in 111111111111" "${hostile_names[@]}"
	stand_in 'printf "%s\n" "$2" >>words; [ $# = 2 ] || echo "$# words" >>words'
	typed $'ssoenv status or\t' $'ssoenv status x:\t' $'ssoenv status ma\t' $'ssoenv status us\t' $'ssoenv status a=\t' \
		$'ssoenv status te\t' $'ssoenv status o\\\'\t' $'ssoenv status do\t' $'ssoenv status we\t' $'ssoenv status inj\t' \
		$'ssoenv status \\(\t' $'ssoenv status "tea\t'
	equals "$(cat words)" "$(printf '%s\n' "${hostile_names[@]}" 'team 7')"
	nothing_ran
}

@test "fish: warm use, idle and active prompts and Tab start no process" {
	require_strace
	copy dev 3600
	names_list "ReadOnly in 111111111111" dev2
	traced='strace -f -e trace=process -o trace'
	typed 'command true begin' 'ssoenv use dev; set -g fresh $SSOENV_PROFILE' 'set x' $'set -g tabbed ssoenv use de\t' \
		'complete -C "ssoenv use d" | read -g told' 'ssoenv off' 'set x' 'command true end' 'echo $fresh $told >got'
	equals "$(cat got)" 'dev dev2	ReadOnly in 111111111111'
	sed -n '/"begin"\]/,/"end"\]/p' trace >between
	equals "$(grep -c 'execve(' between)" 2
	equals "$(grep -E 'clone3?\(|v?fork\(' between | grep -v -c CLONE_THREAD)" 1
}
