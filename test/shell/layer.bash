# For the tests of the shell layer: copies made by hand, a program that only takes notes, terminals.

program_root=${program_folder%/bin}
layer=$program_root/shell/ssoenv.bash

# copy NAME [EXPIRES] [KEY] [ACCOUNT]: what the program would keep for NAME.
copy() {
	local folder=$HOME/.cache/ssoenv/shell/roles
	mkdir -p "$folder"
	chmod 700 "$folder"
	touch -d '1 hour ago' "$config_file"
	printf '%s\n' ssoenv1 "=$HOME" '' '' "$config_file" "$HOME/.aws/credentials" "${2-4102444800}" "$1" "${3-ASIACOPY}" copied/secret \
		copied+token== 2100-01-01T00:00:00Z eu-west-1 "${4-111111111111}" ReadOnly end >"$folder/$1"
}

# A program that writes down its words, one line per call, and fails.
noting_program() {
	printf '#!/bin/sh\necho "$*" >>"%s/calls"\n%s\nexit 7\n' "$BATS_TEST_TMPDIR" "${1-}" >noting
	chmod +x noting
	export SSOENV_BIN=$BATS_TEST_TMPDIR/noting
}
calls() { if [ -f calls ]; then cat calls; fi; }

# in_bash LINE ...: in a bash that has the layer. `run`'s $status, $output, $stderr.
in_bash() {
	printf '%s\n' '. "$LAYER"' "$@" >script.bash
	LAYER=$layer run --separate-stderr bash --norc ${shell_options[@]+"${shell_options[@]}"} script.bash
	printf 'status %s, stdout %q, stderr %q\n' "$status" "$output" "$stderr" >&2
}

# typed LINE ...: typed at prompts of an interactive bash that has the layer; $output is the screen.
typed() {
	[ -n "$python_program" ] || skip 'python3 is not here: NOTHING IS PROVED about terminals'
	printf '%s\n' "${before_layer[@]-:}" ". '$layer'" "PS1='<\$SSOENV_PROMPT>'\"\$PROMPT_END\"" >rc
	PROMPT_END='#> ' run "$python_program" "$BATS_TEST_DIRNAME/type.py" '#> ' ${under[@]+"${under[@]}"} bash --noprofile --rcfile rc -i < <(printf '%s\n' "$@" exit)
	output=${output//$'\r'/}
	printf 'status %s, screen:\n%s\n' "$status" "$output" >&2
}
shows() { [[ $output == *"$1"* ]] || fail "not on the screen: $1"; }
hides() { [[ $output != *"$1"* ]] || fail "on the screen: $1"; }
has_line() { grep -qxF -- "$1" <<<"$output" || fail "no such line: $1"; }
