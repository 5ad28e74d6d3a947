# The launcher and its program: what the program keeps for it, what gets no word of it, and what is said when something is gone.

load ../support/launcher

prepare() { prepare_launcher; }

forget() { rm -rf "$copies"; }

@test "use, export and exec of the program keep what the launcher needs, and so does a layer from then on" {
	local one
	for one in 'use dev --shell bash' 'export dev' 'exec dev -- true'; do
		forget
		# shellcheck disable=SC2086 # words
		"$launcher" $one >/dev/null
		equals "$(cat "$until")" "$end"
		equals "$(stat -c '%a %Y' "$until")" "600 $((end - 900))"
		equals "$(stat -c '%a %a' "$until" "${until%/*}" | tr '\n' ' ')" '600 600 700 700 '
		sh=(dash)
		as_launcher
	done
	rm "$copy" "$until"
	ssoenv shell-role dev >/dev/null
	as_launcher
}

@test "without a launcher nothing of that is kept" {
	forget
	ssoenv use dev --shell bash >/dev/null
	ssoenv exec dev -- true
	[ ! -e "$copies" ]
	ssoenv shell-role dev >/dev/null
	[ -e "$copy" ] && [ ! -e "$until" ]
}

@test "nothing is kept of a region for one call, of settings with a warning, and of files with one" {
	forget
	"$launcher" use dev --region us-west-2 --shell bash >/dev/null
	[ ! -e "$copy" ]
	printf '[profile odd]\nsso_session = corp\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nservices = local\n' >>"$config_file"
	touch -d '1 day ago' "$config_file"
	"$launcher" export odd >/dev/null
	[ -e "$copies/roles/odd" ] && [ ! -e "$copies/until/odd" ]
	"$launcher" export dev >/dev/null
	[ -e "$until" ]
	printf 'no setting\n' >>"$config_file"
	"$launcher" export dev >/dev/null 2>&1
	[ ! -e "$until" ]
}

@test "a sign-out forgets both files" {
	[ -e "$copy" ] && [ -e "$until" ]
	"$launcher" logout 2>/dev/null
	[ ! -e "$copy" ] && [ ! -e "$until" ]
	"$launcher" logout --all 2>/dev/null
	[ ! -e "$copies" ]
}

@test "no command that the program starts learns of the launcher" {
	run ! grep -z ^SSOENV_LAUNCHED= <("$launcher" exec dev --renew -- env -0)
	run ! grep -z ^SSOENV_LAUNCHED= <("$launcher" each dev -- env -0)
	rm "$until"
	run ! grep -z ^SSOENV_LAUNCHED= <("$launcher" exec dev -- env -0)
	run ! grep -z ^SSOENV_LAUNCHED= <("$answers" exec dev -- env -0)
}

says_what_is_gone() {
	run -127 --separate-stderr "${sh[@]}" "$launcher" use other --shell bash
	equals "$status" 127 || return
	equals "$output" "sh -c 'exit 127';" || return
	equals "$stderr" "$1" || return
	run -127 eval "$output"
	equals "$status" 127 || return
	run -127 --separate-stderr "${sh[@]}" "$launcher" list
	equals "$status$output" 127
}

@test "a Node or a program that is gone is said, with the command that mends it" {
	not_in_single_file 'no Node runs it'
	local program folder=${launcher%/*}
	program=$(realpath "$program_folder/ssoenv")
	sed -i "s|^_ssoenv_node=.*|_ssoenv_node='/gone/node'|" "$launcher"
	in_each_sh says_what_is_gone "ssoenv: this launcher runs ssoenv with /gone/node, which is gone
ssoenv: hint: node $program install --launcher $folder"
	node "$program" install --launcher "$folder" 2>/dev/null
	as_launcher_itself
	sed -i "s|^_ssoenv_program=.*|_ssoenv_program='/gone/cli.cjs'|" "$launcher"
	in_each_sh says_what_is_gone "ssoenv: this launcher starts /gone/cli.cjs, which is gone
ssoenv: hint: npm install --global ssoenv && \"\$(npm prefix --global)/bin/ssoenv\" install --launcher $folder"
}

@test "a single file that is gone is said, with the command that removes its launcher" {
	sed -i -E "s#^(_ssoenv_node|_ssoenv_program)=.*#\1='/gone/ssoenv'#" "$launcher"
	in_each_sh says_what_is_gone "ssoenv: this launcher starts /gone/ssoenv, which is gone
ssoenv: hint: rm -- $launcher"
}

as_launcher_itself() { matches "$("$launcher" list)" dev; }

@test "another Node first on PATH changes nothing" {
	mkdir old
	printf '#!/bin/sh\necho v12.0.0\n' >old/node
	chmod +x old/node
	PATH=$PWD/old:$PATH as_launcher_itself
}

beside() {
	local one
	for one in "$PWD/package/bin/ssoenv" "$PWD/link" "$PWD/link-to-link"; do
		equals "$("${sh[@]}" "$one" list)" 'beside list' || return
	done
	equals "$(PATH=$PWD/package/bin:$PATH ssoenv --version)" 'beside --version'
}

@test "in a package it starts the program beside it, through links too" {
	make_package
	ln -s package/bin/ssoenv link
	ln -s link link-to-link
	in_each_sh beside
}

# The package with a program that says that it was started, in the place of the single file.
make_package() {
	mkdir -p package/bin package/lib/ssoenv
	cp "$program_root/shell/launcher/ssoenv.sh" package/bin/ssoenv
	printf '#!/bin/sh\necho "beside $*"\n' >package/lib/ssoenv/ssoenv
	chmod +x package/bin/ssoenv package/lib/ssoenv/ssoenv
	packaged=$PWD/package/bin/ssoenv
}

# refuses_start MESSAGE HINT WORD ...: the command, which starts the launcher, says that and fails; a shell fails with it.
# bash and dash say before that themselves that the folder is gone.
refuses_start() {
	run -127 --separate-stderr "${@:3}" use other --shell bash
	equals "$output" "sh -c 'exit 127';" || return
	matches "$stderr" "ssoenv: $1"$'\n'"ssoenv: hint: $2\$" || return
	run -127 --separate-stderr "${@:3}" list
	equals "$output" ''
}

in_deleted_folder() { sh -c 'mkdir "$0"; cd "$0" && rmdir "$0" && exec "$@"' "$PWD/deleted" "$@"; }

refuses_deleted_folder() {
	refuses_start 'the current folder was deleted, and ssoenv cannot start in it' cd in_deleted_folder "${sh[@]}" "$packaged" || return
	# Another folder of that name changes nothing.
	refuses_start 'the current folder was deleted, and ssoenv cannot start in it' cd \
		sh -c 'mkdir "$0"; cd "$0" && rmdir "$0" && mkdir "$0" && exec "$@"' "$PWD/made-again" "${sh[@]}" "$packaged" || return
	rmdir "$PWD/made-again"
}

@test "in a folder that was deleted, where the single file cannot start, the launcher says so" {
	make_package
	in_each_sh refuses_deleted_folder
}

@test "in a folder that was deleted, the launcher starts what runs in Node" {
	matches "$(in_deleted_folder "$answers" list 2>/dev/null)" 'program list'
}

without_proc() { unshare -rm sh -c 'mount -t tmpfs none /proc && exec "$@"' sh "$@"; }

refuses_without_proc() {
	refuses_start '/proc is not mounted, and ssoenv cannot start without it' 'mount -t proc proc /proc' without_proc "${sh[@]}" "$packaged"
}

@test "without /proc, which the single file needs, the launcher says so" {
	without_proc true 2>/dev/null || skip 'no namespace can be made here: NOTHING IS PROVED about a system without /proc'
	make_package
	in_each_sh refuses_without_proc
}

@test "a full disk and a reader that has gone are told as by the program" {
	run --separate-stderr bash -c '"$1" export dev >/dev/full' bash "$launcher"
	local status_of_launcher=$status said=$stderr
	run --separate-stderr bash -c 'ssoenv export dev >/dev/full'
	equals "$status_of_launcher $said" "$status $stderr"
	equals "$(bash -c 'set -o pipefail; "$1" export dev | true; echo $?' bash "$launcher")" 0
}

@test "install writes over no file of another program, nor over a link" {
	rm "$launcher"
	ln -s "$program_folder/ssoenv" "$launcher"
	run ssoenv install --launcher
	equals "$status" 3
	[ -L "$launcher" ]
	rm "$launcher"
	echo mine >"$launcher"
	run ssoenv install --launcher "$HOME/.local/bin"
	equals "$status" 3
	run ssoenv uninstall --launcher
	equals "$status$(cat "$launcher")" 3mine
	chmod 777 "$HOME/.local/bin"
	rm "$launcher"
	run ssoenv install --launcher
	equals "$status" 3
	[ ! -e "$launcher" ]
}
