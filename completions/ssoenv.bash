# Completion of ssoenv for bash 3.2 and newer, with builtins alone. Lies in a folder of bash-completion, or beside the shell layer.
# shellcheck shell=bash

# generated from the command table: begin
_ssoenv_commands=(use off exec each console list status why allow deny login logout wait install uninstall init prompt configure accounts roles sync remove rename doctor export serve write)
# Sets `_ssoenv_flags` to those of a command, and `_ssoenv_operand` to what it takes.
_ssoenv_command() {
	_ssoenv_operand='' _ssoenv_flags=()
	case $1 in
		use) _ssoenv_operand=profile _ssoenv_flags=(--shell --account --role --sso-session --role-arn --source-profile --external-id --region --login --no-login --device-code --mfa-code --yes --help) ;;
		off) _ssoenv_flags=(--shell --help) ;;
		exec) _ssoenv_operand=profile _ssoenv_flags=(--account --role --sso-session --role-arn --source-profile --external-id --region --login --no-login --device-code --renew --yes --help) ;;
		each) _ssoenv_operand=profile _ssoenv_flags=(--account --role --sso-session --all-roles --jobs --fail-fast --json --output-dir --region --login --no-login --device-code --yes --help) ;;
		console) _ssoenv_operand=profile _ssoenv_flags=(--account --role --sso-session --role-arn --source-profile --external-id --region --login --no-login --device-code --service --path --url --portal --print --browser --private --own-window --firefox-container --qr --duration --yes --help) ;;
		list) _ssoenv_flags=(--json --include --exclude --help) ;;
		status) _ssoenv_operand=profile _ssoenv_flags=(--sso-session --json --check --min-left --watch --help) ;;
		why) _ssoenv_flags=(--json --help) ;;
		allow) _ssoenv_operand=folder _ssoenv_flags=(--help) ;;
		deny) _ssoenv_operand=folder _ssoenv_flags=(--help) ;;
		login) _ssoenv_operand=profile _ssoenv_flags=(--sso-session --device-code --no-browser --force --help) ;;
		logout) _ssoenv_operand=profile _ssoenv_flags=(--sso-session --all --help) ;;
		wait) _ssoenv_operand=profile _ssoenv_flags=(--sso-session --timeout --help) ;;
		install) _ssoenv_operand=shell _ssoenv_flags=(--prompt --no-prompt --directories --launcher --help) ;;
		uninstall) _ssoenv_operand=shell _ssoenv_flags=(--launcher --purge --dry-run --yes --help) ;;
		init) _ssoenv_operand=shell _ssoenv_flags=(--path --help) ;;
		prompt) _ssoenv_flags=(--for --shell --help) ;;
		configure) _ssoenv_operand=profile _ssoenv_flags=(--sso-session --start-url --sso-region --scopes --account --role --region --output --legacy --session-only --device-code --no-browser --help) ;;
		accounts) _ssoenv_operand=profile _ssoenv_flags=(--sso-session --json --refresh --include --exclude --help) ;;
		roles) _ssoenv_operand=account _ssoenv_flags=(--sso-session --json --help) ;;
		sync) _ssoenv_flags=(--sso-session --include --exclude --template --single --prefer --names --rename --region --set --comment --prune --refresh --dry-run --check --verbose --yes --undo --from --help) ;;
		remove) _ssoenv_operand=profile _ssoenv_flags=(--sso-session --dry-run --yes --undo --help) ;;
		rename) _ssoenv_operand=profile _ssoenv_flags=(--dry-run --yes --undo --help) ;;
		doctor) _ssoenv_flags=(--json --fix --yes --online --bundle --help) ;;
		export) _ssoenv_operand=profile _ssoenv_flags=(--format --mfa-code --help) ;;
		serve) _ssoenv_operand=profile _ssoenv_flags=(--port --write-env --docker --shell --account --role --sso-session --role-arn --source-profile --external-id --region --login --no-login --device-code --yes --help) ;;
		write) _ssoenv_operand=profile _ssoenv_flags=(--as --keep --remove --account --role --sso-session --role-arn --source-profile --external-id --region --login --no-login --device-code --yes --help) ;;
		*) _ssoenv_flags=(--help --version) ;;
	esac
}
# Offers the values of an option, if they are in the table. _ssoenv_offer_choices OPTION BEFORE
_ssoenv_offer_choices() {
	case $_ssoenv_verb$1 in init--path) return 1 ;; esac
	case $1 in
		--shell) _ssoenv_offer "$2" bash zsh sh fish powershell nushell elvish xonsh tcsh ;;
		--service) _ssoenv_offer "$2" acm amplify apigateway apigw appsync asg athena autoscaling backup batch beanstalk bedrock billing cfn cloudformation cloudfront cloudshell cloudtrail cloudwatch codebuild codecommit codedeploy codepipeline cognito config controltower costs cw ddb docdb dynamodb ec2 ecr ecs efs eks elasticache elb emr eventbridge events glue guardduty health home iam inspector kinesis kms lambda logs mq msk neptune opensearch organizations orgs quotas r53 ram rds redshift route53 s3 sagemaker secrets secretsmanager securityhub servicequotas ses sfn sns sqs ssm sso stepfunctions support trail transfer vpc waf workspaces xray ;;
		--for) _ssoenv_offer "$2" plain own prompt-command bash-it oh-my-bash bash-git-prompt oh-my-zsh prezto pure powerlevel10k tide posh-git starship oh-my-posh tmux ;;
		--from) _ssoenv_offer "$2" granted aws-vault aws-sso-cli ;;
		--format) _ssoenv_offer "$2" process env env-no-export powershell windows-cmd fish json dotenv sts github direnv docker systemd ;;
		--account | --role | --role-arn | --external-id | --region | --mfa-code | --jobs | --output-dir | --path | --url | --browser | --duration | --include | --exclude | --min-left | --timeout | --launcher | --start-url | --sso-region | --scopes | --output | --template | --single | --prefer | --names | --set | --comment | --bundle | --port | --write-env | --as) ;;
		*) return 1 ;;
	esac
}
# True for a command that takes the command line of another program.
_ssoenv_runs() { case $1 in exec | each) ;; *) return 1 ;; esac }
# True for one of them that takes any number of profiles.
_ssoenv_takes_list() { case $1 in each | remove | serve | write) ;; *) return 1 ;; esac }
# True for an option of it whose value is the next word.
_ssoenv_is_valued() { case $1 in --account | --role | --sso-session | --role-arn | --source-profile | --external-id | --region | --jobs | --output-dir) ;; *) return 1 ;; esac }
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

# Sets `_ssoenv_shown` to TEXT with `?` for each character that is hidden or acts on a terminal, and for each byte that is no UTF-8.
_ssoenv_show_utf8() {
	local _ssoenv_i _ssoenv_j _ssoenv_size _ssoenv_code _ssoenv_byte _ssoenv_string=''
	# By bytes, which a readonly LC_ALL does not allow.
	local LC_ALL=C || return
	[ ${#1} -le 4000 ] || return
	for ((_ssoenv_i = 0; _ssoenv_i < ${#1}; _ssoenv_i += _ssoenv_size)); do
		builtin printf -v _ssoenv_code %d "'${1:_ssoenv_i:1}"
		((_ssoenv_code &= 255, _ssoenv_size = _ssoenv_code < 128 ? 1 : _ssoenv_code < 194 ? 0 : _ssoenv_code < 224 ? 2 : _ssoenv_code < 240 ? 3 : _ssoenv_code < 245 ? 4 : 0)) || :
		if ((_ssoenv_size > 1)); then ((_ssoenv_code &= 127 >> _ssoenv_size)) || :; fi
		for ((_ssoenv_j = 1; _ssoenv_j < _ssoenv_size; _ssoenv_j++)); do
			builtin printf -v _ssoenv_byte %d "'${1:_ssoenv_i+_ssoenv_j:1}"
			((_ssoenv_byte &= 255)) || :
			if ((_ssoenv_byte >> 6 != 2)); then _ssoenv_size=0; else ((_ssoenv_code = _ssoenv_code << 6 | _ssoenv_byte & 63)) || :; fi
		done
		# Longer than it had to be, or beyond Unicode.
		if ((_ssoenv_size == 3 && _ssoenv_code < 2048 || _ssoenv_size == 4 && (_ssoenv_code < 65536 || _ssoenv_code > 1114111))); then _ssoenv_size=0; fi
		for ((_ssoenv_j = 0; _ssoenv_size > 0 && _ssoenv_j < ${#_ssoenv_hidden[@]}; _ssoenv_j += 2)); do
			if ((_ssoenv_hidden[_ssoenv_j] <= _ssoenv_code && _ssoenv_code <= _ssoenv_hidden[_ssoenv_j + 1])); then break; fi
		done
		if ((_ssoenv_size > 0 && _ssoenv_j == ${#_ssoenv_hidden[@]})); then _ssoenv_string=$_ssoenv_string${1:_ssoenv_i:_ssoenv_size}; else _ssoenv_string=$_ssoenv_string'?'; fi
		if ((_ssoenv_size == 0)); then _ssoenv_size=1; fi
	done
	_ssoenv_shown=$_ssoenv_string
}
## Shared with the layer: end

# shellcheck disable=SC1003 # backslashes are meant
# Splits TEXT as a shell does. Sets `_ssoenv_words` to those that are complete, `_ssoenv_current` to the rest, `_ssoenv_quote` to the quote that is open
# there, and `_ssoenv_kept` to what readline will not replace: it takes `:`, `=` and `@` for ends of words, and keeps all but the `@`.
# ble.sh keeps the `@` too.
_ssoenv_split_line() {
	local _ssoenv_string=$1 _ssoenv_i _ssoenv_c _ssoenv_next _ssoenv_open=''
	_ssoenv_words=() _ssoenv_current='' _ssoenv_quote='' _ssoenv_kept=''
	for ((_ssoenv_i = 0; _ssoenv_i < ${#_ssoenv_string}; _ssoenv_i++)); do
		_ssoenv_c=${_ssoenv_string:_ssoenv_i:1}
		_ssoenv_next=${_ssoenv_string:_ssoenv_i+1:1}
		case $_ssoenv_quote$_ssoenv_c in
			"'"?* | '"'?*)
				if [ "$_ssoenv_c" = "$_ssoenv_quote" ]; then
					_ssoenv_quote=
				elif [ "$_ssoenv_quote$_ssoenv_c" = '"\' ] && [ -n "$_ssoenv_next" ]; then
					case $_ssoenv_next in [\"\\\$\`]) ;; *) _ssoenv_current=$_ssoenv_current$_ssoenv_c ;; esac
					_ssoenv_current=$_ssoenv_current$_ssoenv_next
					((++_ssoenv_i))
				else
					_ssoenv_current=$_ssoenv_current$_ssoenv_c
				fi
				;;
			[\'\"]) _ssoenv_quote=$_ssoenv_c _ssoenv_open=1 ;;
			'\')
				_ssoenv_current=$_ssoenv_current$_ssoenv_next _ssoenv_open=1
				((++_ssoenv_i))
				;;
			[[:space:]])
				if [ -n "$_ssoenv_current$_ssoenv_open" ]; then _ssoenv_words[${#_ssoenv_words[@]}]=$_ssoenv_current; fi
				_ssoenv_current='' _ssoenv_kept='' _ssoenv_open=''
				;;
			*)
				case $COMP_WORDBREAKS in *"$_ssoenv_c"*) if [ "$_ssoenv_c${BLE_ATTACHED-}" = @ ]; then _ssoenv_kept=$_ssoenv_current; else _ssoenv_kept=$_ssoenv_current$_ssoenv_c; fi ;; esac
				_ssoenv_current=$_ssoenv_current$_ssoenv_c
				;;
		esac
	done
}

# The words of a section's header. Sets `_ssoenv_name` if it is one of KIND with a single word after it.
_ssoenv_read_header() {
	local _ssoenv_words _ssoenv_current _ssoenv_quote _ssoenv_kept COMP_WORDBREAKS=''
	_ssoenv_name=
	case $2 in "$1"*) ;; *) return 1 ;; esac
	_ssoenv_split_line "$2 "
	[ ${#_ssoenv_words[@]} -eq 2 ] && [ -z "$_ssoenv_quote" ] && _ssoenv_name=${_ssoenv_words[1]}
}

# _ssoenv_offer_headers FILE KIND: adds to `_ssoenv_found` the names in a file, of profiles as the credentials file has them if
# KIND is empty.
_ssoenv_offer_headers() {
	local LC_ALL=C 2>/dev/null || :
	local _ssoenv_chunk _ssoenv_line _ssoenv_name _ssoenv_before _ssoenv_prefix=${2:+$2 }
	local -a _ssoenv_chunks
	[ -f "$1" ] && [ -r "$1" ] || return 0
	if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)); then
		builtin mapfile -d '[' _ssoenv_chunks <"$1"
	else
		# As above: pieces that begin after the bracket of a header.
		_ssoenv_chunks=('[')
		while IFS= builtin read -r _ssoenv_line || [ -n "$_ssoenv_line" ]; do
			case $_ssoenv_line in '['*) _ssoenv_chunks[${#_ssoenv_chunks[@]}]=${_ssoenv_line#?}$'\n[' ;; esac
		done <"$1"
	fi
	_ssoenv_before=''
	for _ssoenv_chunk in ${_ssoenv_chunks[@]+"${_ssoenv_chunks[@]}"}; do
		# A header begins a line: what follows any other bracket is text or a comment.
		case $_ssoenv_before in
			*$'\n[' | '[') ;;
			*)
				_ssoenv_before=$_ssoenv_chunk
				continue
				;;
		esac
		_ssoenv_before=$_ssoenv_chunk
		# Nearly all are words that nobody would quote; letter by letter only the others are looked at.
		_ssoenv_name=${_ssoenv_chunk%%']'*}
		_ssoenv_name=${_ssoenv_name#"$_ssoenv_prefix"}
		case $_ssoenv_name in
			'' | *[!A-Za-z0-9_.@+=:/-]*) ;;
			*)
				case $_ssoenv_chunk in
					"$_ssoenv_prefix$_ssoenv_name]"[$'\r\n']*)
						case $_ssoenv_name in "$_ssoenv_current"*) _ssoenv_found[${#_ssoenv_found[@]}]=$_ssoenv_name ;; esac
						continue
						;;
				esac
				;;
		esac
		_ssoenv_line=${_ssoenv_chunk%%$'\n'*}
		case $_ssoenv_line in *']'*) _ssoenv_line=${_ssoenv_line%']'*} ;; *) continue ;; esac
		case $2/$_ssoenv_line in
			/*) _ssoenv_name=$_ssoenv_line ;;
			profile/default) _ssoenv_name=default ;;
			# Whatever is glued to the word is passed by, as botocore does.
			"$2/$2"*[[:blank:]]*[\'\"\\]*) _ssoenv_read_header "$2" "$_ssoenv_line" || continue ;;
			"$2/$2"*[[:blank:]]*)
				_ssoenv_name=${_ssoenv_line#*[[:blank:]]}
				_ssoenv_name=${_ssoenv_name#"${_ssoenv_name%%[![:blank:]]*}"}
				_ssoenv_name=${_ssoenv_name%"${_ssoenv_name##*[![:blank:]]}"}
				case $_ssoenv_name in *[[:blank:]]*) continue ;; esac
				;;
			*) continue ;;
		esac
		case $_ssoenv_name in "$_ssoenv_current"*) _ssoenv_found[${#_ssoenv_found[@]}]=$_ssoenv_name ;; esac
	done
}

# Adds to `_ssoenv_found` the names that begin like `_ssoenv_current`, of KIND p (profiles) or s (sso-sessions).
_ssoenv_offer_names() {
	local _ssoenv_typed=$_ssoenv_current
	if [ -z "$_ssoenv_typed" ] || ! _ssoenv_folds_case; then
		_ssoenv_offer_names_as_typed "$1"
		return
	fi
	_ssoenv_current=''
	_ssoenv_offer_names_as_typed "$1"
	_ssoenv_current=$_ssoenv_typed
	_ssoenv_keep_folded
}

# True if the person has set completion-ignore-case. Without a process, readline shows it only by what it does with a file name
# that is written in the other case, and each system has /dev. `compgen -f` also tells readline to quote what this completion
# offers as file names, which `compopt` takes back. bash 3.2 has no `compopt`, so there a subshell does it.
_ssoenv_folds_case() {
	local _ssoenv_folds=1
	if [ -e /DEV ]; then
		return 1
	elif ((BASH_VERSINFO[0] < 4)); then
		(builtin compgen -f -- /DEV) >/dev/null 2>&1
		return
	fi
	builtin compgen -f -- /DEV >/dev/null 2>&1 || _ssoenv_folds=''
	builtin compopt +o filenames 2>/dev/null
	[ -n "$_ssoenv_folds" ]
}

# Leaves in COMPREPLY and `_ssoenv_found` what begins like `_ssoenv_current` in either case. What readline keeps has to be right
# as it is.
_ssoenv_keep_folded() {
	local _ssoenv_name _ssoenv_was_folding=''
	local -a _ssoenv_plain _ssoenv_others
	_ssoenv_plain=(${COMPREPLY[@]+"${COMPREPLY[@]}"}) _ssoenv_others=(${_ssoenv_found[@]+"${_ssoenv_found[@]}"})
	COMPREPLY=() _ssoenv_found=()
	if builtin shopt -q nocasematch; then _ssoenv_was_folding=1; fi
	builtin shopt -s nocasematch
	for _ssoenv_name in ${_ssoenv_plain[@]+"${_ssoenv_plain[@]}"}; do
		case $_ssoenv_name in "$_ssoenv_current"*) if [ "${_ssoenv_name:0:${#_ssoenv_kept}}" = "$_ssoenv_kept" ]; then COMPREPLY[${#COMPREPLY[@]}]=${_ssoenv_name:${#_ssoenv_kept}}; fi ;; esac
	done
	for _ssoenv_name in ${_ssoenv_others[@]+"${_ssoenv_others[@]}"}; do
		case $_ssoenv_name in "$_ssoenv_current"*) if [ "${_ssoenv_name:0:${#_ssoenv_kept}}" = "$_ssoenv_kept" ]; then _ssoenv_found[${#_ssoenv_found[@]}]=$_ssoenv_name; fi ;; esac
	done
	if [ -z "$_ssoenv_was_folding" ]; then builtin shopt -u nocasematch; fi
}

_ssoenv_offer_names_as_typed() {
	local _ssoenv_folder _ssoenv_list _ssoenv_line _ssoenv_start _ssoenv_i
	local -a _ssoenv_fields
	_ssoenv_fields=()
	case ${XDG_CACHE_HOME-} in
		/*) _ssoenv_folder=$XDG_CACHE_HOME/ssoenv/shell ;;
		*) _ssoenv_folder=${HOME-}/.cache/ssoenv/shell ;;
	esac
	if [ "$1" = p ] && ((BASH_VERSINFO[0] >= 4)) && _ssoenv_offer_many; then return; fi
	_ssoenv_list=$_ssoenv_folder/names
	if [ -f "$_ssoenv_list" ] && [ ! -L "$_ssoenv_list" ] && [ -O "$_ssoenv_list" ]; then
		if ((BASH_VERSINFO[0] >= 4)); then
			builtin mapfile -t _ssoenv_fields <"$_ssoenv_list"
		else
			while IFS= builtin read -r _ssoenv_line; do _ssoenv_fields[${#_ssoenv_fields[@]}]=$_ssoenv_line; done <"$_ssoenv_list"
		fi
	fi
	if _ssoenv_list_is_current ssoenv-names1; then
		_ssoenv_start=$1$'\t'$_ssoenv_current
		for _ssoenv_line in "${_ssoenv_fields[@]:6}"; do
			case $_ssoenv_line in "$_ssoenv_start"*)
				_ssoenv_line=${_ssoenv_line#*$'\t'}
				_ssoenv_found[${#_ssoenv_found[@]}]=${_ssoenv_line%%$'\t'*}
				;;
			esac
		done
		return
	fi
	_ssoenv_find_files
	if [ "$1" = p ]; then
		_ssoenv_offer_headers "$_ssoenv_config" profile
		_ssoenv_offer_headers "$_ssoenv_credentials" ''
	else
		_ssoenv_offer_headers "$_ssoenv_config" sso-session
	fi
}

# Of very many profiles there is a list that takes no loop over all: plain names, which stand for themselves in any quotes, go to
# COMPREPLY as they are; of the others, those that begin like `_ssoenv_current` go to `_ssoenv_found`.
_ssoenv_offer_many() {
	local _ssoenv_list=$_ssoenv_folder/profiles _ssoenv_name
	local -a _ssoenv_fields _ssoenv_others
	[[ -f $_ssoenv_list && ! -L $_ssoenv_list && -O $_ssoenv_list && -r $_ssoenv_list ]] || return 1
	{
		builtin mapfile -t -n 7 _ssoenv_fields
		_ssoenv_list_is_current ssoenv-profiles1 || return 1
		case ${_ssoenv_fields[6]-} in '' | 0* | *[!0-9]* | ????????*) return 1 ;; esac
		builtin mapfile -t -n "${_ssoenv_fields[6]}" COMPREPLY
		builtin mapfile -t _ssoenv_others
	} <"$_ssoenv_list"
	if [ -n "$_ssoenv_current" ]; then _ssoenv_narrow; fi
	for _ssoenv_name in ${_ssoenv_others[@]+"${_ssoenv_others[@]}"}; do
		case $_ssoenv_name in "$_ssoenv_current"*) _ssoenv_found[${#_ssoenv_found[@]}]=$_ssoenv_name ;; esac
	done
}

# Leaves in COMPREPLY, which is sorted by bytes, what begins like `_ssoenv_current`, and of that what readline will put in.
_ssoenv_narrow() {
	local LC_ALL=C 2>/dev/null || :
	local _ssoenv_size=${#_ssoenv_current} _ssoenv_low=0 _ssoenv_high=${#COMPREPLY[@]} _ssoenv_middle _ssoenv_first
	while ((_ssoenv_low < _ssoenv_high)); do
		_ssoenv_middle=$(((_ssoenv_low + _ssoenv_high) / 2))
		if [[ ${COMPREPLY[_ssoenv_middle]} < $_ssoenv_current ]]; then _ssoenv_low=$((_ssoenv_middle + 1)); else _ssoenv_high=$_ssoenv_middle; fi
	done
	_ssoenv_first=$_ssoenv_low _ssoenv_high=${#COMPREPLY[@]}
	while ((_ssoenv_low < _ssoenv_high)); do
		_ssoenv_middle=$(((_ssoenv_low + _ssoenv_high) / 2))
		if [[ ${COMPREPLY[_ssoenv_middle]:0:_ssoenv_size} > $_ssoenv_current ]]; then _ssoenv_high=$_ssoenv_middle; else _ssoenv_low=$((_ssoenv_middle + 1)); fi
	done
	if ((_ssoenv_low == _ssoenv_first)); then COMPREPLY=(); else COMPREPLY=("${COMPREPLY[@]:_ssoenv_first:_ssoenv_low-_ssoenv_first}"); fi
	if [ -n "$_ssoenv_kept" ] && ((_ssoenv_low > _ssoenv_first)); then COMPREPLY=("${COMPREPLY[@]#"$_ssoenv_kept"}"); fi
}

_ssoenv_list_is_current() {
	[ "${_ssoenv_fields[0]-}" = "$1" ] && [ ${#_ssoenv_fields[@]} -ge 6 ] &&
		[ "${_ssoenv_fields[1]}" = "${HOME+=$HOME}" ] &&
		[ "${_ssoenv_fields[2]}" = "${AWS_CONFIG_FILE+=$AWS_CONFIG_FILE}" ] &&
		[ "${_ssoenv_fields[3]}" = "${AWS_SHARED_CREDENTIALS_FILE+=$AWS_SHARED_CREDENTIALS_FILE}" ] &&
		[ ! "${_ssoenv_fields[4]}" -nt "$_ssoenv_list" ] && [ ! "${_ssoenv_fields[5]}" -nt "$_ssoenv_list" ]
}

_ssoenv_find_files() {
	_ssoenv_config=${AWS_CONFIG_FILE:-${HOME-}/.aws/config}
	_ssoenv_credentials=${AWS_SHARED_CREDENTIALS_FILE:-${HOME-}/.aws/credentials}
	# shellcheck disable=SC2088 # as it was given to the program
	case $_ssoenv_config in '~/'*) _ssoenv_config=${HOME-}/${_ssoenv_config#??} ;; esac
	# shellcheck disable=SC2088
	case $_ssoenv_credentials in '~/'*) _ssoenv_credentials=${HOME-}/${_ssoenv_credentials#??} ;; esac
}

# _ssoenv_offer BEFORE WORD ...: adds those that begin like `_ssoenv_current`, which may hold `--option=` before them.
_ssoenv_offer() {
	local _ssoenv_word _ssoenv_before=$1
	shift
	for _ssoenv_word; do
		case $_ssoenv_before$_ssoenv_word in "$_ssoenv_current"*) _ssoenv_found[${#_ssoenv_found[@]}]=$_ssoenv_before$_ssoenv_word ;; esac
	done
}

# The values of an option. _ssoenv_offer_values OPTION BEFORE
_ssoenv_offer_values() {
	case $1 in
		--sso-session)
			_ssoenv_current=${_ssoenv_current#"$2"} _ssoenv_kept=${_ssoenv_kept#"$2"}
			_ssoenv_offer_names s
			;;
		--source-profile)
			_ssoenv_current=${_ssoenv_current#"$2"} _ssoenv_kept=${_ssoenv_kept#"$2"}
			_ssoenv_offer_names p
			;;
		*) _ssoenv_offer_choices "$@" ;;
	esac
}

# Sets COMPREPLY to `_ssoenv_found`, each in the form that stands for it at this place of the line.
_ssoenv_reply() {
	local _ssoenv_name _ssoenv_string _ssoenv_shown
	for _ssoenv_name in ${_ssoenv_found[@]+"${_ssoenv_found[@]}"}; do
		case $_ssoenv_name in
			*[!A-Za-z0-9_./+-]*) ;;
			*)
				COMPREPLY[${#COMPREPLY[@]}]=${_ssoenv_name:${#_ssoenv_kept}}
				continue
				;;
		esac
		_ssoenv_shown=
		_ssoenv_show_utf8 "$_ssoenv_name" 2>/dev/null || :
		[ "$_ssoenv_shown" = "$_ssoenv_name" ] || continue
		case ${BLE_ATTACHED:+ble}$_ssoenv_quote in
			# ble.sh quotes what it puts into the line (ble/complete/progcomp).
			ble*) _ssoenv_string=${_ssoenv_name:${#_ssoenv_kept}} ;;
			"'") _ssoenv_string=${_ssoenv_name//\'/\'\\\'\'} ;;
			'"')
				_ssoenv_string=${_ssoenv_name//\\/\\\\}
				_ssoenv_string=${_ssoenv_string//\"/\\\"}
				_ssoenv_string=${_ssoenv_string//\$/\\\$}
				_ssoenv_string=${_ssoenv_string//\`/\\\`}
				;;
			*)
				_ssoenv_string=${_ssoenv_name:${#_ssoenv_kept}}
				if [ -n "$_ssoenv_string" ]; then builtin printf -v _ssoenv_string %q "$_ssoenv_string"; fi
				;;
		esac
		COMPREPLY[${#COMPREPLY[@]}]=$_ssoenv_string
	done
}

# Sets `_ssoenv_start` to the index of the first word of another program, which may be the one at the cursor. False if that program
# has not begun.
_ssoenv_find_program() {
	local _ssoenv_i _ssoenv_named=''
	for ((_ssoenv_i = 2; _ssoenv_i < ${#_ssoenv_words[@]}; _ssoenv_i++)); do
		case ${_ssoenv_words[_ssoenv_i]} in
			--)
				_ssoenv_start=$((_ssoenv_i + 1))
				return 0
				;;
			--account | --account=* | --role-arn | --role-arn=*) _ssoenv_named=1 ;;
		esac
		case ${_ssoenv_words[_ssoenv_i]} in
			-?*) if _ssoenv_is_valued "${_ssoenv_words[_ssoenv_i]}"; then ((++_ssoenv_i)); fi ;;
			*)
				if _ssoenv_takes_list "$_ssoenv_verb"; then continue; fi
				_ssoenv_start=$_ssoenv_i
				[ -z "$_ssoenv_named" ] || return 0
				_ssoenv_named=1
				;;
		esac
	done
	if _ssoenv_takes_list "$_ssoenv_verb"; then return 1; fi
	_ssoenv_start=${#_ssoenv_words[@]}
	# Behind an option stands its value.
	((_ssoenv_i == _ssoenv_start)) || return 1
	case $_ssoenv_named$_ssoenv_current in 1-*) return 1 ;; 1*) ;; *) return 1 ;; esac
}

# Completes the command line of another program: as bash-completion does if it is there, else by names of commands and files.
_ssoenv_complete_program() {
	local _ssoenv_i
	if ((_ssoenv_start == ${#_ssoenv_words[@]})); then
		_ssoenv_i=$COMP_CWORD
	else
		for ((_ssoenv_i = _ssoenv_start; _ssoenv_i < COMP_CWORD; _ssoenv_i++)); do
			[ "${COMP_WORDS[_ssoenv_i]}" != "${_ssoenv_words[_ssoenv_start]}" ] || break
		done
	fi
	if builtin declare -F _comp_command_offset >/dev/null; then
		_comp_command_offset "$_ssoenv_i"
	elif builtin declare -F _command_offset >/dev/null; then
		_command_offset "$_ssoenv_i"
	elif ((_ssoenv_start == ${#_ssoenv_words[@]})); then
		local IFS=$'\n'
		# shellcheck disable=SC2207 # names of commands, by lines; bash 3.2 has no mapfile
		COMPREPLY=($(builtin compgen -c -- "$_ssoenv_current"))
	else
		builtin compopt -o default 2>/dev/null || :
	fi
}

_ssoenv_complete() {
	local _ssoenv_start
	local _ssoenv_current _ssoenv_quote _ssoenv_kept _ssoenv_operand _ssoenv_verb='' _ssoenv_last_word _ssoenv_i
	local _ssoenv_config _ssoenv_credentials
	local -a _ssoenv_words _ssoenv_found _ssoenv_flags
	[ "${IFS-}" = $' \t\n' ] || local IFS=$' \t\n' 2>/dev/null || :
	COMPREPLY=() _ssoenv_found=()
	case ${COMP_POINT-} in '' | *[!0123456789]*) return 0 ;; esac
	_ssoenv_split_line "${COMP_LINE:0:COMP_POINT}"
	# Assignments may stand before the command.
	while [ ${#_ssoenv_words[@]} -gt 1 ]; do
		case ${_ssoenv_words[0]} in [A-Za-z_]*=*) _ssoenv_words=("${_ssoenv_words[@]:1}") ;; *) break ;; esac
	done
	if [ ${#_ssoenv_words[@]} -gt 1 ]; then _ssoenv_verb=${_ssoenv_words[1]}; fi
	_ssoenv_last_word=${_ssoenv_words[${#_ssoenv_words[@]} - 1]}
	if _ssoenv_runs "$_ssoenv_verb" && _ssoenv_find_program; then
		_ssoenv_complete_program
		return 0
	fi
	_ssoenv_command "$_ssoenv_verb"
	if [ ${#_ssoenv_words[@]} -gt 2 ] && _ssoenv_offer_values "$_ssoenv_last_word" ''; then
		:
	elif [ -n "$_ssoenv_verb" ] && [ "$_ssoenv_current" != "${_ssoenv_current#--*=}" ] && _ssoenv_offer_values "${_ssoenv_current%%=*}" "${_ssoenv_current%%=*}="; then
		:
	elif [ "$_ssoenv_current" != "${_ssoenv_current#-}" ]; then
		_ssoenv_offer '' "${_ssoenv_flags[@]}"
	elif [ -z "$_ssoenv_verb" ]; then
		_ssoenv_offer '' "${_ssoenv_commands[@]}"
	elif [ "$_ssoenv_operand" = shell ]; then
		if [ ${#_ssoenv_words[@]} -eq 2 ]; then _ssoenv_offer_choices --shell ''; fi
	elif [ "$_ssoenv_operand" = profile ]; then
		# One profile is enough for most.
		for ((_ssoenv_i = 2; _ssoenv_i < ${#_ssoenv_words[@]}; _ssoenv_i++)); do
			if _ssoenv_takes_list "$_ssoenv_verb"; then break; fi
			case ${_ssoenv_words[_ssoenv_i - 1]}=${_ssoenv_words[_ssoenv_i]} in
				*=-* | --shell=* | --format=* | --sso-session=* | --region=* | --timeout=* | --min-left=*) ;;
				--service=* | --path=* | --url=* | --browser=* | --duration=*) ;;
				*) return 0 ;;
			esac
		done
		_ssoenv_offer_names p
	fi
	_ssoenv_reply
}

builtin complete -F _ssoenv_complete ssoenv
