# For tests of signing in and of questions: stub browsers, counts of requests, and a person at a terminal.

## Browsers

# browser NAME [LINE ...]: a program at ./NAME that notes its arguments, one a line, and runs the lines.
browser() {
	local name=$1
	shift
	printf '%s\n' '#!/bin/sh' "printf '%s\\n' \"\$@\" >>'$PWD/$name-was-given'" "$@" >"$name"
	chmod +x "$name"
}

# The person signs in as soon as the page opens: the fake sends the browser straight back.
willing_browser() {
	browser "${1:-willing}" 'for url; do :; done' \
		'exec curl --silent --location --max-time 20 --noproxy "*" --output /dev/null "$url"'
	export BROWSER=$PWD/${1:-willing}
}

# The page opens, and the person does nothing.
idle_browser() {
	browser idle
	export BROWSER=$PWD/idle
}

was_opened() { [ -e "$1-was-given" ] || fail "the browser $1 was not opened"; }
never_opened() { [ ! -e "$1-was-given" ] || fail "the browser $1 was opened: $(cat "$1-was-given")"; }

## The fake

# After a sign-in the token file is one that AWS takes.
signed_in() {
	[ -s "$token_file" ] || fail 'there is no token file'
	ssoenv export dev >/dev/null || fail 'AWS does not take the token'
}

signed_out() { rm -f "$token_file"; }

# Another sso-session of the same directory, with a profile. add_session HEADER-WORD PROFILE [START-URL]
add_session() {
	printf '[sso-session %s]\nsso_start_url = %s\nsso_region = us-east-1\n' "$1" "${3-https://d-1234567890.awsapps.com/start}"
	printf '[profile %s]\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\nsso_session = ' "$2"
} >>"$config_file"

cache_path() { printf '%s/.aws/sso/cache/%s.json' "$HOME" "$(printf %s "$1" | sha1sum | cut -d' ' -f1)"; }

# says FILE TEXT
says() { grep -aqF -- "$2" "$1" 2>/dev/null; }
shows() { until_true says screen "$1"; }

## A person at a terminal

# sit_at COMMAND: runs it on a terminal of its own; what it shows is in ./screen, and `presses` types.
sit_at() {
	require_terminal
	rm -f screen keys
	mkfifo keys
	exec 7<>keys
	TERM=xterm SHELL=/bin/sh script --quiet --flush --echo always --return --log-out screen \
		--command "stty cols 200 rows 50; $1" <keys >/dev/null 2>&1 7>&- 3>&- &
	terminal=$!
}

presses() { printf %b "$1" >&7; }

# presses_until KEYS TEXT: waits until TEXT comes after that.
presses_until() {
	local from
	from=$(wc -c <screen)
	presses "$1"
	until_true says_after "$from" "$2"
}
says_after() { tail -c "+$(($1 + 1))" screen | grep -aqF -- "$2"; }

enter='\r' ctrl_c='\003' ctrl_d='\004' arrow_down='\033[B'

# The status of what ran there.
leaves() {
	until_true is_over
	ended=0
	wait "$terminal" || ended=$?
	exec 7>&-
	printf 'status %s, shown %q\n' "$ended" "$(cat screen)" >&2
}
is_over() { ! kill -0 "$terminal" 2>/dev/null; }

# Nothing that a test started outlives it: neither the terminal nor a program in the background, which is $waiting.
leave_terminal() {
	[ -z "${terminal-}" ] || kill "$terminal" 2>/dev/null || :
	[ -z "${waiting-}" ] || kill "$waiting" 2>/dev/null || :
}
teardown() { leave_terminal; }

cursor_is_visible() {
	local last
	last=$(grep -ao $'\e\\[?25[hl]' screen | tail -n 1)
	[[ $last != *l ]] || fail 'the cursor stays hidden'
}

## A person at an interactive $shell

# PowerShell's prompt asks the terminal questions that nothing answers here: it runs the same lines from a file.
interactive() {
	case $shell in
		bash) echo 'bash --noprofile --norc --noediting -i' ;;
		zsh) echo 'zsh -f -i +Z' ;;
		sh) echo 'dash -i' ;;
		fish) echo 'fish --no-config -i' ;;
	esac
}

# begins LINE: in $shell, which has recorded its environment in ./before; what comes next may be keys for what LINE runs.
begins() {
	if [ "$shell" = powershell ]; then
		printf '%s\n' 'stty -a >stty-before' "$(recording before)" "$1" "$(printing_status) >told" \
			"$(recording after)" 'stty -a >stty-after' >script.ps1
		sit_at 'pwsh -NoProfile -File script.ps1'
	else
		sit_at "$(interactive)"
		enters 'stty -a >stty-before'
		enters "$(recording before)"
		types "$1"
	fi
}

# ends WORDS: the last words of LINE. Its status is then in $left, the environment after it in ./after.
ends() {
	# Keys that are pressed while ssoenv reads the terminal do not reach the shell.
	shows "$1"
	if [ "$shell" = powershell ]; then
		leaves
		left=$(sed -n 's/^status=//p' told)
	else
		shows_status
		left=$(sed -n 's/^status=//p' "told$told")
		# What $_ is in dash is the same again.
		enters true
		enters "$(recording after)"
		enters 'stty -a >stty-after'
		types exit
		leaves
	fi
	cmp stty-before stty-after || fail 'the terminal is not as it was'
	cursor_is_visible
}

types() { presses "${1//\\/\\\\}$enter"; }

enters() {
	types "$1"
	shows_status
}

# The prompt is there again when a further line is taken.
shows_status() {
	told=$((${told-0} + 1))
	types "$(printing_status) >told$told"
	until_true [ -s "told$told" ]
}
