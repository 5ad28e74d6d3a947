# The picker: `use` with no name on a terminal, through the functions and through bare code; and roles with no profile at all.

load ../support/support
load ../support/sign-in

escape='\033'

# The line that a person types: bare, or with the layer before it.
bare() { applying use; }
by_function() { echo "$(loading_layer); ssoenv use"; }

picker_is_there() { shows 'Enter selects, Esc cancels'; }

takes_words() {
	begins "$("$1")"
	picker_is_there
	presses 'only 2222'
	shows '1 of 3'
	presses "$enter"
	ends 'regionless: ReadOnly in account 222222222222'
	equals "$left" 0
	sees after SSOENV_PROFILE regionless
	sees after SSOENV_ACCOUNT_ID 222222222222
}
in_turn "$all_shells" 'bare: words and Enter take the role' takes_words bare
in_turn "$all_shells" 'function: words and Enter take the role' takes_words by_function

takes_by_arrows() {
	begins "$("$1")"
	picker_is_there
	presses "$arrow_down"
	shows '> unassigned'
	presses '\033[F'
	shows '> regionless'
	presses_until '\033[H' '> dev'
	presses_until '\016' '> unassigned'
	presses_until '\016' '> regionless'
	presses_until '\020' '> unassigned'
	presses_until '\020' '> dev'
	presses "$enter"
	ends 'dev: ReadOnly in account 111111111111'
	equals "$left" 0
	sees after SSOENV_PROFILE dev
}
in_turn "$unix_shells" 'function: arrows, End, Home, Ctrl-N, Ctrl-P and Enter' takes_by_arrows by_function

leaves_all() {
	begins "$("$1")"
	picker_is_there
	# It has left when the cursor is there again; a key before that would make another one of Esc.
	presses_until "reg$2" $'\e[?25h'
	ends 'Enter selects'
	equals "$left" 130
	same_environment before after
	! says screen 'ssoenv: ' || fail 'it says something'
}
in_turn "$all_shells" 'bare: Esc leaves all as it was, status 130' leaves_all bare "$escape"
in_turn "$unix_shells" 'function: Esc leaves all as it was, status 130' leaves_all by_function "$escape"
in_turn "$unix_shells" 'function: Ctrl-C leaves all as it was, status 130' leaves_all by_function "$ctrl_c"

asks_the_guard() {
	export SSOENV_GUARD='reg*'
	begins "$(by_function)"
	picker_is_there
	presses "regio$enter"
	shows 'regionless is guarded'
	presses "n$enter"
	ends 'nothing was changed'
	equals "$left" 130
	same_environment before after
}
in_turn "$unix_shells" 'the guard asks after the pick' asks_the_guard

@test "the picked profile comes first the next time" {
	sit_at 'ssoenv use --shell bash >code'
	picker_is_there
	presses "regio$enter"
	leaves
	equals "$ended" 0
	sit_at 'ssoenv use --shell bash >code'
	shows '> regionless'
	presses "$escape"
	leaves
	equals "$ended" 130
	equals "$(cat code)" '(exit 130);'
	grep -rqF '"regionless"' "$HOME/.cache/ssoenv/notes"
	! grep -rqF "$(issued_field 222222222222 ReadOnly secretAccessKey)" "$HOME/.cache/ssoenv/notes"
}

@test "after the pick, a sign-in that is needed is offered" {
	idle_browser
	signed_out
	sit_at 'ssoenv use --shell bash >code'
	shows 'not signed in'
	presses "regio$enter"
	shows 'sign in now?'
	presses "n$enter"
	leaves
	equals "$ended" 4
}

# ends_on SIGNAL: the terminal is as it was.
ends_on() {
	sit_at "stty -a >stty-before; sh -c 'echo \$\$ >pid; exec ssoenv use --shell bash >code'; s=\$?; stty -a >stty-after; exit \$s"
	picker_is_there
	kill "-$1" "$(cat pid)"
	leaves
	equals "$ended" 130
	shows "ssoenv: interrupted by SIG$1"
	cmp stty-before stty-after
	cursor_is_visible
}
for signal in TERM HUP INT; do bats_test_function --description "SIG$signal gives the terminal back" -- ends_on "$signal"; done

no_picker() {
	sit_at "$1"
	leaves
	equals "$ended" "$2"
	! says screen 'Enter selects' || fail 'it shows the picker'
}
without() { bats_test_function --description "no picker: $1" -- no_picker "$2" "$3"; }
without AWS_PROFILE 'AWS_PROFILE=dev ssoenv use --shell bash >code' 0
without AWS_DEFAULT_PROFILE 'AWS_DEFAULT_PROFILE=dev ssoenv use --shell bash >code' 0
without SSOENV_LOGIN=never 'SSOENV_LOGIN=never ssoenv use --shell bash >code' 3
without --no-login 'ssoenv use --no-login --shell bash >code' 3
without CI 'CI=1 ssoenv use --shell bash >code' 3
without TERM=dumb 'TERM=dumb ssoenv use --shell bash >code' 3
without 'stdin from a pipe' ': | ssoenv use --shell bash >code' 3
without 'stderr into a file' 'ssoenv use --shell bash >code 2>told' 3
without 'stdout on the terminal' 'ssoenv use --shell bash' 2
without 'no profiles' 'AWS_CONFIG_FILE=/dev/null ssoenv use --shell bash >code' 3

@test "hostile names act neither on the terminal nor in the shell" {
	use_shell bash
	add_profile 'profile "$(touch PWNED)`touch PWNED`"'
	printf \
		'[profile "\033]0;PWNED\a\033[2Jx\342\200\256y"]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n' \
		>>"$config_file"
	begins "$(by_function)"
	shows '$(touch PWNED)`touch PWNED`'
	shows '\x1b]0;PWNED\x07\x1b[2Jx\u202ey'
	presses "touch$enter"
	ends 'ReadOnly in account 111111111111'
	equals "$left" 0
	sees after SSOENV_PROFILE '$(touch PWNED)`touch PWNED`'
	nothing_ran
	! grep -aqF $'\e]0;' screen || fail 'it sets the title'
	! grep -aqF $'\342\200\256' screen || fail 'it turns the line'
}

@test "ten thousand profiles" {
	for ((i = 0; i < 10000; i++)); do
		printf '[profile team%s-svc%s]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n' $((i % 40)) "$i"
	done >>"$config_file"
	sit_at 'ssoenv use --shell bash >code'
	shows '10003 of 10003'
	presses 'svc9876 team36'
	shows '1 of 10003'
	presses "$enter"
	leaves
	equals "$ended" 0
	grep -q "SSOENV_PROFILE='team36-svc9876'" code
}

# The lines between the question and the counts, without the columns.
screen_lines() { window capture-pane -p | sed -n '2,/Enter selects/p' | sed '$d' | sed -E 's/ {2,}[A-Z].*//'; }
shows_lines() { diff <(screen_lines) <(printf '%s\n' "$@") >/dev/null; }
awaits_lines() { until_true shows_lines "$@" || { window capture-pane -p >&2; false; }; }

@test "a long list stands in groups: favorites, those used before, and accounts by their numbers" {
	require_program tmux tmux
	for ((i = 1; i <= 14; i++)); do
		printf '[profile team-%s]\nsso_session = corp\nsso_account_id = 222222222222\nsso_role_name = Admin\n' "$i"
	done >>"$config_file"
	ssoenv shell-role regionless --shell bash >/dev/null
	export SSOENV_FAVORITES='team-1[12] unassigned'
	window new-session -d -x 90 -y 24 'ssoenv use --shell bash >code; echo END; exec cat'
	awaits_lines favorites '> team-11' '  team-12' '  unassigned' 'used before' '  regionless' '111111111111' '  dev' \
		'222222222222' '  team-1' '  team-2' '  team-3' '  team-4' '  team-5' '  team-6'
	window send-keys End
	awaits_lines 111111111111 '  dev' 222222222222 '  team-1' '  team-2' '  team-3' '  team-4' '  team-5' '  team-6' \
		'  team-7' '  team-8' '  team-9' '  team-10' '  team-13' '> team-14'
	window send-keys 'account:1111'
	awaits_lines favorites '> unassigned' '111111111111' '  dev'
	window send-keys ' role:read'
	awaits_lines '111111111111' '> dev'
	# Words rank what they find.
	window send-keys C-u 'team-1'
	awaits_lines '> team-1' '  team-11' '  team-12' '  team-10' '  team-13' '  team-14'
	window send-keys Escape
	until_true has_width END
}

@test "no line wraps on a narrow terminal with long and wide names" {
	add_profile "profile $(printf '本番%.0s' {1..60})"
	sit_at 'stty cols 40 rows 8; ssoenv use --shell bash >code'
	shows '4 of 4'
	shows '…'
	! grep -aqE $'^[^\e]{41,}' <(grep -av '^Script ' screen | tr -d '\r' | LC_ALL=C.UTF-8 sed 's/\x1b\[[0-9;?]*[A-Za-z]//g') \
		|| fail 'a line is too long'
	presses "$escape"
	leaves
	equals "$ended" 130
}

window() { TMUX='' tmux -S "$BATS_TEST_TMPDIR/tmux" -f /dev/null "$@" 3>&-; }
close_window() { if [ -S "$BATS_TEST_TMPDIR/tmux" ]; then window kill-server; fi; }
teardown() { release leave_terminal close_window; }
rows_on_screen() { window capture-pane -p | grep -c "$1"; }
has_width() { window capture-pane -p | grep -q "$1"; }

@test "it leaves nothing behind where the terminal becomes narrower and wider" {
	local name
	require_program tmux tmux
	for name in three four five six; do add_profile "profile $name"; done
	window new-session -d -x 90 -y 24 'echo ABOVE; ssoenv use --shell bash >code; echo END; exec cat'
	until_true has_width '> dev  *ReadOnly  111111111111  corp '
	window resize-window -x 40 -y 12
	until_true has_width '> dev  *ReadOnly  111…'
	window resize-window -x 100 -y 30
	until_true has_width '> dev  *ReadOnly  111111111111  corp '
	window capture-pane -p >&2
	equals "$(rows_on_screen dev) $(rows_on_screen regionless) $(rows_on_screen Enter)" '1 1 1'
	window send-keys Escape
	until_true has_width END
	equals "$(window capture-pane -p | grep -v '^$\|ABOVE')" END
}

## With no profile

given_works() {
	run_script "$(applying use --account 222222222222 --role ReadOnly --region eu-west-3)" "$(recording after)"
	equals "$status" 0
	sees after SSOENV_PROFILE ReadOnly-222222222222
	sees after AWS_SSO_PROFILE ReadOnly-222222222222
	sees after SSOENV_ACCOUNT_ID 222222222222
	sees after AWS_REGION eu-west-3
}
in_turn "$all_shells" 'bare: --account and --role need no profile' given_works

given_by_function() {
	run_script "$(loading_layer)" 'ssoenv use dev' 'ssoenv use --account 222222222222 --role ReadOnly' 'ssoenv use -' \
		'ssoenv use -' "$(recording after)"
	equals "$status" 0
	sees after SSOENV_PROFILE ReadOnly-222222222222
	run --separate-stderr ssoenv export ReadOnly-222222222222
	equals "$status" 0
}
in_turn "$all_shells" 'function: use - goes back to such a role by its name' given_by_function

@test "a name that a profile has is not taken for another role" {
	add_profile 'profile ReadOnly-222222222222'
	run --separate-stderr ssoenv shell-role --account 222222222222 --role ReadOnly --shell bash
	equals "$status" 0
	grep -qxF =ReadOnly-222222222222-2 <<<"$output"
	[ ! -e "$HOME/.cache/ssoenv/shell/roles/ReadOnly-222222222222" ]
}

refused_words() {
	run --separate-stderr ssoenv use --shell bash $2
	equals "$status" 2
	equals "$output" '(exit 2);'
	[[ $stderr == *"$1"* ]] || fail "$stderr"
}
words_refused() { bats_test_function --description "refused: $1" -- refused_words "$2" "$1"; }
words_refused '--account 123 --role ReadOnly' '--account is "123", expected 12 digits'
words_refused '--account 111111111111 --role a/b' '--role is "a/b", which is not a valid role name'
words_refused '--account 111111111111' '--account requires --role'
words_refused '--role ReadOnly' '--role requires --account'
words_refused '--sso-session corp' '--sso-session requires --account'
words_refused 'dev --account 111111111111 --role ReadOnly' 'PROFILE and --account cannot be used together'

@test "several sso-sessions: the hint has a command for each" {
	add_session lab labdev
	run --separate-stderr ssoenv use --account 111111111111 --role ReadOnly --shell bash
	equals "$status" 2
	[[ $stderr == *'hint: ssoenv use --account 111111111111 --role ReadOnly --sso-session lab'* ]]
	run --separate-stderr ssoenv use --account 111111111111 --role ReadOnly --sso-session corp --shell bash
	equals "$status" 0
}

@test "--account alone on a terminal: the roles are offered, or the only one taken" {
	sit_at 'ssoenv use --account 111111111111 --shell bash >code; cat code | tr ";" "\n" | grep SSOENV_ROLE_NAME='
	shows 'role'
	presses "$enter"
	leaves
	equals "$ended" 0
}
