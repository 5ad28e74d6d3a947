# Completion of ssoenv for bash 3.2 and newer, with builtins alone. Lies in a folder of bash-completion, or beside the shell layer.
# shellcheck shell=bash

# generated from the command table: begin
_ssoenv_commands=(use off list status login logout wait install uninstall init prompt configure accounts roles sync export)
# Sets `flags` to those of a command, and `operand` to what it takes.
_ssoenv_command() {
	operand='' flags=()
	case $1 in
		use) operand=profile flags=(--shell --account --role --sso-session --region --login --no-login --mfa-code --yes --help) ;;
		off) flags=(--shell --help) ;;
		list) flags=(--json --help) ;;
		status) operand=profile flags=(--sso-session --json --check --min-left --help) ;;
		login) operand=profile flags=(--sso-session --device-code --no-browser --force --help) ;;
		logout) operand=profile flags=(--sso-session --all --help) ;;
		wait) operand=profile flags=(--sso-session --timeout --help) ;;
		install) operand=shell flags=(--prompt --no-prompt --help) ;;
		uninstall) operand=shell flags=(--help) ;;
		init) operand=shell flags=(--path --help) ;;
		prompt) flags=(--for --shell --help) ;;
		configure) operand=profile flags=(--sso-session --start-url --sso-region --scopes --account --role --region --output --legacy --session-only --device-code --no-browser --help) ;;
		accounts) operand=profile flags=(--sso-session --json --refresh --help) ;;
		roles) operand=account flags=(--sso-session --json --help) ;;
		sync) flags=(--sso-session --template --region --prune --refresh --dry-run --yes --undo --from --help) ;;
		export) operand=profile flags=(--format --mfa-code --help) ;;
		*) flags=(--help --version) ;;
	esac
}
_ssoenv_shells=(bash zsh sh fish powershell nushell elvish xonsh tcsh)
_ssoenv_formats=(process env env-no-export powershell windows-cmd fish json dotenv)
_ssoenv_prompts=(plain own prompt-command bash-it oh-my-bash bash-git-prompt oh-my-zsh prezto pure powerlevel10k tide posh-git starship oh-my-posh tmux)
# generated: end

## Shared with the layer: begin
# What a terminal must not be shown, as first and last code points, from src/core/text/printable.ts: begin
_ssoenv_hidden=(
	0 31 127 159 173 173 847 847 1536 1541 1564 1564 1757 1757 1807 1807 2192 2193 2274 2274 4447 4448
	6068 6069 6155 6159 8203 8207 8232 8238 8288 8303 12644 12644 55296 57343 65024 65039 65279 65279
	65440 65440 65520 65531 69821 69821 69837 69837 78896 78911 113824 113827 119155 119162
	917504 921599
)
# end

# Sets `shown` to TEXT with `?` for each character that is hidden or acts on a terminal, and for each byte that is no UTF-8.
_ssoenv_show_utf8() {
	local i j size code byte text=''
	# By bytes, which a readonly LC_ALL does not allow.
	local LC_ALL=C || return
	[ ${#1} -le 4000 ] || return
	for ((i = 0; i < ${#1}; i += size)); do
		builtin printf -v code %d "'${1:i:1}"
		((code &= 255, size = code < 128 ? 1 : code < 194 ? 0 : code < 224 ? 2 : code < 240 ? 3 : code < 245 ? 4 : 0)) || :
		if ((size > 1)); then ((code &= 127 >> size)) || :; fi
		for ((j = 1; j < size; j++)); do
			builtin printf -v byte %d "'${1:i+j:1}"
			((byte &= 255)) || :
			if ((byte >> 6 != 2)); then size=0; else ((code = code << 6 | byte & 63)) || :; fi
		done
		# Longer than it had to be, or beyond Unicode.
		if ((size == 3 && code < 2048 || size == 4 && (code < 65536 || code > 1114111))); then size=0; fi
		for ((j = 0; size > 0 && j < ${#_ssoenv_hidden[@]}; j += 2)); do
			if ((_ssoenv_hidden[j] <= code && code <= _ssoenv_hidden[j + 1])); then break; fi
		done
		if ((size > 0 && j == ${#_ssoenv_hidden[@]})); then text=$text${1:i:size}; else text=$text'?'; fi
		if ((size == 0)); then size=1; fi
	done
	shown=$text
}
## Shared with the layer: end

# shellcheck disable=SC1003 # backslashes are meant
# Splits TEXT as a shell does. Sets `words` to those that are complete, `current` to the rest, `quote` to the quote that is open
# there, and `kept` to what readline will not replace: it takes `:`, `=` and `@` for ends of words, and keeps all but the `@`.
# ble.sh keeps the `@` too.
_ssoenv_split_line() {
	local text=$1 i c next open=''
	words=() current='' quote='' kept=''
	for ((i = 0; i < ${#text}; i++)); do
		c=${text:i:1}
		next=${text:i+1:1}
		case $quote$c in
			"'"?* | '"'?*)
				if [ "$c" = "$quote" ]; then
					quote=
				elif [ "$quote$c" = '"\' ] && [ -n "$next" ]; then
					case $next in [\"\\\$\`]) ;; *) current=$current$c ;; esac
					current=$current$next
					((++i))
				else
					current=$current$c
				fi
				;;
			[\'\"]) quote=$c open=1 ;;
			'\')
				current=$current$next open=1
				((++i))
				;;
			[[:space:]])
				if [ -n "$current$open" ]; then words[${#words[@]}]=$current; fi
				current='' kept='' open=''
				;;
			*)
				case $COMP_WORDBREAKS in *"$c"*) if [ "$c${BLE_ATTACHED-}" = @ ]; then kept=$current; else kept=$current$c; fi ;; esac
				current=$current$c
				;;
		esac
	done
}

# The words of a section's header. Sets `name` if it is one of KIND with a single word after it.
_ssoenv_read_header() {
	local words current quote kept COMP_WORDBREAKS=''
	name=
	case $2 in "$1"*) ;; *) return 1 ;; esac
	_ssoenv_split_line "$2 "
	[ ${#words[@]} -eq 2 ] && [ -z "$quote" ] && name=${words[1]}
}

# _ssoenv_offer_headers FILE KIND: adds to `found` the names in a file, of profiles as the credentials file has them if KIND is empty.
_ssoenv_offer_headers() {
	local LC_ALL=C chunk line name before prefix=${2:+$2 }
	local -a chunks
	[ -f "$1" ] && [ -r "$1" ] || return 0
	if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)); then
		builtin mapfile -d '[' chunks <"$1"
	else
		# As above: pieces that begin after the bracket of a header.
		chunks=('[')
		while IFS= builtin read -r line || [ -n "$line" ]; do
			case $line in '['*) chunks[${#chunks[@]}]=${line#?}$'\n[' ;; esac
		done <"$1"
	fi
	before=''
	for chunk in ${chunks[@]+"${chunks[@]}"}; do
		# A header begins a line: what follows any other bracket is text or a comment.
		case $before in
			*$'\n[' | '[') ;;
			*)
				before=$chunk
				continue
				;;
		esac
		before=$chunk
		# Nearly all are words that nobody would quote; letter by letter only the others are looked at.
		name=${chunk%%']'*}
		name=${name#"$prefix"}
		case $name in
			'' | *[!A-Za-z0-9_.@+=:/-]*) ;;
			*)
				case $chunk in
					"$prefix$name]"[$'\r\n']*)
						case $name in "$current"*) found[${#found[@]}]=$name ;; esac
						continue
						;;
				esac
				;;
		esac
		line=${chunk%%$'\n'*}
		case $line in *']'*) line=${line%']'*} ;; *) continue ;; esac
		case $2/$line in
			/*) name=$line ;;
			profile/default) name=default ;;
			# Whatever is glued to the word is passed by, as botocore does.
			"$2/$2"*[[:blank:]]*[\'\"\\]*) _ssoenv_read_header "$2" "$line" || continue ;;
			"$2/$2"*[[:blank:]]*)
				name=${line#*[[:blank:]]}
				name=${name#"${name%%[![:blank:]]*}"}
				name=${name%"${name##*[![:blank:]]}"}
				case $name in *[[:blank:]]*) continue ;; esac
				;;
			*) continue ;;
		esac
		case $name in "$current"*) found[${#found[@]}]=$name ;; esac
	done
}

# Adds to `found` the names that begin like `current`, of KIND p (profiles) or s (sso-sessions).
_ssoenv_offer_names() {
	local typed=$current
	if [ -z "$typed" ] || ! _ssoenv_folds_case; then
		_ssoenv_offer_names_as_typed "$1"
		return
	fi
	current=''
	_ssoenv_offer_names_as_typed "$1"
	current=$typed
	_ssoenv_keep_folded
}

# True if the person has set completion-ignore-case. Without a process, readline shows it only by what it does with a file name
# that is written in the other case, and each system has /dev. `compgen -f` also tells readline to quote what this completion
# offers as file names, which `compopt` takes back. bash 3.2 has no `compopt`, so there a subshell does it.
_ssoenv_folds_case() {
	local folds=1
	if [ -e /DEV ]; then
		return 1
	elif ((BASH_VERSINFO[0] < 4)); then
		(builtin compgen -f -- /DEV) >/dev/null 2>&1
		return
	fi
	builtin compgen -f -- /DEV >/dev/null 2>&1 || folds=''
	builtin compopt +o filenames 2>/dev/null
	[ -n "$folds" ]
}

# Leaves in COMPREPLY and `found` what begins like `current` in either case. What readline keeps has to be right as it is.
_ssoenv_keep_folded() {
	local name was_folding=''
	local -a plain others
	plain=(${COMPREPLY[@]+"${COMPREPLY[@]}"}) others=(${found[@]+"${found[@]}"})
	COMPREPLY=() found=()
	if builtin shopt -q nocasematch; then was_folding=1; fi
	builtin shopt -s nocasematch
	for name in ${plain[@]+"${plain[@]}"}; do
		case $name in "$current"*) if [ "${name:0:${#kept}}" = "$kept" ]; then COMPREPLY[${#COMPREPLY[@]}]=${name:${#kept}}; fi ;; esac
	done
	for name in ${others[@]+"${others[@]}"}; do
		case $name in "$current"*) if [ "${name:0:${#kept}}" = "$kept" ]; then found[${#found[@]}]=$name; fi ;; esac
	done
	if [ -z "$was_folding" ]; then builtin shopt -u nocasematch; fi
}

_ssoenv_offer_names_as_typed() {
	local folder list line start i
	local -a fields
	fields=()
	case ${XDG_CACHE_HOME-} in
		/*) folder=$XDG_CACHE_HOME/ssoenv/shell ;;
		*) folder=${HOME-}/.cache/ssoenv/shell ;;
	esac
	if [ "$1" = p ] && ((BASH_VERSINFO[0] >= 4)) && _ssoenv_offer_many; then return; fi
	list=$folder/names
	if [ -f "$list" ] && [ ! -L "$list" ] && [ -O "$list" ]; then
		if ((BASH_VERSINFO[0] >= 4)); then
			builtin mapfile -t fields <"$list"
		else
			while IFS= builtin read -r line; do fields[${#fields[@]}]=$line; done <"$list"
		fi
	fi
	if _ssoenv_list_is_current ssoenv-names1; then
		start=$1$'\t'$current
		for line in "${fields[@]:6}"; do
			case $line in "$start"*)
				line=${line#*$'\t'}
				found[${#found[@]}]=${line%%$'\t'*}
				;;
			esac
		done
		return
	fi
	_ssoenv_find_files
	if [ "$1" = p ]; then
		_ssoenv_offer_headers "$config" profile
		_ssoenv_offer_headers "$credentials" ''
	else
		_ssoenv_offer_headers "$config" sso-session
	fi
}

# Of very many profiles there is a list that takes no loop over all: plain names, which stand for themselves in any quotes, go to
# COMPREPLY as they are; of the others, those that begin like `current` go to `found`.
_ssoenv_offer_many() {
	local list=$folder/profiles name
	local -a fields others
	[[ -f $list && ! -L $list && -O $list && -r $list ]] || return 1
	{
		builtin mapfile -t -n 7 fields
		_ssoenv_list_is_current ssoenv-profiles1 || return 1
		case ${fields[6]-} in '' | 0* | *[!0-9]* | ????????*) return 1 ;; esac
		builtin mapfile -t -n "${fields[6]}" COMPREPLY
		builtin mapfile -t others
	} <"$list"
	if [ -n "$current" ]; then _ssoenv_narrow; fi
	for name in ${others[@]+"${others[@]}"}; do
		case $name in "$current"*) found[${#found[@]}]=$name ;; esac
	done
}

# Leaves in COMPREPLY, which is sorted by bytes, what begins like `current`, and of that what readline will put in.
_ssoenv_narrow() {
	local LC_ALL=C size=${#current} low=0 high=${#COMPREPLY[@]} middle first
	while ((low < high)); do
		middle=$(((low + high) / 2))
		if [[ ${COMPREPLY[middle]} < $current ]]; then low=$((middle + 1)); else high=$middle; fi
	done
	first=$low high=${#COMPREPLY[@]}
	while ((low < high)); do
		middle=$(((low + high) / 2))
		if [[ ${COMPREPLY[middle]:0:size} > $current ]]; then high=$middle; else low=$((middle + 1)); fi
	done
	if ((low == first)); then COMPREPLY=(); else COMPREPLY=("${COMPREPLY[@]:first:low-first}"); fi
	if [ -n "$kept" ] && ((low > first)); then COMPREPLY=("${COMPREPLY[@]#"$kept"}"); fi
}

_ssoenv_list_is_current() {
	[ "${fields[0]-}" = "$1" ] && [ ${#fields[@]} -ge 6 ] &&
		[ "${fields[1]}" = "${HOME+=$HOME}" ] &&
		[ "${fields[2]}" = "${AWS_CONFIG_FILE+=$AWS_CONFIG_FILE}" ] &&
		[ "${fields[3]}" = "${AWS_SHARED_CREDENTIALS_FILE+=$AWS_SHARED_CREDENTIALS_FILE}" ] &&
		[ ! "${fields[4]}" -nt "$list" ] && [ ! "${fields[5]}" -nt "$list" ]
}

_ssoenv_find_files() {
	config=${AWS_CONFIG_FILE:-${HOME-}/.aws/config}
	credentials=${AWS_SHARED_CREDENTIALS_FILE:-${HOME-}/.aws/credentials}
	# shellcheck disable=SC2088 # as it was given to the program
	case $config in '~/'*) config=${HOME-}/${config#??} ;; esac
	# shellcheck disable=SC2088
	case $credentials in '~/'*) credentials=${HOME-}/${credentials#??} ;; esac
}

# _ssoenv_offer BEFORE WORD ...: adds those that begin like `current`, which may hold `--option=` before them.
_ssoenv_offer() {
	local word before=$1
	shift
	for word; do
		case $before$word in "$current"*) found[${#found[@]}]=$before$word ;; esac
	done
}

# The values of an option. _ssoenv_offer_values OPTION BEFORE
_ssoenv_offer_values() {
	case $1 in
		--shell) _ssoenv_offer "$2" "${_ssoenv_shells[@]}" ;;
		--format) _ssoenv_offer "$2" "${_ssoenv_formats[@]}" ;;
		--for) _ssoenv_offer "$2" "${_ssoenv_prompts[@]}" ;;
		--sso-session)
			current=${current#"$2"} kept=${kept#"$2"}
			_ssoenv_offer_names s
			;;
		--region | --timeout | --min-left) ;;
		*) return 1 ;;
	esac
}

# Sets COMPREPLY to `found`, each in the form that stands for it at this place of the line.
_ssoenv_reply() {
	local name text shown
	for name in ${found[@]+"${found[@]}"}; do
		case $name in
			*[!A-Za-z0-9_./+-]*) ;;
			*)
				COMPREPLY[${#COMPREPLY[@]}]=${name:${#kept}}
				continue
				;;
		esac
		shown=
		_ssoenv_show_utf8 "$name" 2>/dev/null || :
		[ "$shown" = "$name" ] || continue
		case ${BLE_ATTACHED:+ble}$quote in
			# ble.sh quotes what it puts into the line (ble/complete/progcomp).
			ble*) text=${name:${#kept}} ;;
			"'") text=${name//\'/\'\\\'\'} ;;
			'"')
				text=${name//\\/\\\\}
				text=${text//\"/\\\"}
				text=${text//\$/\\\$}
				text=${text//\`/\\\`}
				;;
			*)
				text=${name:${#kept}}
				if [ -n "$text" ]; then builtin printf -v text %q "$text"; fi
				;;
		esac
		COMPREPLY[${#COMPREPLY[@]}]=$text
	done
}

_ssoenv_complete() {
	local IFS=$' \t\n' current quote kept operand verb='' last word i config credentials
	local -a words found flags
	COMPREPLY=() found=()
	case ${COMP_POINT-} in '' | *[!0123456789]*) return 0 ;; esac
	_ssoenv_split_line "${COMP_LINE:0:COMP_POINT}"
	# Assignments may stand before the command.
	while [ ${#words[@]} -gt 1 ]; do
		case ${words[0]} in [A-Za-z_]*=*) words=("${words[@]:1}") ;; *) break ;; esac
	done
	if [ ${#words[@]} -gt 1 ]; then verb=${words[1]}; fi
	last=${words[${#words[@]} - 1]}
	_ssoenv_command "$verb"
	if [ ${#words[@]} -gt 2 ] && _ssoenv_offer_values "$last" ''; then
		:
	elif [ -n "$verb" ] && [ "$current" != "${current#--*=}" ] && _ssoenv_offer_values "${current%%=*}" "${current%%=*}="; then
		:
	elif [ "$current" != "${current#-}" ]; then
		_ssoenv_offer '' "${flags[@]}"
	elif [ -z "$verb" ]; then
		_ssoenv_offer '' "${_ssoenv_commands[@]}"
	elif [ "$operand" = shell ]; then
		if [ ${#words[@]} -eq 2 ]; then _ssoenv_offer '' "${_ssoenv_shells[@]}"; fi
	elif [ "$operand" = profile ]; then
		# One profile is enough.
		for ((i = 2; i < ${#words[@]}; i++)); do
			case ${words[i - 1]}=${words[i]} in
				*=-* | --shell=* | --format=* | --sso-session=* | --region=* | --timeout=* | --min-left=*) ;;
				*) return 0 ;;
			esac
		done
		_ssoenv_offer_names p
	fi
	_ssoenv_reply
}

builtin complete -F _ssoenv_complete ssoenv
