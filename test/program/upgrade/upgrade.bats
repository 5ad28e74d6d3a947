# From one release to another and back, under shells that have the layer of the first, with a role and files of its formats.
#
# The other release is this one with other numbers of formats, or, where EARLIER_RELEASE and LATER_RELEASE name packages, those:
# scripts/upgrade.sh makes them of an older and of a changed source.

load ../support/support
load ../support/layer

setup_file() {
	[ -z "${SSOENV_TEST_PROGRAM-}" ] || return 0
	release_with 2 "${EARLIER_RELEASE:-$program_root}" "$BATS_FILE_TMPDIR/earlier"
	release_with 0 "$program_root" "$BATS_FILE_TMPDIR/this"
	release_with 1002 "${LATER_RELEASE:-$program_root}" "$BATS_FILE_TMPDIR/later"
}

# release_with NUMBER FROM TO: copies a release; if it is this one and NUMBER is not 0, the formats get this number.
release_with() {
	local part
	mkdir "$3"
	for part in package.json dist shell completions ssoenv; do
		if [ -e "$2/$part" ]; then cp -R "$2/$part" "$3/"; fi
	done
	[ "$1" != 0 ] && [ "$2" = "$program_root" ] || return 0
	find "$3" -type f \( -path '*/dist/*js' -o -path '*/shell/*' -o -path '*/completions/*' \) -exec sed -i -E \
		"s/\bssoenv[0-9]+\b/ssoenv$1/g; s/\bssoenv-(names|profiles)[0-9]+\b/ssoenv-\1$1/g; s/\b([A-Z_]*FORMAT) = [0-9]+/\1 = $1/" {} +
	# The id of the build tells the code that V8 compiled of one release from that of another of the same length.
	sed -i -E "\$ s#^//[0-9a-f]{12}#//$(printf %012x "$1")#" "$3"/dist/*.cjs
	grep -q "ssoenv$1" "$3/shell/bash/record.bash" && grep -q "FORMAT = $1" "$3/dist/status.cjs"
}

prepare() {
	not_in_single_file 'scripts/upgrade.sh has the tests beside the single file'
	add_profile 'profile ops' 'region = us-west-2'
	cached_role
	age_config
	releases=$BATS_FILE_TMPDIR
	program_root=$HOME/lib/ssoenv
	mkdir -p "$HOME/bin" "$HOME/lib"
	ln -s ../lib/ssoenv/dist/cli.cjs "$HOME/bin/ssoenv"
	PATH=$HOME/bin:$PATH
	# What npm does: the old package goes aside, and the new one into its place.
	printf '%s\n' '#!/bin/sh' 'set -e' "cd '$HOME/lib'" 'rm -rf .ssoenv-old' '[ ! -e ssoenv ] || mv ssoenv .ssoenv-old' \
		"cp -Rl '$releases/'\"\$1\" .ssoenv-new" 'mv .ssoenv-new ssoenv' 'rm -rf .ssoenv-old' >"$HOME/bin/install-release"
	chmod +x "$HOME/bin/install-release"
}

moves=('earlier this' 'this later' 'later this' 'this earlier')

# in_moves SHELLS BEHAVIOUR FUNCTION: from one release to another. A short run has each move in one of the shells.
in_moves() {
	local move shells at=0
	read -ra shells <<<"$1"
	for move in "${moves[@]}"; do
		taken=$1
		[ "${SSOENV_ALL_TESTS-}" = 1 ] || taken=${shells[(move_turn + at) % ${#shells[@]}]}
		# shellcheck disable=SC2086 # two words
		in_each "$taken" "from ${move/ / to }, $2" "$3" $move
		at=$((at + 1))
	done
	move_turn=$((move_turn + 1))
}
move_turn=0

not_read='ssoenv: cannot read the output of the ssoenv program; this shell may have loaded another version of ssoenv'

# The role stays, prompts stay silent, `use` takes the other role whole or says what to do and changes nothing, and `off` gives
# everything back.
keeps_its_role() {
	install-release "$1"
	export AWS_PROFILE=mine AWS_REGION=eu-north-1
	in_layer "$(recording before)" "$(calling use dev)" "$(recording with)" "install-release $2" \
		"$(has prompt && prompting)" "$(has prompt && prompting)" "$(recording still)" \
		"$(calling use ops)" "$(printing_status)" "$(recording after)" "$(calling status --json)" "$(printing_status)" \
		"$(calling off)" "$(printing_status)" "$(recording off)"
	sees with SSOENV_PROFILE dev
	same_environment with still
	if [ "$(sed -n 1p <<<"$output")" = status=0 ]; then
		sees after SSOENV_PROFILE ops
		sees after AWS_REGION us-west-2
	else
		equals "$(sed -n 1p <<<"$output")" status=1
		matches "$stderr" "$not_read"
		matches "$stderr" 'ssoenv: hint: (exec|Import-Module) '
		same_environment with after
	fi
	equals "$(grep -c '^status=0$' <<<"$output")" "$(($(grep -c '^status=' <<<"$output") - $(grep -c '^status=1$' <<<"$output")))"
	matches "$output" '"profile": *"dev"|"dev"'
	same_environment before off
}
in_moves 'bash zsh fish sh powershell' 'a shell with a role keeps it until off' keeps_its_role

# A shell that has read only the first part reads the others when it needs them: all of the other release. If that has other
# parts, the shell says so and changes nothing.
takes_the_other() {
	needs parts
	install-release "$1"
	in_layer "$(recording before)" "install-release $2" "$(calling use dev)" "$(printing_status)" "$(recording after)" \
		"$(has prompt && prompting)" "$(calling off)" "$(recording off)"
	same_environment before off
	if [ -n "${EARLIER_RELEASE-}" ] && [ "$output" = status=1 ]; then
		# The parts of that release have other names.
		matches "$stderr" "no longer exists, so nothing was changed.*hint: .*exec $shell"
		same_environment before after
		return
	fi
	equals "$output" status=0
	sees after SSOENV_PROFILE dev
	sees after AWS_ACCESS_KEY_ID ASIACACHED
}
in_moves 'bash zsh fish' 'a shell that has had no role takes one' takes_the_other

# What a shell hands on is a role to the layer of the other release.
hands_on_its_role() {
	install-release "$1"
	in_layer "$(recording before)" "$(calling use dev)" "install-release $2" "$(recording with)"
	sees with SSOENV_PROFILE dev
	local entry
	while IFS= read -r -d '' entry; do
		case $entry in AWS_* | SSOENV_*) export "${entry?}" ;; esac
	done <with
	in_layer "$(has prompt && prompting)" "$(calling use ops)" "$(printing_status)" "$(recording after)" "$(calling off)" "$(recording off)"
	equals "$(grep -v prompt <<<"$output")" status=0
	sees after SSOENV_PROFILE ops
	# The first releases gave an inherited role back.
	[ "$2" != earlier ] || [ -z "${EARLIER_RELEASE-}" ] || return 0
	local name
	for name in AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN SSOENV_PROFILE SSOENV_EXPIRES; do lacks off "$name"; done
}
in_moves 'bash zsh fish sh' 'a new shell takes over the role of its parent' hands_on_its_role

# knows RELEASE WORD ...: the release has this command or option. Only an earlier one may lack something.
knows() {
	[ "$1" != earlier ] || [ -z "${EARLIER_RELEASE-}" ] || "$releases/$1/dist/cli.cjs" "$2" --help 2>/dev/null | grep -q -e "${*:3}"
}

# with_files FROM TO: FROM has left files of all kinds.
with_files() {
	# A sign-in of its own, which the test ends.
	curl --silent --show-error --fail --noproxy '*' --header 'content-type: application/json' --data-binary '{}' \
		--output "$token_file" "$fake_control/sign-in"
	install-release "$1"
	{
		if knows "$1" install --launcher; then
			ssoenv install --launcher
			"$HOME/.local/bin/ssoenv" export dev
		fi
		ssoenv use dev --shell bash
		ssoenv sync --region eu-west-1 --yes
		ssoenv accounts
		if knows "$1" write --as; then ssoenv write dev --as dev-keys; fi
	} >said 2>&1 || fail "$(cat said)"
	cp "$config_file" synced
	install-release "$2"
}

# shellcheck disable=SC2086 # two words
for move in "${moves[@]}"; do
	bats_test_function --description "from ${move/ / to }, files of the other formats are read or written anew" -- reads_files $move
	bats_test_function --description "from ${move/ / to }, the launcher prints what the program prints" -- answers_alike $move
	bats_test_function --description "${move/ / and } side by side give the same role by turns" -- take_turns $move
done

reads_files() {
	with_files "$@"
	run --separate-stderr ssoenv sync --region eu-west-1 --yes
	equals "$status" 0
	cmp synced "$config_file"
	# Undone, or refused in one line: an undo that the other release has kept in another format.
	run --separate-stderr ssoenv sync --undo
	[ "$status" = 0 ] || {
		matches "$stderr" 'there is no (sync of|change to) .* to undo'
		cmp synced "$config_file"
	}
	run --separate-stderr ssoenv sync --region eu-west-2 --yes
	equals "$status" 0
	run --separate-stderr ssoenv sync --undo
	equals "$status" 0
	local words
	for words in 'accounts' 'roles 111111111111' 'status' 'list' 'export dev' 'use dev --shell bash' 'doctor --json'; do
		knows "$2" "${words%% *}" usage || continue
		# shellcheck disable=SC2086 # several words
		run --separate-stderr ssoenv $words
		[ "$status" = 0 ] || [ "$words $status" = 'doctor --json 1' ] || fail "$words: status $status, $stderr"
	done
	if knows "$1" write --as; then grep -q aws_secret_access_key "$HOME/.aws/credentials"; fi
	run --separate-stderr ssoenv logout --all
	equals "$status" 0
	# An earlier release may not know the keys of a later one.
	[ "$2" = earlier ] || [[ $(cat "$HOME/.aws/credentials" 2>/dev/null) != *aws_secret_access_key* ]]
	ssoenv uninstall --purge --yes 2>/dev/null || [ "$2" = earlier ]
	[ ! -e "$HOME/.cache/ssoenv" ] || [ "$2" = earlier ] || fail "there still is $(find "$HOME/.cache/ssoenv")"
}

answers_alike() {
	knows "$1" install --launcher && knows "$2" install --launcher || skip 'the earlier release has no launcher'
	with_files "$@"
	local format
	for format in '' env json; do
		"$HOME/.local/bin/ssoenv" export dev ${format:+--format "$format"} >launched
		"$HOME/bin/ssoenv" export dev ${format:+--format "$format"} >printed
		cmp launched printed
	done
	matches "$(cat launched)" ASIACACHED
	PATH=$HOME/.local/bin:$PATH run --separate-stderr ssoenv status --check dev
	equals "$status" 0
	ssoenv install --launcher 2>/dev/null
	"$HOME/.local/bin/ssoenv" export dev --format json >launched
	cmp launched printed
}

take_turns() {
	local one
	for one in "$1" "$2" "$1" "$2" "$2" "$1"; do
		"$releases/$one/dist/cli.cjs" use dev --shell bash >"$one.code"
		# Each is first on PATH in its turn, as with a version manager: the first layers run what is on PATH.
		mkdir -p "$one.bin"
		ln -sf "$releases/$one/dist/cli.cjs" "$one.bin/ssoenv"
		echo ". '$releases/$one/shell/ssoenv.bash'; ssoenv use dev && echo \"\$AWS_ACCESS_KEY_ID\" && ssoenv off" >turn
		PATH=$PWD/$one.bin:$PATH bash turn >used
		equals "$(cat used)" ASIACACHED
	done
	matches "$(cat "$1.code")" ASIACACHED
	matches "$(cat "$2.code")" ASIACACHED
}
