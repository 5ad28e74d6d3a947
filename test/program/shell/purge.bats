# `ssoenv uninstall --purge`: what ssoenv has kept on this machine goes, and what others use or made stays.

load ../support/support

own=$BATS_TEST_TMPDIR/home/.cache/ssoenv

# A home in which ssoenv has done what leaves files behind.
used_home() {
	cached_role
	printf '# mine\n' >"$HOME/.bashrc"
	mkdir -p "$HOME/.config/fish"
	{
		ssoenv install bash
		ssoenv install fish
		ssoenv install --launcher
		"$HOME/.local/bin/ssoenv" export dev
		ssoenv shell-role --shell bash dev
		ssoenv write dev --as dev-keys --yes
		ssoenv sync --region eu-west-1 --yes
	} >said 2>&1 || fail "$(cat said)"
	[ -e "$own/code" ] || is_single_file
}

# Everything is removed, without a question.
purged() { run --separate-stderr ssoenv uninstall --purge --yes; }

# shared_files: what is not for ssoenv alone, with its bytes.
shared_files() { (cd "$HOME" && find .aws -type f ! -name 'credentials*' -exec sha1sum {} + | sort -k 2); }

@test "uninstall --purge removes what ssoenv has kept, and the files of the AWS CLI stay as they are" {
	used_home
	shared_files >before
	purged
	equals "$status" 0
	equals "$output" ''
	[ ! -e "$own" ] || fail "there still is $(find "$own")"
	[ ! -e "$HOME/.local/bin/ssoenv" ]
	equals "$(cat "$HOME/.bashrc")" '# mine'
	[[ $(cat "$HOME/.config/fish/config.fish") != *ssoenv* ]]
	[[ $(cat "$HOME/.aws/credentials") != *dev-keys* ]]
	shared_files >after
	cmp before after
	matches "$stderr" "= $HOME/.aws/sso/cache stays: the AWS CLI uses these files, too"
	matches "$stderr" "= $config_file stays: AWS tools use the profiles that sync wrote there"
	matches "$stderr" 'hint: ssoenv logout --all'
	matches "$stderr" 'hint: ssoenv sync --undo'
	# There is nothing left to remove, and nothing is made by looking.
	purged
	equals "$status" 0
	# Other tests may have locks below /tmp.
	[[ $stderr != *"- $HOME"* ]] || fail "there still was $stderr"
	[ ! -e "$own" ]
}

@test "uninstall --purge --dry-run prints the list on stdout, and removes nothing" {
	used_home
	find "$HOME" -type f | sort >before
	run --separate-stderr ssoenv uninstall --purge --dry-run
	equals "$status" 0
	equals "$stderr" ''
	matches "$output" "- $HOME/.bashrc: the lines that load ssoenv"
	matches "$output" "- $HOME/.local/bin/ssoenv: the launcher"
	matches "$output" "- $HOME/.aws/credentials: the keys of \[dev-keys\]"
	matches "$output" "- $own/shell/roles: copies of role credentials for shells"
	matches "$output" "- $own/history: what the last sync replaced"
	matches "$output" "- $own/notes: notes"
	find "$HOME" -type f | sort >after
	cmp before after
}

@test "uninstall --purge asks on a terminal: after a no everything stays, after Enter it goes" {
	require_python
	used_home
	local dialog=(env -u CI TERM=xterm "$python_program" "$support_folder/typist.py" typed ssoenv uninstall --purge)
	printf '%s\n' '< remove all of this?' '> n' '< nothing was changed' >typed
	run "${dialog[@]}"
	equals "$status" 0

	[ -e "$own/notes" ]
	printf '%s\n' '< remove all of this?' '> ' '< the program itself stays' >typed
	run "${dialog[@]}"
	equals "$status" 0
	[ ! -e "$own" ]
}

@test "uninstall --purge without a terminal needs --yes, and refuses words that it would not follow" {
	used_home
	local words
	for words in --purge '--purge bash --yes' '--purge --launcher --yes' --dry-run --yes; do
		# shellcheck disable=SC2086 # several words
		run --separate-stderr ssoenv uninstall $words </dev/null
		equals "$status" 2
	done
	[ -e "$own/notes" ]
	[ -e "$HOME/.local/bin/ssoenv" ]
}

@test "uninstall --purge names what ssoenv did not make, leaves it, and follows no link" {
	used_home
	mkdir -p outside/notes "$own/mine"
	echo kept >outside/notes/ee0bfd2552fbd840c02cc48b6e823320543c450f.json
	rm -r "$own/history"
	ln -s "$PWD/outside/notes" "$own/history"
	ln -s "$PWD/outside/notes/ee0bfd2552fbd840c02cc48b6e823320543c450f.json" "$own/notes/aa0bfd2552fbd840c02cc48b6e823320543c450f.json"
	echo 'my list' >"$own/shell/roles/todo"
	echo x >"$own/$(printf 'red\e[31m')"
	purged
	equals "$status" 0
	equals "$(cat outside/notes/*)" kept
	equals "$(cd "$own" && find . ! -type d -o -name mine | LC_ALL=C sort)" \
		"$(printf '%s\n' ./history ./mine ./notes/aa0bfd2552fbd840c02cc48b6e823320543c450f.json $'./red\e[31m' ./shell/roles/todo)"
	matches "$stderr" "= $own/history stays: it is a link, and ssoenv makes none"
	matches "$stderr" "= $own/mine stays: ssoenv did not make it"
	matches "$stderr" "= $own/shell/roles/todo stays: ssoenv did not make it"
	[[ $stderr != *$'\e'* ]] || fail 'a name acted on the terminal'
	# A link in the place of the whole folder.
	rm -r "$own"
	ln -s "$PWD/outside" "$own"
	purged
	equals "$(cat outside/notes/*)" kept
	[ -L "$own" ]
}

@test "uninstall --purge fails and names what it could not remove" {
	[ "$(id -u)" != 0 ] || command -v unshare >/dev/null || skip 'root, and no unshare'
	used_home
	local closed="$own/notes"
	if [ "$(id -u)" = 0 ]; then
		# shellcheck disable=SC2016 # expanded by sh
		run --separate-stderr unshare -m sh -c 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && shift && exec "$@"' \
			"$closed" x ssoenv uninstall --purge --yes
	else
		chmod 500 "$closed"
		purged
		chmod 700 "$closed"
	fi
	equals "$status" 3
	matches "$stderr" "ssoenv: the removal is incomplete: cannot remove $closed/[0-9a-f]*\.json"
	matches "$stderr" 'hint: ssoenv uninstall --purge'
	[ ! -e "$own/shell" ]
	[[ $stderr != *'program itself stays'* ]]
}

@test "uninstall --purge leaves what a running process uses, and says which" {
	used_home
	echo 'echo "$AWS_CONFIG_FILE" >path; mv path running; until [ -e ended ]; do sleep 0.03; done' >program
	ssoenv exec dev --renew -- sh program 3>&- &
	local child=$!
	until_true [ -e running ]
	purged
	[ -f "$(cat running)" ]
	: >ended
	wait "$child"
	equals "$status" 0
	matches "$stderr" "= $own/exec/run-.* stays: ssoenv process [0-9]* uses it"
	[ ! -e "$own/notes" ]
}
