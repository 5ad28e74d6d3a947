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
in_each "$all_shells" 'off --help evaluates nothing and is read on stderr' shows_help_beside_eval off --help
