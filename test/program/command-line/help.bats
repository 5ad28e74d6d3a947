# Help is read by people: inside an eval nothing of it is run.

load ../support/support

shows_help_beside_eval() {
	run_script "$(recording before)" "$(applying "$1" "$2")" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	matches "$stderr" "ssoenv $1"
	same_environment before after
}
for flag in --help -h; do
	in_each "$all_shells" "use $flag evaluates nothing and is read on stderr" shows_help_beside_eval use "$flag"
done
in_turn "$all_shells" 'off --help evaluates nothing and is read on stderr' shows_help_beside_eval off --help

@test "help and --help print the same, and name no command that only shells run" {
	run --separate-stderr ssoenv help
	equals "$status" 0
	local help=$output
	[[ $help != *shell-role* ]] || fail "$help"
	run --separate-stderr ssoenv --help
	equals "$output" "$help"
	run --separate-stderr ssoenv help sync
	help=$output
	run --separate-stderr ssoenv sync --help
	equals "$output" "$help"
	run --separate-stderr ssoenv help nope
	equals "$status" 2
	matches "$stderr" 'unknown command "nope"'
}

# help_at COLUMNS: the widest line of the help that a terminal of that width gets.
help_at() {
	script -qec "stty cols $1; ssoenv help" /dev/null </dev/null | tr -d '\r' | wc -L
}

@test "help keeps to the width of the terminal, and to 100 columns" {
	require_program script script
	(($(help_at 60) <= 60 && $(help_at 60) > 50)) || fail 'too wide or too narrow at 60 columns'
	(($(help_at 200) <= 100 && $(help_at 200) > 80)) || fail 'too wide or too narrow at 200 columns'
}
