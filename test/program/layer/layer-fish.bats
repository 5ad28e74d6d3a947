# The shell layer in fish: in scripts, and at prompts of a real terminal.

load ../support/support
load ../support/layer

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
	run timeout 120 env SHELL=/bin/sh script -qefc "fish --no-config --private -i -C 'source start.fish'" /dev/null <keys
	printf 'status %s, shown %q, prompts:\n%s\n' "$status" "$output" "$(cat prompts)" >&2
	holds_no_secret "$output"
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

@test "fish: an exported local variable that hides one of a role changes nothing, status 3" {
	copy dev 3600
	copy other 3600
	in_layer 'set -gx AWS_REGION mine; env -0 >before' 'function f; set -lx AWS_PROFILE staging; ssoenv use dev; echo $status; end; f' \
		'function g; set -fx AWS_PROFILE staging; if true; ssoenv use dev; echo $status; end; end; g' \
		'begin; set -lx SSOENV_EXPIRES 1; ssoenv use dev; echo $status; end' 'AWS_REGION=x ssoenv use dev; echo $status' \
		'function deep; set -lx AWS_PROFILE staging; f; end; deep' 'env -0 >after' 'ssoenv use dev; env -0 >used' \
		'AWS_ACCESS_KEY_ID=foo AWS_SESSION_TOKEN= ssoenv off; echo $status' 'AWS_REGION=x ssoenv use other; echo $status' \
		'echo (AWS_REGION=x ssoenv off)' 'env -0 >kept' 'ssoenv off; echo $status; env -0 >off' \
		'function plain; set -l AWS_PROFILE staging; ssoenv use dev; echo $status; end; plain; ssoenv off'
	equals "$output" $'3\n3\n3\n3\n3\n3\n3\ncommand sh -c \'exit 3\';\n0\n0'
	local hidden='ssoenv: local variables hide those of the shell, so nothing was changed:'
	equals "$stderr" "$(printf "$hidden %s\n" AWS_PROFILE AWS_PROFILE SSOENV_EXPIRES AWS_REGION AWS_PROFILE \
		'AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN' AWS_REGION AWS_REGION)"
	same_environment before after
	same_environment used kept
	same_environment before off
}

## Captures, pipes and redirections

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

## Prompts

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

# By the clock of the layer, minutes pass.
later='function __ssoenv_clock --no-scope-shadowing; set clock (builtin path mtime /) (builtin math 200 + (builtin path mtime -R /)); end'

@test "fish: off in a shell without SSOENV_REGION leaves an empty region" {
	inherit_role 2035
	export AWS_REGION=
	in_layer 'ssoenv off' 'env -0 >after'
	sees after AWS_REGION ''
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

@test "fish: commands, options, shells and formats complete" {
	in_layer "source '$tab'" \
		'complete -C "ssoenv l" | cut -f1; complete -C "ssoenv use --sh" | cut -f1' \
		'complete -C "ssoenv off --shell z" | cut -f1; complete -C "ssoenv export --format d" | cut -f1; complete -C "ssoenv off "'
	equals "$output" $'list\nlogin\nlogout\n--shell\nzsh\ndirenv\ndocker\ndotenv'
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

@test "fish: the person's limit on reading stops neither the start nor use nor Tab, and stays" {
	copy dev 3600
	names_list "ReadOnly in 111111111111" dev2
	run_script 'set -g fish_read_limit 20' "source '$layer'; source '$tab'; echo \$fish_read_limit" \
		'ssoenv use dev; echo $SSOENV_PROFILE $fish_read_limit' 'complete -C "ssoenv use d"'
	equals "$output" $'20\ndev 20\ndev2\tReadOnly in 111111111111'
	equals "$stderr" ''
}
