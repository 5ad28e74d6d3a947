# What the machine lacks or refuses is told as that: "this is a bug" means one.

load support

# starved_of_files COMMAND ...: runs it with the most open files at which it still fails itself; with fewer, Node does not even start.
starved_of_files() {
	local limit
	for limit in {40..12}; do
		run --separate-stderr bash -c 'ulimit -n "$1"; shift; "$@"' bash "$limit" "$@"
		[ "$status" = 0 ] || return 0
	done
	fail "it works with few files as well"
}

@test "too many open files: told with the way out, status 3, and what is evaluated fails" {
	starved_of_files ssoenv init bash
	equals "$status" 3
	equals "$output" '(exit 3);'
	equals "$stderr" 'ssoenv: too many open files for the limit of this shell
ssoenv: hint: ulimit -n 1024'
}

@test "too many open files: programs are told in one line of JSON" {
	SSOENV_JSON_ERRORS=1 starved_of_files ssoenv init bash
	equals "$stderr" '{"code":"system-refused","status":3,"message":"too many open files for the limit of this shell","session":null,"command":null,"hints":["ulimit -n 1024"]}'
}

@test "a current folder that is gone is told where it is needed, and else nothing is said of it" {
	mkdir gone
	cd gone
	rmdir ../gone
	run --separate-stderr ssoenv ues
	equals "$status" 3
	equals "$stderr" 'ssoenv: cannot use the current folder: no such file
ssoenv: hint: cd'
	run --separate-stderr ssoenv list
	equals "$status" 0
	equals "$stderr" ''
}
