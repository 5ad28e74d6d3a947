# Beside programs that follow folders too, or that take people there: direnv, mise, zoxide and tmux.

load terminal
load ../program/support/layer
load ../program/support/directory

prepare() {
	follow_folders
	unset SSOENV_BIN
	cached_role
	allowed shop dev
	allowed both prod
	mkdir -p plain
	export AWS_REGION=mine AWS_PROFILE=$'two\nlines'
}

# activating PROGRAM: the line of a start-up file that turns it on.
activating() {
	local init=activate
	[ "$1" != direnv ] || init=hook
	[ "$1" != zoxide ] || init=init
	case $shell in
		powershell) echo "(& $1 $init $([ "$1" = zoxide ] && echo powershell || echo pwsh)) -join \"\`n\" | Invoke-Expression" ;;
		fish) echo "$1 $init fish | source" ;;
		*) echo "eval \"\$($1 $init $shell)\"" ;;
	esac
}

# What is used, and what the other tool has set.
showing() { echo "sh -c 'echo \$0 \${SSOENV_PROFILE-none} \${AWS_ACCESS_KEY_ID-none} \${OTHER-none}' $1"; }

# follows_beside TOOL: in `plain` the tool sets the role, and in `both` something else, beside the `.ssoenv`.
follows_beside() {
	local line
	typed "$(recording before)" 'cd plain' "$(showing plain)" 'cd ..' "$(recording between)" 'cd both' "$(showing both)" "$(calling off)" \
		"$(showing off)" 'cd ../plain' "$(showing again)" 'cd ../both' "$(showing back)" 'cd ../shop/src' "$(showing shop)" 'cd ../..' \
		"$(recording after)" 'cd both' "$(calling use dev)" "$(showing hand)" 'cd ..' "$(showing away)" "$(calling off)" "$(recording last)"
	for line in 'plain none ASIACACHED none' 'both prod ASIAPROD yes' 'off none none yes' 'again none ASIACACHED none' \
		'back prod ASIAPROD yes' "shop dev ASIACOPY none" 'hand dev ASIACOPY yes' 'away dev ASIACOPY none'; do
		has_line "$line"
	done
	hides 'not set again'
	same_person before between
	same_person before after
	same_person before last
}
# What the tools note about themselves differs.
same_person() {
	equals "$(tr '\0' '\1' <"$2" | tr '\n\1' '\1\n' | grep -aE '^(AWS|SSOENV|OTHER)' | LC_ALL=C sort)" \
		"$(tr '\0' '\1' <"$1" | tr '\n\1' '\1\n' | grep -aE '^(AWS|SSOENV|OTHER)' | LC_ALL=C sort)"
}

beside_mise() {
	require_program mise mise
	export MISE_TRUSTED_CONFIG_PATHS=/ MISE_QUIET=1 MISE_OFFLINE=1
	[ "$1" = before ] && before_layer=("$(activating mise)") || after_layer=("$(activating mise)")
	printf 'eval "$(ssoenv export dev --format env)"\n' >mise.sh
	printf '[env]\n_.source = "%s/mise.sh"\n' "$PWD" >plain/.mise.toml
	printf '[env]\nOTHER = "yes"\n' >both/.mise.toml
	follows_beside
}
in_folders 'mise, which is activated before the layer' beside_mise before
in_folders 'mise, which is activated behind the layer' beside_mise behind

beside_direnv() {
	require_program direnv direnv
	[ "$1" = before ] && before_layer=("$(activating direnv)") || after_layer=("$(activating direnv)")
	export DIRENV_LOG_FORMAT=
	mkdir -p "$HOME/.config/direnv"
	sed -n '/^use_ssoenv() {/,/^}/p' "$BATS_TEST_DIRNAME/../../docs/directories.md" >"$HOME/.config/direnv/direnvrc"
	grep -q 'ssoenv export' "$HOME/.config/direnv/direnvrc"
	echo 'use ssoenv dev' >plain/.envrc
	echo 'export OTHER=yes' >both/.envrc
	direnv allow plain
	direnv allow both
	follows_beside
}
in_each 'bash zsh fish' 'direnv, which is hooked before the layer' beside_direnv before
in_each 'bash zsh fish' 'direnv, which is hooked behind the layer' beside_direnv behind

beside_zoxide() {
	require_program zoxide zoxide
	after_layer=("$(activating zoxide)")
	unset AWS_PROFILE AWS_REGION
	export _ZO_DATA_DIR=$PWD/zoxide
	zoxide add "$PWD/shop/src"
	zoxide add "$PWD/elsewhere"
	typed 'z shop src' "$(showing z)" 'z elsewhere' "$(showing away)" 'z -' "$(showing back)"
	has_line 'z dev ASIACOPY none'
	has_line 'away none none none'
	has_line 'back dev ASIACOPY none'
}
in_folders 'zoxide' beside_zoxide

## tmux

pane_says() { [[ $(in_tmux capture-pane -pJ -t "$1") == *"$2"* ]]; }
has_prompts() { (($(in_tmux capture-pane -pJ -t "$1" | grep -o 'sign>' | wc -l) >= $2)); }

# tells_in PANE PROMPTS WORD WHAT: at the prompt with this number.
tells_in() {
	until_true has_prompts "$1" "$2" || fail "$(in_tmux capture-pane -pJ -t "$1")"
	types "$(showing "$3")"
	until_true pane_says "$1" "$3 $4 none" || fail "$(in_tmux capture-pane -pJ -t "$1")"
}

# A pane gets the environment of the server, and a shell below a shell that of its parent.
opens_panes() {
	unset AWS_PROFILE AWS_REGION
	case $shell in
		bash) rc .bashrc "PS1='sign> '" ;;
		zsh) rc .zshrc "PROMPT='sign> '" ;;
		fish)
			mkdir -p "$HOME/.local/share/fish/generated_completions"
			rc .config/fish/config.fish 'function fish_prompt; echo -n "sign> "; end'
			;;
		powershell) rc .config/powershell/profile.ps1 'function prompt { "sign> " }' ;;
	esac
	ssoenv install "$shell" --directories --no-prompt 2>/dev/null
	local command
	shell_opens "$shell"
	prompt_becomes 1 'sign>'
	types "cd $PWD/shop"
	tells_in :0.0 2 first 'dev ASIACOPY'
	command=$(in_tmux display-message -p '#{pane_start_command}')
	command=${command//\"/}
	in_tmux split-window -c "$PWD/shop/src" "$command"
	tells_in :0.1 1 second 'dev ASIACOPY'
	# A shell in a shell leaves the folder's role with the folder, and the one above keeps it.
	types "$command"
	tells_in :0.1 3 third 'dev ASIACOPY'
	types "cd $PWD"
	tells_in :0.1 5 fourth 'none none'
	types exit
	tells_in :0.1 7 fifth 'dev ASIACOPY'
	types "cd $PWD"
	tells_in :0.1 9 sixth 'none none'
}
in_folders 'panes of tmux, and a shell in a shell' opens_panes
