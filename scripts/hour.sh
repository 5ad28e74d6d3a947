#!/usr/bin/env bash
# A working hour in about four minutes: scripts/hour.sh [SECONDS] [LIFETIMES]. Needs tmux and the built program; works from any folder.
#
# Each installed shell of bash, zsh, fish and PowerShell has a pane in one tmux, with the layer loaded, and all share a role. Against
# the fake Identity Center the script proves the following, or exits with status 1:
#   - when all panes find at the same moment that a role has less than 15 minutes left, there is one request, and all get its result;
#   - with credentials that last SECONDS, during LIFETIMES of them, no prompt shows `expired` or `[?]`, no command gets expired
#     credentials, and there is one request for each half of SECONDS, not one per pane;
#   - the screens show only prompts and the greeting of `use`: no job, no message, no error.
# It prints the time from Enter to the next prompt, with a role and without; that depends on the machine, so it is not checked.
# It takes SECONDS times LIFETIMES (by default 70 and 3) and half a minute.
set -eu -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# The layer starts a refresh at most every 30 s, so half of a lifetime must be longer.
seconds=${1:-70} lifetimes=${2:-3} root=$PWD
half=$((seconds / 2)) early=12
((half > 30)) || { echo 'SECONDS has to be 62 or more'; exit 2; }
work=$(mktemp -d)

fail() {
	printf 'hour: %s\n' "$*" >&2
	exit 1
}
cleanup() {
	t kill-server 2>/dev/null || :
	[ -z "${fake-}" ] || kill "$fake" 2>/dev/null || :
	rm -rf "$work" 2>/dev/null || :
}
t() { TMUX='' tmux -S "$work/tmux" -f "$work/tmux.conf" "$@" 9>&-; }
nap() { read -rt "$1" <&9 || :; }
now() { printf -v "$1" '%(%s)T' -1; }

## The service, and a home

# The fake ends when its input closes, so a killed script does not leave it running.
mkfifo "$work/input"
exec 9<>"$work/input"
trap cleanup EXIT
node --import tsx test/support/identity-center/main.ts --with-parent <"$work/input" >"$work/fake" 9>&- &
fake=$!
for ((i = 0; i < 200; i++)); do
	if grep -qx ready "$work/fake"; then break; fi
	nap 0.1
done
while IFS= read -r line; do case $line in *=*) export "${line?}" ;; esac done <"$work/fake"

# control COMMAND [JSON]: prints the answer.
control() {
	node -e 'const [url, body] = process.argv.slice(1);
		fetch(url, body ? { method: "POST", body, headers: { "content-type": "application/json" } } : {}).then(async (answer) => {
			if (!answer.ok) process.exitCode = 1;
			process.stdout.write(await answer.text());
		});' "$SSOENV_FAKE_CONTROL/$1" "${2-}"
}
lasting() { control configure "{\"directory\":{\"roleCredentialsSeconds\":$1}}" >/dev/null; }
# Sets `asked` to the number of GetRoleCredentials requests so far.
count() { asked=$(control requests | { grep -o GetRoleCredentials || :; } | wc -l); }

for name in $(compgen -e); do case $name in AWS_ENDPOINT_URL_SSO* | AWS_ENDPOINT_URL_STS | SSOENV_FAKE_CONTROL) ;; AWS_* | SSOENV_* | XDG_*) unset "$name" ;; esac done
export HOME=$work/home PATH=$work/bin:$PATH LC_ALL=C.UTF-8 NO_COLOR=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off
mkdir -p "$HOME/.aws/sso/cache" "$HOME/.local/share/fish/generated_completions" "$work/bin" "$work/zsh"
ln -s "$root/dist/cli.cjs" "$work/bin/ssoenv"
cp test/program/support/config.ini "$HOME/.aws/config"
touch -d '1 hour ago' "$HOME/.aws/config"
control sign-in '{}' >"$HOME/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
copy=$HOME/.cache/ssoenv/shell/roles/dev
# Writes down the time and expiry that a command gets: `look PANE`.
printf '#!/bin/sh\n{ date +%%s; echo "$SSOENV_EXPIRES"; } >"%s/seen.$1.new"\nmv "%s/seen.$1.new" "%s/seen.$1"\n' "$work" "$work" "$work" >"$work/bin/look"
chmod +x "$work/bin/look"

## The panes

# Each prompt has a number, which distinguishes the next prompt from the same one drawn again.
# shellcheck disable=SC2016 # for the panes
{
	printf '%s\n' ". '$root/shell/ssoenv.bash'" 'n=0; PS1='\''[$SSOENV_PROMPT]$((++n))> '\' "short() { SSOENV_REFRESH_WINDOW=$half; }" >"$work/bashrc"
	printf '%s\n' "source '$root/shell/ssoenv.zsh'" 'n=0; setopt promptsubst; unsetopt promptsp' "PROMPT='['\$ssoenv_prompt']\$(( ++n ))> '" \
		"short() { SSOENV_REFRESH_WINDOW=$half }" >"$work/zsh/.zshrc"
	printf '%s\n' "source '$root/shell/ssoenv.fish'" 'set -g n 0; function fish_prompt; set -g n (math $n + 1); echo -n "[$SSOENV_PROMPT]$n> "; end' \
		'function fish_greeting; end' 'function fish_title; end' "function short; set -g SSOENV_REFRESH_WINDOW $half; end" >"$work/config.fish"
	printf '%s\n' "Import-Module '$root/shell/ssoenv'" '$n = 0; function prompt { $global:n++; "[$(Get-SsoenvPrompt)]$global:n> " }' \
		"function short { \$env:SSOENV_REFRESH_WINDOW = '$half' }" >"$work/profile.ps1"
	printf '%s\n' 'set -g history-limit 200000' 'set -g default-size 200x200' 'set -g status off' >"$work/tmux.conf"
}
shells=() commands=() panes=() idle=() active=()
add() { if command -v "$1" >/dev/null; then shells+=("$1") commands+=("$2"); else echo "hour: $1 is not here: nothing is proved for it"; fi; }
add bash "bash --noprofile --rcfile '$work/bashrc' -i"
add zsh "env ZDOTDIR='$work/zsh' zsh -di"
add fish "fish --no-config -C 'source $work/config.fish'"
add pwsh "pwsh -NoLogo -NoProfile -NoExit -Command \". '$work/profile.ps1'\""
t new-session -d -s hour "${commands[0]}"
for ((p = 1; p < ${#shells[@]}; p++)); do t new-window -d -t "hour:$p" "${commands[p]}"; done
for p in "${!shells[@]}"; do panes+=("$(t list-panes -t "hour:$p" -F '#{pane_id}')"); done

# One control client for all panes: it gets their output at once, so that the times contain no polling.
coproc client { TMUX='' exec tmux -S "$work/tmux" -C attach -t hour 9>&- 2>&1; }
exec 7<&"${client[0]}" 8>&"${client[1]}"
declare -A number text
for p in "${panes[@]}"; do number[$p]=0 text[$p]=''; done
printf '%s\n' 'refresh-client -C 200x200' 'set -g destroy-unattached on' >&8

# Reads the output of one pane.
listen() {
	local kind pane rest buffer
	read -rt "$1" kind pane rest <&7 || return 1
	[ "$kind" = %output ] || return 0
	buffer=${text[$pane]}$rest
	text[$pane]=${buffer: -60}
	if [[ $buffer =~ .*\]([0-9]+)\> ]]; then number[$pane]=${BASH_REMATCH[1]}; fi
}
# await P NUMBER: waits until pane P has a prompt with a higher number.
await() {
	local i
	for ((i = 0; i < 5000 && number[${panes[$1]}] <= $2; i++)); do
		listen 30 || break
	done
	((number[${panes[$1]}] > $2)) || {
		t capture-pane -p -t "hour:$1" | grep . | tail -n 20 >&2 || :
		fail "${shells[$1]}: no prompt came"
	}
}
# enter P [LINE]: enters the line, and sets `took` to the microseconds from Enter to the next prompt.
enter() {
	local before from=0
	if [ -n "${2-}" ]; then echo "send-keys -t ${panes[$1]} -l '$2'" >&8; fi
	while listen 0.02; do :; done
	before=${number[${panes[$1]}]}
	from=${EPOCHREALTIME/[.,]/}
	echo "send-keys -t ${panes[$1]} Enter" >&8
	await "$1" "$before"
	took=$((${EPOCHREALTIME/[.,]/} - from))
}
# Sets `expires` to the expiry that commands of pane P get, and fails if it has passed.
look() {
	local seen
	rm -f "$work/seen.$1"
	enter "$1" "look $1"
	mapfile -t seen <"$work/seen.$1"
	expires=${seen[1]}
	((seen[0] < expires)) || fail "${shells[$1]}: a command was given credentials that were over for $((seen[0] - expires)) s"
}
# Sets `kept` to the expiry in the program's copy for the shells.
find_kept() {
	local lines
	mapfile -t lines <"$copy"
	kept=${lines[6]}
}

## Without a role

# The client did not get the output from before it was started.
nap 5
for p in "${!shells[@]}"; do
	enter "$p"
	enter "$p"
	for ((i = 0; i < 30; i++)); do
		enter "$p"
		idle[p]+="$took "
	done
done

## All panes at once

lasting $((900 + early))
count
began=$asked
for p in "${!shells[@]}"; do enter "$p" 'ssoenv use dev'; done
look 0
first=$expires
now clock
while ((clock <= first - 900)); do nap 0.5; now clock; done
lasting 4000
for p in "${panes[@]}"; do echo "send-keys -t $p Enter" >&8; done
find_kept
for ((i = 0; i < 100 && kept == first; i++)); do nap 0.1; find_kept; done
nap 1
for p in "${!shells[@]}"; do
	enter "$p"
	look "$p"
	((expires > first + 900)) || fail "${shells[p]} does not have what another pane has fetched"
	for ((i = 0; i < 30; i++)); do
		enter "$p"
		active[p]+="$took "
	done
done
count
((asked - began == 2)) || fail "${#shells[@]} panes that needed a role twice asked for it $((asked - began)) times"
echo "hour: ${#shells[@]} panes (${shells[*]}) at once: one request"

## Short lifetimes

rm -r "$HOME/.aws/cli/cache" "$copy"
lasting "$seconds"
for p in "${!shells[@]}"; do
	enter "$p" short
	enter "$p" 'ssoenv use dev'
done
count
began=$asked
now start
rounds=0 clock=$start
while ((clock < start + seconds * lifetimes)); do
	for p in "${!shells[@]}"; do
		find_kept && before=$kept
		now clock
		enter "$p"
		active[p]+="$took "
		# For the program, credentials of less than 15 minutes are never fresh, so it would fetch them for each pane: let it finish.
		if ((before - clock < half)); then
			for ((i = 0; i < 100 && kept == before; i++)); do nap 0.1; find_kept; done
		fi
		look "$p"
	done
	rounds=$((rounds + 1))
	nap 0.5
done
now clock
count
allowed=$(((clock - start) / (seconds - half - 1)))

## The contents of the screens

for p in "${!shells[@]}"; do
	t capture-pane -p -S - -t "hour:$p" >"$work/screen"
	if grep -vE '^(\[(dev ([0-9]+s|[0-9]+m|[0-9]+h[0-9]+m))?\][0-9]+>( (look [0-9]|short|ssoenv use dev)?)? *|ssoenv: dev: ReadOnly in account .* left)?$' "$work/screen" | head >&2 &&
		[ "${PIPESTATUS[0]}" = 0 ]; then
		fail "${shells[p]}: the screen shows more than prompts with a role that lasts"
	fi
	grep -qE '^\[dev [0-9]+s\]' "$work/screen" || fail "${shells[p]}: no prompt with seconds"
done
echo "hour: $rounds rounds over $((clock - start)) s with lives of $seconds s: $((asked - began)) requests (at most $allowed), nothing expired"
((asked - began <= allowed)) || fail 'more than one refresh per lifetime'

# middle WORD ...: sets `median` and `most`.
middle() {
	local sorted
	mapfile -t sorted < <(printf '%s\n' "$@" | sort -n)
	median=${sorted[$# / 2]} most=${sorted[$# - 1]}
}
echo 'hour: milliseconds from Enter to the next prompt'
printf '%-6s %14s %14s %14s %7s\n' '' 'median without' 'median with' 'largest with' ratio
for p in "${!shells[@]}"; do
	# shellcheck disable=SC2086 # numbers
	middle ${idle[p]} && without=$median
	# shellcheck disable=SC2086 # numbers
	middle ${active[p]}
	printf '%-6s %11d.%02d %11d.%02d %11d.%02d %4d.%02d\n' "${shells[p]}" $((without / 1000)) $((without % 1000 / 10)) $((median / 1000)) \
		$((median % 1000 / 10)) $((most / 1000)) $((most % 1000 / 10)) $((median / without)) $((median * 100 / without % 100))
done
