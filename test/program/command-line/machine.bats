# Messages for what the machine lacks or refuses. None of them calls it a bug of ssoenv.

load ../support/support

# starved_of_files COMMAND ...: runs it with the most open files at which it still fails itself; with fewer, Node does not even start.
starved_of_files() {
	local limit
	for limit in {40..12}; do
		run --separate-stderr bash -c 'ulimit -n "$1"; shift; "$@"' bash "$limit" "$@"
		# Node 24 and 26 need as many files for cli.cjs as ssoenv does later, and say so in their own words.
		[[ $stderr != *EMFILE*dist/cli.cjs* ]] || skip "$(node --version) itself cannot open cli.cjs"
		[ "$status" = 0 ] || return 0
	done
	fail "it works with few files as well"
}

@test "too many open files: a message with the way out, status 3, and eval fails" {
	not_in_single_file 'it loads no files'
	starved_of_files ssoenv init bash
	equals "$status" 3
	equals "$output" '(exit 3);'
	equals "$stderr" 'ssoenv: too many open files for the limit of this shell
ssoenv: hint: ulimit -n 1024'
}

@test "too many open files: one line of JSON for programs" {
	not_in_single_file 'it loads no files'
	SSOENV_JSON_ERRORS=1 starved_of_files ssoenv init bash
	local message='too many open files for the limit of this shell'
	equals "$stderr" '{"code":"system-refused","status":3,"message":"'"$message"'",'\
'"session":null,"command":null,"hints":["ulimit -n 1024"]}'
}

@test "a current folder that is gone stops no command that does not need it" {
	not_in_single_file 'its runtime starts only in a folder that exists'
	mkdir gone
	cd gone
	rmdir ../gone
	run --separate-stderr ssoenv ues
	equals "$status" 2
	matches "$stderr" '^ssoenv: unknown command "ues"'
	run --separate-stderr ssoenv list
	equals "$status" 0
	equals "$stderr" ''
}

@test "a pipe named package.json in the current folder is not read" {
	mkfifo package.json
	run --separate-stderr timeout 60 ssoenv list --nonsense
	equals "$status" 2
	matches "$stderr" '^ssoenv: unknown argument: nonsense'
}
