# What the layers for Nushell, elvish, xonsh and tcsh are tried with: one set of behaviours, in the language of each shell. Each has a
# file language-SHELL.bash with its words:
#   assign NAME VALUE   sets an exported variable; the value has no quotes
#   drop NAME           unsets a variable
#   child CODE          runs the code in sh; the code has no single quotes
#   attempt COMMAND     runs the command, and prints `done` or `failed`
#   capture COMMAND     runs the command and throws away what it prints to stdout, as the shell captures it
#   trying CODE         runs the code, and goes on if it fails
#   prompt_text         prints the text for one's own prompt, and a line end
#   offered             prints the words that Tab offers behind `ssoenv use `, one a line
#   evaluating          evaluates the file `code`, as the documents say

use_small_layer() {
	shell=$1 layer_file=$program_root/shell/$1/ssoenv.$2
	require_program "$shell" "$(program_of "$shell")"
	export XONSH_SHOW_TRACEBACK=0 XDG_CONFIG_HOME=$HOME/.config
	begin=$(ssoenv init "$shell")
	installed=$begin
}

# Some variables are of the shells themselves, which export what a command returned, or how it is run.
dumping() { child "env -0 | grep -zvE \"^(LAST_EXIT_CODE|XONSH_CAPTURE_ALWAYS)=\" >$1"; }

in_small_layer() { run_script "$begin" "$@"; }

# role_program NAME ...: in place of the program; it writes down its words, and answers with the fields of the role that is asked for.
role_program() {
	stand_in "printf \"%s\\n\" \"\$*\" >>'$PWD/calls'" 'while [ $# -gt 1 ]; do shift; done' "cat '$PWD/'\"\$1.fields\""
	local name
	for name; do fields "$name" >"$name.fields"; done
}

# own_small_layer: a copy of the layer that lies beside no program.
own_small_layer() {
	mkdir -p mine/shell/"$shell"
	cp "$layer_file" "mine/shell/$shell/"
	begin=${begin//"${layer_file%/shell/*}"/"$PWD"/mine}
}

trying() { attempt "$1"; }

is_one_line() { equals "$(grep -c '' "$1")" 1; }
