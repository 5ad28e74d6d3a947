# The `.ssoenv` of a folder chooses the role of a shell that is there, once it is allowed.

load ../support/support
load ../support/layer
load ../support/directory

prepare() { follow_folders; }

enters_and_leaves() {
	allowed shop dev
	export AWS_PROFILE=$'two\nlines' AWS_REGION=
	in_layer "$(going elsewhere ..)" "$(recording before)" "$(going shop)" "$(showing_role)" "$(recording "$PWD/inside")" \
		"$(going src/deep ..)" "$(showing_role)" "$(going ../.. elsewhere ..)" "$(recording after)" "$(going shop)" "$(showing_role)"
	equals "$output" "dev $PWD/shop"$'\n'"dev $PWD/shop"$'\n'"dev $PWD/shop"
	equals "$stderr" ''
	sees inside AWS_SECRET_ACCESS_KEY secret/of+ASIACOPY
	lacks inside AWS_PROFILE
	same_environment before after
	never_called
}
in_folders 'entering a folder or one below it uses its profile, and leaving gives everything back' enters_and_leaves

goes_from_folder_to_folder() {
	allowed shop dev
	allowed shop/src prod
	export AWS_REGION=mine
	in_layer "$(going elsewhere ..)" "$(recording before)" "$(going shop)" "$(showing_role)" "$(going src)" "$(showing_role)" \
		"$(going deep)" "$(showing_role)" "$(going ../..)" "$(showing_role)" "$(going .. elsewhere ..)" "$(recording after)"
	equals "$output" "dev $PWD/shop"$'\n'"prod $PWD/shop/src"$'\n'"prod $PWD/shop/src"$'\n'"dev $PWD/shop"
	same_environment before after
}
in_folders 'the nearest file decides' goes_from_folder_to_folder

tells_of_a_new_file() {
	allowed shop dev
	printf '%s\n' 'prod' >shop/src/.ssoenv
	in_layer "$(going shop/src ../.. shop/src/deep)" "$(showing_role)" "$(going ../..)" "$(showing_role)" "$(going src)" "$(showing_role)"
	equals "$output" 'unset unset'$'\n'"dev $PWD/shop"$'\nunset unset'
	equals "$stderr" "ssoenv: $PWD/shop/src/.ssoenv is not allowed: \`ssoenv allow\` uses it, \`ssoenv deny\` ignores it"
	never_called
}
in_folders 'below an allowed folder, a file that is not allowed means no role, and is told once' tells_of_a_new_file

tells_of_changed_content() {
	allowed shop dev
	in_layer "$(going shop ..)" "printf 'dev\\n\\n' >shop/.ssoenv" "$(going shop)" "$(showing_role)" "$(going ..)" \
		"printf 'prod\\n' >shop/.ssoenv" "$(going shop)" "$(showing_role)"
	equals "$output" $'unset unset\nunset unset'
	equals "$(grep -c 'is not allowed' <<<"$stderr")" 2
}
in_folders 'changed content is not allowed, and is told again' tells_of_changed_content

is_silent_where_denied() {
	allowed . dev
	echo prod >shop/.ssoenv
	denied shop
	in_layer "$(going shop/src)" "$(showing_role)"
	equals "$output" 'unset unset'
	equals "$stderr" ''
}
in_folders 'a denied file means no role and says nothing' is_silent_where_denied

keeps_a_role_by_hand() {
	allowed shop dev
	in_layer "$(calling use prod)" "$(going shop)" "$(showing_role)" "$(calling off)" "$(going src ..)" "$(showing_role)" \
		"$(going .. shop)" "$(showing_role)" "$(calling use prod)" "$(showing_role)" "$(going ..)" "$(showing_role)" \
		"$(calling use -)" "$(showing_role)" "$(going shop ..)" "$(showing_role)" "$(calling off)" "$(going shop)" "$(calling off)" \
		"$(prompting)" "$(showing_role)"
	equals "$output" "prod unset
unset unset
dev $PWD/shop
prod unset
prod unset
dev unset
dev unset
unset unset"
	equals "$stderr" ''
}
in_folders 'a role by hand stays until off, and off means no role until the folder is entered again' keeps_a_role_by_hand

leaves_what_it_inherited() {
	allowed shop dev
	inherit_role 3600
	export SSOENV_DIRECTORY=$PWD/shop AWS_ACCESS_KEY_ID=OLD AWS_SECRET_ACCESS_KEY=OLD AWS_SESSION_TOKEN=OLD
	in_layer "$(going shop)" "$(showing_role)" "$(printing AWS_ACCESS_KEY_ID)" "$(going ..)" "$(showing_role)" \
		"$(printing AWS_ACCESS_KEY_ID)"
	equals "$output" "dev $PWD/shop"$'\nOLD\nunset unset\nunset'
	equals "$stderr" ''
}
in_folders 'a shell that was opened in the folder keeps the role, and leaves it' leaves_what_it_inherited

leaves_elsewhere() {
	inherit_role 3600
	export SSOENV_DIRECTORY=$PWD/shop
	in_layer "$(prompting)" "$(showing_role)"
	equals "$output" 'unset unset'
}
in_folders 'a shell that was opened elsewhere leaves the role at its first prompt' leaves_elsewhere

never_enters_a_guarded_profile() {
	allowed shop prod
	export SSOENV_GUARD='p*'
	in_layer "$(going shop)" "$(showing_role)"
	equals "$output" 'unset unset'
	equals "$stderr" "ssoenv: prod is guarded (SSOENV_GUARD), so $PWD/shop/.ssoenv does not use it"$'\nssoenv: hint: ssoenv use prod'
}
in_folders 'a guarded profile is told, with the command to paste' never_enters_a_guarded_profile

only_offers_without_copies() {
	allowed shop dev
	export SSOENV_KEEP=0
	in_layer "$(going shop)" "$(showing_role)"
	equals "$output" 'unset unset'
	matches "$stderr" 'hint: ssoenv use dev$'
	never_called
}
in_folders 'without copies the profile is only offered' only_offers_without_copies

goes_through_links() {
	allowed 'my shöp' dev
	ln -s "$PWD/my shöp" link
	in_layer "$(going link)" "$(showing_role)" "$(going ..)" "$(showing_role)"
	equals "$output" "dev $PWD/my shöp"$'\nunset unset'
	equals "$stderr" ''
}
in_folders 'a folder behind a link is the one that was allowed' goes_through_links

does_nothing_unless_asked() {
	allowed shop dev
	unset SSOENV_DIRECTORIES
	in_layer "$(going shop)" "$(showing_role)"
	equals "$output" 'unset unset'
	equals "$stderr" ''
}
in_folders 'without SSOENV_DIRECTORIES=1 nothing is looked for' does_nothing_unless_asked

# The hook of direnv for fish, where it comes after ours: what it had set for a folder goes at the prompt in the next one.
leaves_the_folder_of_direnv_first() {
	allowed shop prod
	export DIRENV_DIR="-$PWD/elsewhere" AWS_ACCESS_KEY_ID=there AWS_SECRET_ACCESS_KEY=there
	in_layer 'function __direnv_export_eval --on-event fish_prompt' 'if not string match -q "*/elsewhere*" $PWD; and set -q DIRENV_DIR' \
		'set -eg DIRENV_DIR AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY; end; end' "$(going elsewhere ../shop)" "$(showing_role)" \
		"$(printing AWS_ACCESS_KEY_ID)" "$(going ..)" "$(printing AWS_ACCESS_KEY_ID SSOENV_PROFILE)"
	equals "$output" "prod $PWD/shop"$'\nASIAPROD\nunset unset'
	equals "$stderr" ''
}
in_each fish 'direnv leaves its folder before the role of the next one is taken' leaves_the_folder_of_direnv_first

# Below the folder of direnv there may be another one of its own.
goes_into_a_nested_folder_of_direnv() {
	allowed shop dev
	allowed shop/src prod
	export DIRENV_DIR="-$PWD/shop"
	in_layer 'function __direnv_export_eval --on-event fish_prompt' \
		'if string match -q "*/src" $PWD; and string match -q "*/shop" -- $DIRENV_DIR' \
		'set -eg AWS_ACCESS_KEY_ID; set -gx AWS_SECRET_ACCESS_KEY there; set -gx DIRENV_DIR "-$PWD"; end; end' "$(going shop)" \
		"$(showing_role)" "$(going src)" "$(showing_role)" "$(printing AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY)"
	equals "$output" "dev $PWD/shop"$'\n'"prod $PWD/shop/src"$'\nASIAPROD secret/of+ASIAPROD'
	equals "$stderr" ''
}
in_each fish 'direnv goes from folder to folder before the role of the inner one is taken' goes_into_a_nested_folder_of_direnv

# At the first prompt our second handler is not there yet.
leaves_an_inherited_folder_of_direnv_first() {
	allowed shop prod
	export DIRENV_DIR="-$PWD/elsewhere" AWS_ACCESS_KEY_ID=there AWS_SECRET_ACCESS_KEY=there
	in_layer 'function __direnv_export_eval --on-event fish_prompt' 'if not string match -q "*/elsewhere*" $PWD; and set -q DIRENV_DIR' \
		'set -eg DIRENV_DIR AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY; end; end' "$(going shop)" "$(showing_role)" \
		"$(printing AWS_ACCESS_KEY_ID)"
	equals "$output" "prod $PWD/shop"$'\nASIAPROD'
	equals "$stderr" ''
}
in_each fish 'so does a shell that starts with the variables of a folder that is left' leaves_an_inherited_folder_of_direnv_first

## Content that means harm

# refuses_content MESSAGE: a file that no one allows, beside a record that someone wrote for it.
refuses_content() {
	in_layer "$(going shop)" "$(showing_role)" "$(going ..)"
	equals "$output" 'unset unset'
	matches "$stderr" "$1"
	nothing_ran
	never_called
}

runs_nothing() {
	# shellcheck disable=SC2016 # text
	local line
	for line in '$(touch PWNED)' '`touch PWNED`' "'; touch PWNED; '" '$env:PWNED' '(touch PWNED)' $'dev\e]0;PWNED\a'; do
		printf '%s\n' "$line" >shop/.ssoenv
		refuses_content 'is not allowed'
	done
	allowed shop '$(touch PWNED)'
	in_layer "$(going shop)" "$(showing_role)"
	equals "$output" 'unset unset'
	nothing_ran
	equals "$(calls | head -n 1)" "shell-role --shell $layer_name --no-login --note-failure -- \$(touch PWNED)"
}
in_folders 'code in a file or in an allowed name never runs' runs_nothing

# An allowed file becomes something else.
is_not_held_up() {
	local unfit='has to be a regular file of yours'
	allowed shop dev
	rm shop/.ssoenv
	mkfifo shop/.ssoenv
	refuses_content "$unfit"
	ln -sf /dev/zero shop/.ssoenv
	refuses_content "$unfit"
	echo dev >shop/real
	ln -sf real shop/.ssoenv
	refuses_content "$unfit"
	rm shop/.ssoenv
	head -c 1000000 /dev/zero | tr '\0' x >shop/.ssoenv
	refuses_content "$unfit"
	printf 'dev\0\n' >shop/.ssoenv
	refuses_content "$unfit"
	if [ "$(id -u)" = 0 ]; then
		echo dev >shop/.ssoenv
		chown 12345 shop/.ssoenv
		refuses_content "$unfit"
	fi
}
in_folders 'a pipe, a device, a link, a megabyte, a NUL and the file of another user are refused at once' is_not_held_up

# A person who can write to a folder can replace its file by a pipe, and opening a pipe can take forever.
opens_nothing_before() {
	require_strace
	echo dev >shop/.ssoenv
	allowed elsewhere dev
	traced open,openat "$(loading_layer)" "$(going elsewhere ../shop)"
	matches "$(cat said)" "shop/.ssoenv is not allowed"
	matches "$(cat trace)" 'elsewhere/\.ssoenv"'
	[[ $(cat trace) != *shop/.ssoenv\"* ]] || fail "$(grep -F shop/.ssoenv trace)"
}
in_folders 'no file is opened before its folder was allowed' opens_nothing_before

takes_no_open_record() {
	allowed shop dev
	mv "$records" mine
	ln -s "$PWD/mine" "$records"
	local one
	for one in mine/*; do
		mv "$one" real
		ln -s "$PWD/real" "$one"
	done
	refuses_content 'is not allowed'
}
in_folders 'a record behind a link allows nothing' takes_no_open_record

## A role without a copy

waits_for_a_cold_role() {
	allowed shop cold
	in_layer "$(going shop)" "$(showing_role)" "cp '$copies/roles/dev' '$PWD/cold'" "sed -i 's/^=dev\$/=cold/' '$PWD/cold'" \
		"touch -d '1 minute ago' '$PWD/cold'" "mv '$PWD/cold' '$copies/roles/cold'" "$(prompting)" "$(showing_role)"
	equals "$output" $'unset unset\n'"cold $PWD/shop"
	equals "$stderr" "ssoenv: fetching cold for $PWD/shop/.ssoenv; this shell uses it once it is there"
	until_true test -s calls
	equals "$(calls)" "shell-role --shell $layer_name --no-login --note-failure -- cold"
}
in_folders 'a role without a copy is fetched in the background, and used once it is there' waits_for_a_cold_role

tells_of_a_sign_in() {
	allowed shop cold
	mkdir -p "$copies/failed"
	in_layer "$(going shop)" \
		"sh -c 'umask 077; echo 4 9999999999 >\"\$1\"' sh '$copies/failed/cold'" "$(prompting)" "$(prompting)" "$(showing_role)"
	equals "$output" 'unset unset'
	equals "$(tail -n +2 <<<"$stderr")" "ssoenv: cold, which $PWD/shop/.ssoenv names, needs a sign-in"$'\nssoenv: hint: ssoenv login cold'
	until_true test -s calls
	equals "$(calls | grep -c .)" 1
}
in_folders 'a sign-in that is needed is told once, and not started' tells_of_a_sign_in

stops_waiting() {
	allowed shop cold
	in_layer "$(going shop)" "$(calling off)" "cp '$copies/roles/dev' '$copies/roles/cold'" \
		"sed -i 's/^=dev\$/=cold/' '$copies/roles/cold'" \
		"touch -d '1 minute ago' '$copies/roles/cold'" "$(prompting)" "$(showing_role)"
	equals "$output" 'unset unset'
}
in_folders 'off waits for no role any more' stops_waiting

starts_no_process() {
	require_strace
	local before
	allowed shop dev
	# bash 3.2 tries in a subshell whether a variable is readonly, so there a change of the role takes some, and reading a part one.
	before=$(processes_of "$(loading_layer)" "$(calling use prod)" "$(calling off)" "$(calling use dev)" "$(calling off)" "$(prompting)")
	[[ $shell != bash || -z ${OLD_SHELL-} ]] || before=$((before + 1))
	equals "$(processes_of "$(loading_layer)" "$(calling use prod)" "$(calling off)" "$(going shop src ../..)")" "$before"
}
in_each 'bash zsh fish' 'entering and leaving a folder starts no process that use and off do not start' starts_no_process

refuses_a_pipe_in_its_place() {
	allowed shop dev
	rm shop/.ssoenv
	mkfifo shop/.ssoenv
	in_layer "$(going elsewhere)" '_ssoenv_read_parts directory; _ssoenv_is_own_file() { :; }' "$(going ../shop)" "$(showing_role)"
	equals "$output" 'unset unset'
	matches "$stderr" 'has to be a regular file of yours'
}
in_each bash 'a pipe that takes the place of the file after it was looked at holds nothing up' refuses_a_pipe_in_its_place

reads_a_read_only_file() {
	allowed shop dev
	chmod a-w shop/.ssoenv
	in_layer "$(going shop)" "$(showing_role)"
	equals "$output" "dev $PWD/shop"
	equals "$stderr" ''
}
in_folders 'a file that is read-only is read too' reads_a_read_only_file

## With the program

allows_and_denies() {
	unset SSOENV_BIN
	cached_role
	echo dev >shop/.ssoenv
	in_layer "$(going shop)" "$(calling allow)" "$(prompting)" "$(showing_role)" "$(going src)" "$(calling deny)" "$(prompting)" \
		"$(showing_role)" "$(calling allow)" "$(prompting)" "$(printing AWS_ACCESS_KEY_ID)"
	equals "$output" "dev $PWD/shop"$'\nunset unset\nASIACACHED'
	equals "$(grep -v 'is not allowed' <<<"$stderr")" "ssoenv: allowed $PWD/shop/.ssoenv: dev
ssoenv: denied $PWD/shop/.ssoenv
ssoenv: allowed $PWD/shop/.ssoenv: dev"
}
in_folders 'allow uses the folder at once, and deny leaves it' allows_and_denies

tells_who_chose() {
	unset SSOENV_BIN
	cached_role
	echo dev >shop/.ssoenv
	in_layer "$(going shop)" "$(calling allow)" "$(prompting)" "$(calling status)" "$(calling why)" \
		"$(calling exec -- printenv SSOENV_PROFILE)"
	matches "$output" "chosen by +the folder $PWD/shop"
	matches "$output" "dev, from SSOENV_PROFILE; the folder $PWD/shop chose the role of this shell"
	matches "$output" $'\ndev$'
}
in_folders 'status and why say that the folder chose the role' tells_who_chose

## Shells whose layers follow no folders

forgets_the_folder() {
	role dev
	role prod '' ASIAPROD
	inherit_role 3600
	export SSOENV_DIRECTORY=$PWD/shop
	in_layer "$(calling use prod)" "$(showing_role)" "$(exporting SSOENV_DIRECTORY "$PWD/shop")" "$(calling off)" "$(showing_role)"
	equals "$output" $'prod unset\nunset unset'
}
in_each 'sh zsh' 'what is taken or dropped by hand is not the role of a folder' forgets_the_folder
