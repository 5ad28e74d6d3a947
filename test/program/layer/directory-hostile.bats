# Folders that mean harm, or that are only odd: nothing runs, nothing hangs, and nothing reaches the terminal as it is.

load ../support/support
load ../support/layer
load ../support/directory

prepare() { follow_folders; }

# is_printable TEXT: but for line ends, all of it can be shown.
is_printable() {
	[[ $(tr -d '\n' <<<"$1") != *[[:cntrl:]]* ]] || fail "$(printf '%q has control characters' "$1")"
	iconv -f UTF-8 -t UTF-8 <<<"$1" >/dev/null || fail "$(printf '%q is not UTF-8' "$1")"
}

names_the_folder() {
	local name
	local names=($'two\nlines' '%s%n$(touch PWNED)`touch PWNED`' $'\e]0;PWNED\a\e[31m' $'\xff\xfe\xe2\x80'
		$'right\u202eleft' "'; touch PWNED; '" ' ' '-n' '*?[x' '{a,b}$HOME')
	for name in "${names[@]}"; do
		# PowerShell cannot go there.
		[[ $shell != powershell || $name != $'\xff'* ]] || continue
		mkdir -p "./$name/in"
		echo dev >"./$name/.ssoenv"
		in_layer "$(going "./$name/in")" "$(showing_role)" "$(going ../..)" "$(showing_role)"
		equals "$output" $'unset unset\nunset unset'
		matches "$stderr" '^ssoenv: .* is not allowed: '
		equals "$(grep -c . <<<"$stderr")" 1
		is_printable "$stderr"
		nothing_ran
		rm -r "./$name"
	done
	never_called
}
in_folders 'the name of a folder is text' names_the_folder

takes_names_that_can_be_kept() {
	local name
	for name in '%s%n$(touch PWNED)' "'; touch PWNED; '" ' ' '-n' '*?[x' '{a,b}$HOME' $'\e[31m' 'a%2Fb'; do
		allowed "./$name" dev
		mkdir -p "./$name/in"
		in_layer "$(going "./$name/in")" "$(showing_role)" "$(going ../..)" "$(showing_role)"
		equals "$output" "dev $PWD/$name"$'\nunset unset'
		equals "$stderr" ''
		nothing_ran
	done
}
in_folders 'a folder with such a name can be allowed' takes_names_that_can_be_kept

finds_no_file() {
	allowed shop dev
	mkdir shop/src/.ssoenv
	in_layer "$(going shop/src)" "$(showing_role)"
	equals "$output" "dev $PWD/shop"
	equals "$stderr" ''
	rmdir shop/src/.ssoenv
	# .NET takes such a link for a file, which is then refused.
	[ "$shell" != powershell ] || return 0
	ln -s nowhere shop/src/.ssoenv
	in_layer "$(going shop/src)" "$(showing_role)"
	equals "$output" "dev $PWD/shop"
	equals "$stderr" ''
}
in_folders 'a folder and a link to nothing are passed over' finds_no_file

refuses_what_is_no_file() {
	require_python
	"$python_program" -c 'import socket; socket.socket(socket.AF_UNIX).bind("shop/.ssoenv")'
	in_layer "$(going shop)" "$(showing_role)"
	equals "$output" 'unset unset'
	matches "$stderr" 'has to be a regular file of yours'
	rm shop/.ssoenv
	mknod shop/.ssoenv c 1 5 2>/dev/null || return 0
	in_layer "$(going shop)" "$(showing_role)"
	equals "$output" 'unset unset'
	matches "$stderr" 'has to be a regular file of yours'
}
in_folders 'a socket and a device are refused' refuses_what_is_no_file

leaves_what_is_gone() {
	allowed shop dev
	in_layer "$(going shop/src)" "$(showing_role)" 'rm -r ../../shop' "$(prompting)" "$(showing_role)" \
		"$(going "$PWD/elsewhere")" "$(showing_role)"
	equals "$(tail -n 1 <<<"$output")" 'unset unset'
	equals "$(head -n 1 <<<"$output")" "dev $PWD/shop"
	# The child that shows the role says this.
	equals "$(grep -v '^sh: 0: getcwd' <<<"$stderr")" ''
}
in_folders 'a folder that is removed under the shell is left with the next one' leaves_what_is_gone

goes_deep() {
	local deep
	deep=$(printf 'd/%.0s' {1..200})
	allowed shop dev
	mkdir -p "shop/$deep"
	in_layer "$(going "shop/$deep")" "$(showing_role)" "$(going "$PWD")" "$(showing_role)"
	equals "$output" "dev $PWD/shop"$'\nunset unset'
	equals "$stderr" ''
}
in_folders 'two hundred levels below the file' goes_deep

tampers_with_pwd() {
	allowed shop dev
	local value
	for value in '' relative '..' '/' "//" $'/two\nlines' '/$(touch PWNED)' '/*' "$(printf '/x%.0s' {1..2000})"; do
		in_layer "$(going shop)" "PWD=$(quoted "$value")" "$(prompting)" "cd $(quoted "$PWD/elsewhere")" "$(prompting)" "$(showing_role)"
		equals "$output" 'unset unset'
		equals "$stderr" ''
		nothing_ran
	done
	in_layer "$(going shop)" 'unset PWD' "$(prompting)" "$(prompting)" "cd $(quoted "$PWD/elsewhere")" "$(prompting)" 'echo done'
	equals "$output" done
	equals "$stderr" ''
}
in_each 'bash zsh' 'PWD may be anything' tampers_with_pwd
