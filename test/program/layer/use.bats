# `ssoenv use` in a shell with the layer: the variables, when a copy counts, and what stops it.

load ../support/support
load ../support/layer

## What it sets

has_the_role() { # FILE [KEY [REGION]]
	local name region=${3-eu-west-1}
	for name in AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION; do lacks "$1" "$name"; done
	sees "$1" AWS_ACCESS_KEY_ID "${2-ASIACOPY}"
	sees "$1" AWS_SECRET_ACCESS_KEY "secret/of+${2-ASIACOPY}"
	sees "$1" AWS_SESSION_TOKEN "token+of/${2-ASIACOPY}=="
	sees "$1" AWS_CREDENTIAL_EXPIRATION 2100-01-01T00:00:00Z
	for name in AWS_REGION AWS_DEFAULT_REGION SSOENV_REGION; do sees "$1" "$name" "$region"; done
	for name in AWS_SSO_PROFILE SSOENV_PROFILE; do sees "$1" "$name" dev; done
	sees "$1" SSOENV_ACCOUNT_ID 111111111111
	sees "$1" SSOENV_ROLE_NAME ReadOnly
	sees "$1" SSOENV_EXPIRES 4102444800
}

sets_everything() {
	role dev
	export AWS_PROFILE=old AWS_DEFAULT_PROFILE=older AWS_SECURITY_TOKEN= AWS_SESSION_EXPIRATION=x
	in_layer "$(recording before)" "$(calling use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	equals "$stderr" ''
	has_the_role after
	# ksh93 exports _AST_FEATURES once its builtins have looked at a setting, and _ is of each command.
	equals "$(changed_between before after | cut -d= -f1 | grep -vxE '_|_AST_FEATURES' | tr '\n' ' ')" "$set_by_use "
}
in_layers 'it sets the variables of the role, unsets the rivals, and prints nothing' sets_everything

starts_no_program() {
	needs copies
	copy dev
	noting_program
	in_layer "$(calling use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	has_the_role after
	never_called
}
in_layers 'a copy is taken without the program' starts_no_program

agrees_with_its_copy() {
	needs copies
	cached_role
	age_config
	in_layer "$(exporting SSOENV_SHELL_CACHE 0)" "$(calling use dev)" "$(printing_status)" "$(recording cold)" "$(calling off)" \
		"$(unsetting SSOENV_SHELL_CACHE)" "$(calling use dev)" "$(calling off)" "$(exporting SSOENV_BIN false)" \
		"$(calling use dev)" "$(printing_status)" "$(recording warm)"
	equals "$output" $'status=0\nstatus=0'
	sees warm AWS_ACCESS_KEY_ID ASIACACHED
	equals "$(changed_between cold warm)$(changed_between warm cold)" \
		"SSOENV_BIN=false$(grep -z ^SSOENV_SHELL_CACHE cold | tr '\0' '\n')"
	equals "$(stat -c %a "$copies/roles/dev")" 600
}
in_layers 'the program leaves a copy of what it answered' agrees_with_its_copy

takes_an_account_by_its_name() {
	local before
	before=$(asked ListAccounts)
	in_layer "$(calling use --account DEV --role ReadOnly)" "$(printing_status)" "$(recording after)" "$(calling off)" \
		"$(calling use --account DEV --role=ReadOnly)" "$(printing_status)" "$(calling off)" \
		"$(calling use --account "it's \"dev\"" --role ReadOnly)" "$(printing_status)"
	equals "$output" $'status=0\nstatus=0\nstatus=2'
	sees after SSOENV_ACCOUNT_ID 111111111111
	sees after SSOENV_PROFILE ReadOnly-111111111111
	matches "$stderr" 'account "it'"'"'s "dev"" is not among the accounts assigned to you'
	# One for DEV, and one for the name that no account has.
	equals $(($(asked ListAccounts) - before)) 2
}
in_layers 'an account can be given by its name' takes_an_account_by_its_name

leaves_a_setting_to_the_person() {
	role dev
	role bare '' ASIABARE ''
	export AWS_REGION=mine
	in_layer "$(calling use bare)" "$(printing AWS_REGION AWS_DEFAULT_REGION SSOENV_REGION)" "$(calling use dev)" \
		"$(printing AWS_REGION AWS_DEFAULT_REGION SSOENV_REGION)" "$(calling use bare)" \
		"$(printing AWS_REGION AWS_DEFAULT_REGION SSOENV_REGION AWS_ACCESS_KEY_ID)" "$(calling use dev)" \
		"$(exporting AWS_DEFAULT_REGION by-hand)" "$(calling use bare)" "$(printing AWS_REGION AWS_DEFAULT_REGION)"
	equals "$output" 'mine unset unset
eu-west-1 eu-west-1 eu-west-1
mine unset unset ASIABARE
mine by-hand'
	equals "$stderr" ''
}
in_layers "a profile without a region takes back an earlier role's, and leaves the person's" leaves_a_setting_to_the_person

# Settings of the profile beyond the region: of all five, of one, of none.
carries_settings() {
	passed=('https://h.example:8443/x?a=b&c' true false '/ca files/ca.pem' text)
	role all '' ASIAALL
	passed=('' true)
	role one '' ASIAONE
	passed=()
	role none
	export AWS_CA_BUNDLE=/mine.pem AWS_DEFAULT_OUTPUT=yaml AWS_USE_FIPS_ENDPOINT=mine
	local show at
	show=$(printing "${rare[@]}" "${rare_labels[@]}")
	in_layer "$(recording before)" "$(calling use none)" "$(calling use all)" "$(recording all)" "$(calling use one)" "$show" \
		"$(calling use none)" "$show" "$(calling use none)" "$(calling use all)" "$(calling use all)" "$(recording again)" \
		"$(calling use none)" "$(calling off)" "$(recording after)"
	equals "$output" "unset true unset /mine.pem yaml unset true unset unset unset
unset mine unset /mine.pem yaml unset unset unset unset unset"
	passed=('https://h.example:8443/x?a=b&c' true false '/ca files/ca.pem' text)
	for at in "${!rare[@]}"; do
		sees all "${rare[at]}" "${passed[at]}"
		sees all "${rare_labels[at]}" "${passed[at]}"
	done
	same_environment all again
	same_environment before after
}
in_layers 'the settings of a profile come with it, each with a label, and go with it' carries_settings

# What the person had before a role counts for the program, unless a setting of the role is changed by hand. For code of the program,
# which is evaluated here, what the shell has counts.
shows_the_program_what_is_hidden() {
	passed=('https://h.example:8443/x?a=b&c' true false '/ca files/ca.pem' text)
	role all
	passed=()
	sed -i "2i echo \"\$1: \$AWS_REGION, \${AWS_DEFAULT_REGION-unset}, \$AWS_CA_BUNDLE, \$AWS_ENDPOINT_URL\" >>'$PWD/seen'" stand-in
	export AWS_REGION='my region' AWS_CA_BUNDLE="/my 'ca'.pem" SSOENV_SHELL_CACHE=0
	in_layer "$(recording before)" "$(calling use all)" "$(recording first)" "$(calling use all)" "$(calling list)" \
		"$(calling export x)" "$(recording used)" "$(exporting AWS_CA_BUNDLE by-hand)" "$(calling list)" \
		"$(exporting AWS_CA_BUNDLE '/ca files/ca.pem')" "$(calling off)" "$(recording after)" "$(calling list)"
	equals "$(<seen)" "shell-role: my region, unset, /my 'ca'.pem, 
shell-role: my region, eu-west-1, /my 'ca'.pem, https://h.example:8443/x?a=b&c
list: my region, eu-west-1, /my 'ca'.pem, https://h.example:8443/x?a=b&c
export: eu-west-1, eu-west-1, /ca files/ca.pem, https://h.example:8443/x?a=b&c
list: my region, eu-west-1, by-hand, https://h.example:8443/x?a=b&c
list: my region, unset, /my 'ca'.pem, "
	same_environment first used
	same_environment before after
}
in_layers 'the program sees what the person had in place of settings of the role' shows_the_program_what_is_hidden

shows_what_cannot_be_hidden() {
	needs readonly
	passed=('' '' '' /ca.pem)
	role all
	passed=()
	sed -i "2i echo \"\$1: \$AWS_CA_BUNDLE\" >>'$PWD/seen'" stand-in
	export AWS_CA_BUNDLE=/mine.pem SSOENV_SHELL_CACHE=0
	in_layer "$(calling use all)" "$(freezing AWS_CA_BUNDLE)" "$(calling list)"
	equals "$(<seen)" $'shell-role: /mine.pem\nlist: /ca.pem'
	equals "$stderr" ''
}
in_layers 'a setting of the role that cannot be changed any more is as it is for the program' shows_what_cannot_be_hidden

goes_back_and_forth() {
	role a
	role b
	in_layer "$(calling use -)" "$(printing_status)" "$(calling use a)" "$(calling use b)" "$(calling use -)" \
		"$(printing SSOENV_PROFILE)" "$(calling use -)" "$(printing SSOENV_PROFILE)" "$(calling off)" "$(calling use -)" \
		"$(printing SSOENV_PROFILE)"
	equals "$output" $'status=2\na\nb\nb'
	equals "$stderr" 'ssoenv: there is no previous profile to return to'
}
in_layers 'use - goes back and forth, also after off, and fails without an earlier profile' goes_back_and_forth

## When a copy counts

# Each line of $spoiled is a name, and what is done to its copy. They are all tried in one shell.
spoiled='link|mv "$file" there; ln -s there "$file"
folder|rm "$file"; mkdir "$file"
fifo|rm "$file"; mkfifo -m 600 "$file"
empty|: >"$file"
cut|sed -i \$d "$file"
magic|edit "$file" MAGIC ssoenv1000
other|edit "$file" SSOENV_PROFILE =Other
home|edit "$file" HOME =/other
unset|edit "$file" HOME ""
config|edit "$file" AWS_CONFIG_FILE "=$config_file"
credentials|edit "$file" AWS_SHARED_CREDENTIALS_FILE =
code|edit "$file" SSOENV_EXPIRES "=9999999999[\$(touch PWNED)]"
number|edit "$file" SSOENV_EXPIRES =0x7fffffff
huge|edit "$file" SSOENV_EXPIRES =99999999999999999999
soon|copy soon 890
over|copy over -1
older|touch -d "3 hours ago" "$file"'

# Lines that are not of the form that the contract gives them: ROW|LINE.
odd_rows='AWS_PROFILE|=rival
AWS_ACCESS_KEY_ID|
AWS_ACCESS_KEY_ID|-
AWS_ACCESS_KEY_ID|garbage=1
AWS_ACCESS_KEY_ID|_X=foo
AWS_SECRET_ACCESS_KEY|
AWS_SECRET_ACCESS_KEY|[$(touch PWNED)]=v
AWS_SESSION_TOKEN|token
AWS_SESSION_TOKEN|+=token
AWS_SESSION_TOKEN|[(e)$(touch PWNED)]=v
AWS_REGION|
AWS_REGION|-x
AWS_REGION|[1$(touch PWNED)]=v
AWS_SSO_PROFILE|`touch PWNED`=v
SSOENV_ACCOUNT_ID|
SSOENV_ROLE_NAME|X=ReadOnly
SSOENV_REGION|-
SSOENV_REGION|[$(touch PWNED)]=v
AWS_CA_BUNDLE|
AWS_CA_BUNDLE|/ca.pem
AWS_ENDPOINT_URL|[1$(touch PWNED)]=v
SSOENV_USE_FIPS_ENDPOINT|true
SSOENV_CA_BUNDLE|-
SSOENV_OUTPUT|[$(touch PWNED)]=v
SSOENV_EXPIRES|[$(touch PWNED)]=4102444800'
misformed=
while IFS='|' read -r row line; do
	misformed+="${misformed:+$'\n'}row$((++odd_row))|edit \"\$file\" $row $(printf %q "$line")"
done <<<"$odd_rows"

# Bytes that the program never writes.
garbled='more|echo more >>"$file"
blank|echo >>"$file"
twice|cat "$file" "$file" >two; cat two >"$file"
crlf|sed -i "s/$/\r/" "$file"
carriage|edit "$file" SSOENV_ROLE_NAME "=Read$(printf "\r")Only"
nul|edit "$file" SSOENV_ROLE_NAME =Read+Only; tr + "\0" <"$file" >nul; cat nul >"$file"'

refuses_copies() { # SPOILED
	needs copies
	local spoiled=$1
	local name how file lines=() expected=
	copy good
	copy theirs
	noting_program
	# zsh drops empty lines at the end of a file that it reads with builtins. To bash, a carriage return is a character like others.
	case $shell in
		zsh) spoiled=$(grep -v '^blank|' <<<"$spoiled") ;;
		bash) spoiled=$(grep -v '^carriage|' <<<"$spoiled") ;;
	esac
	while IFS='|' read -r name how; do
		copy "$name"
		file=$copies/roles/$name
		(cd "$copies/roles" && mkdir -p "$BATS_TEST_TMPDIR/t" && cd "$BATS_TEST_TMPDIR/t" && eval "$how")
		lines+=("$(calling use "$name")" "$(printing_status)" "$(printing SSOENV_PROFILE)")
		expected+=$'status=7\nunset\n'
	done <<<"$spoiled"
	[ ! -e t/there ] || mv t/there "$copies/roles/there"
	in_layer "${lines[@]}" "$(calling use good)" "$(printing SSOENV_PROFILE)"
	equals "$output" "${expected}good"
	equals "$(asked_for)" "$(cut -d'|' -f1 <<<"$spoiled")"
	nothing_ran
}
in_layers 'a copy that is a link, cut, foreign, stale or over is left to the program' refuses_copies "$spoiled"
in_layers 'a copy with a line of another form is left to the program' refuses_copies "$misformed"
in_layers 'a copy with NUL, CRLF or lines behind its end is left to the program' refuses_copies "$garbled"

refuses_foreign_copies() {
	needs copies
	[ "$EUID" = 0 ] || skip 'only root can give files away: NOTHING IS PROVED about owners'
	copy dev
	copy theirs
	chown 12345 "$copies/roles/theirs"
	noting_program
	in_layer "$(calling use theirs)" "$(printing_status)" "$(calling use dev)" "$(printing_status)" \
		"chown 12345 $(quoted "$copies/roles") $(quoted "$copies")" "$(calling use dev)" "$(printing_status)"
	equals "$output" $'status=7\nstatus=0\nstatus=7'
}
in_layers "another user's copy, and one in another user's folder, is left to the program" refuses_foreign_copies

refuses_open_copies() {
	needs copies modes
	copy dev
	noting_program
	local path lines=() try=("$(calling use dev)" "$(printing_status)")
	for path in "$copies/roles/dev" "$copies/roles" "$copies"; do
		lines+=("chmod g+w $(quoted "$path")" "${try[@]}" "chmod g-w,o+w $(quoted "$path")" "${try[@]}" "chmod o-w $(quoted "$path")")
	done
	in_layer "${lines[@]}" "${try[@]}"
	equals "$(sed s/status=// <<<"$output" | tr '\n' ' ')" '7 7 7 7 7 7 0 '
}
in_layers 'a copy that others can write to, or whose folder they can, is left to the program' refuses_open_copies

follows_the_files() {
	needs copies
	copy dev
	noting_program
	touch -d '1 day ago' "$config_file.other"
	settle_folder
	local try=("$(calling use dev)" "$(printing_status)")
	in_layer "${try[@]}" "$(exporting AWS_CONFIG_FILE "$config_file")" "${try[@]}" "$(exporting AWS_CONFIG_FILE relative)" "${try[@]}" \
		"$(unsetting AWS_CONFIG_FILE)" "$(exporting AWS_SHARED_CREDENTIALS_FILE "$HOME/.aws/credentials")" "${try[@]}" \
		"$(unsetting AWS_SHARED_CREDENTIALS_FILE)" "$(exporting SSOENV_SHELL_CACHE 0)" "${try[@]}" "$(unsetting SSOENV_SHELL_CACHE)" \
		"${try[@]}" \
		"mv $(quoted "$config_file.other") $(quoted "$config_file")" "${try[@]}" \
		"touch -d '1 day ago' $(quoted "$HOME/.aws")" "${try[@]}" "touch $(quoted "$HOME/.aws/credentials")" \
		"touch -d '1 day ago' $(quoted "$HOME/.aws")" "${try[@]}"
	equals "$(sed s/status=// <<<"$output" | tr '\n' ' ')" '0 7 7 7 7 0 7 0 7 '
}
in_layers 'a copy counts for its own variables, files and folders alone, and not with SSOENV_SHELL_CACHE=0' follows_the_files

## Names

# Each of these is a name with a copy. What stands for itself in the file name, and what does not.
names=(a.b@c+d=e,f-g _x 007 team/env org:9:a 'two words' .hidden -dash '100%' '%41' '*' '~' "it's" 'say "hi"' '$(touch PWNED)' 'back\slash'
	$'caf\303\251' $'\360\237\230\200' $'tab\tbell\a' 'a;b|c&d' '../dev' '[x]' '{a,b}' '-' '@splat' '!!' ' ' 'use')
names+=("$(printf 'l%.0s' {1..255})" "$(printf '/%.0s' {1..85})")

knows_every_name() {
	needs copies
	local name lines=() expected=
	# For a shell, `-` is the profile before.
	for name in "${names[@]}"; do
		copy "$name"
		[ "$name" != - ] || continue
		case $name in
			-*) lines+=("$(calling use -- "$name")") ;;
			*) lines+=("$(calling use "$name")") ;;
		esac
		lines+=("$(printing SSOENV_PROFILE)" "$(calling off)")
		expected+=$name$'\n'
	done
	noting_program
	export LC_ALL=$1
	in_layer "${lines[@]}"
	equals "$output" "${expected%$'\n'}"
	equals "$stderr" ''
	never_called
	nothing_ran
}
in_layers 'every name has a copy' knows_every_name C.UTF-8
knows_every_name_in_c() {
	needs copies locale
	knows_every_name C
}
in_layers 'every name has the same copy in the C locale' knows_every_name_in_c

leaves_odd_names_to_the_program() {
	needs copies
	local name lines=() longest
	longest=$(printf 'l%.0s' {1..256})
	noting_program
	for name in "$longest" "$(printf '/%.0s' {1..86})" $'two\nlines' $'re\rturn' ''; do
		lines+=("$(calling use "$name")" "$(printing_status)")
	done
	in_layer "${lines[@]}"
	equals "$(sort -u <<<"$output")" status=7
	equals "$(grep -c ^shell-role calls)" 5
}
in_layers 'a name that is too long, empty or of two lines is left to the program' leaves_odd_names_to_the_program

## The program's answer

keeps_statuses() {
	local code lines=() expected=
	stand_in 'for name; do :; done' "echo 'touch PWNED'" 'echo "why $name" >&2' 'exit "$name"'
	for code in 2 3 4 5 6 130; do
		lines+=("$(calling use "$code")" "$(printing_status)")
		expected+=status=$code$'\n'
	done
	in_layer "$(recording before)" "${lines[@]}" "$(recording after)" "$(calling use 4) && echo RAN"
	equals "$output" "${expected%$'\n'}"
	equals "$stderr" $'why 2\nwhy 3\nwhy 4\nwhy 5\nwhy 6\nwhy 130\nwhy 4'
	same_environment before after
	nothing_ran
}
in_layers 'the status of the program survives, its output is not run, and nothing changes' keeps_statuses

succeeds_after_a_failure() {
	role dev
	in_layer "sh -c 'exit 5'" "$(calling use dev)" "$(printing_status)" "$(calling use dev) && echo RAN" "sh -c 'exit 5'" \
		"$(calling off)" "$(printing_status)"
	equals "$output" $'status=0\nRAN\nstatus=0'
}
in_layers 'after a command that failed, use and off have status 0' succeeds_after_a_failure

# Cut at each line, and within lines: the program counts up from one call to the next.
refuses_cuts() {
	local number lines=()
	fields dev 7200 >whole
	stand_in "read -r n <'$PWD/cut'; echo \$((n + \${STEP})) >'$PWD/cut'" "head -c \$n '$PWD/whole'; exit 0"
	echo 0 >cut
	export SSOENV_SHELL_CACHE=0 STEP=23
	for ((number = 0; number < $(wc -c <whole) - 4; number += STEP)); do lines+=("$(calling use dev)" "$(printing_status)"); done
	in_layer "$(recording before)" "${lines[@]}" "$(recording after)"
	equals "$(sort -u <<<"$output")" status=1
	equals "$(sort -u <<<"$stderr" | grep -v hint:)" \
		'ssoenv: cannot read the output of the ssoenv program; this shell may have loaded another version of ssoenv'
	same_environment before after
}
in_layers 'an answer that is cut anywhere changes nothing' refuses_cuts

refuses_answers() {
	local value number=0 lines=()
	mkdir answers
	for value in 007 -1 1e9 99999999999999999999 'a[$(touch PWNED)0]' '1 + 1' 0x10 '' ' 1'; do
		fields dev 7200 >answers/$number
		edit answers/$number SSOENV_EXPIRES "=$value"
		lines+=("$(calling use "$number")" "$(printing_status)")
		number=$((number + 1))
	done
	fields dev >answers/magic
	edit answers/magic MAGIC ssoenv1000
	sed 's/$/\r/' answers/0 >answers/crlf
	stand_in 'for name; do :; done' "cat '$PWD/answers/'\"\$name\""
	in_layer "$(recording before)" "${lines[@]}" "$(calling use magic)" "$(printing_status)" "$(recording after)"
	equals "$(sort -u <<<"$output")" status=1
	equals "$(grep -c 'cannot read the output of the ssoenv program' <<<"$stderr")" $((number + 1))
	same_environment before after
	nothing_ran
}
in_layers 'an answer of another format, or whose expiry is no number, changes nothing' refuses_answers

refuses_odd_answers() {
	local name how file number=0 lines=()
	mkdir answers
	while IFS='|' read -r name how; do
		# PowerShell splits the output of a program at either kind of line end. The others take it from `$(…)`, which drops empty
		# lines at the end and, but for zsh, NUL. To bash and sh a carriage return in a value is a character like others.
		case $shell/$name in
			powershell/crlf) continue ;;
			fish/* | powershell/*) ;;
			*/blank) continue ;;
			zsh/*) ;;
			*/nul | */carriage) continue ;;
		esac
		file=answers/$name
		fields dev >"$file"
		eval "$how"
		lines+=("$(calling use "$name")" "$(printing_status)")
		number=$((number + 1))
	done <<<"$misformed"$'\n'"$garbled"
	stand_in 'for name; do :; done' "cat '$PWD/answers/'\"\$name\""
	in_layer "$(recording before)" "${lines[@]}" "$(recording after)"
	equals "$(sort -u <<<"$output")" status=1
	equals "$(grep -c 'cannot read the output of the ssoenv program' <<<"$stderr")" $number
	same_environment before after
	nothing_ran
}
in_layers 'an answer with a line of another form, NUL, CRLF or lines behind its end changes nothing' refuses_odd_answers

# Behind `--` there are only names.
takes_a_dash_for_a_name() {
	role dev
	role -
	in_layer "$(calling use dev)" "$(calling use -- -)" "$(printing_status)" "$(printing SSOENV_PROFILE)" "$(calling use -)" \
		"$(printing SSOENV_PROFILE)"
	equals "$output" $'status=0\n-\ndev'
	equals "$stderr" ''
}
in_layers 'use -- - takes the profile that is called -' takes_a_dash_for_a_name
