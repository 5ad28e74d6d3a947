# A version manager changes the Node of a running shell: 22, then 16, then none.
#
# The Node 16 of a short run is this one, which says of itself that it is 16. scripts/nvm.sh names real ones in NODE_OF_22 and
# NODE_OF_16, and the file of nvm itself in NVM_FILE.

load ../support/support
load ../support/layer

prepare() {
	not_in_single_file 'it needs no Node'
	cached_role
	age_config
	versions=$HOME/.nvm/versions/node
	mkdir -p "$versions/v16.20.2/bin" "$versions/v22.23.5/bin" "$versions/v22.23.5/lib/node_modules" "$HOME/tools" "$HOME/.local/bin"
	cp -R "$program_root" "$versions/v22.23.5/lib/node_modules/ssoenv"
	ln -s ../lib/node_modules/ssoenv/dist/cli.cjs "$versions/v22.23.5/bin/ssoenv"
	local node
	node=$(node -p process.execPath)
	cp "${NODE_OF_22:-$node}" "$versions/v22.23.5/bin/node" 2>/dev/null || fail 'there is no Node'
	if [ -n "${NODE_OF_16-}" ]; then
		cp "$NODE_OF_16" "$versions/v16.20.2/bin/node"
	else
		echo "Object.defineProperty(process, 'version', { value: 'v16.20.2' })
			Object.defineProperty(process, 'execPath', { value: '$versions/v16.20.2/bin/node' })" >"$HOME/as16.cjs"
		printf '%s\n' '#!/bin/sh' "exec '$node' --require '$HOME/as16.cjs' \"\$@\"" >"$versions/v16.20.2/bin/node"
		chmod +x "$versions/v16.20.2/bin/node"
	fi
	tools_without_node
	program_root=$versions/v22.23.5/lib/node_modules/ssoenv
	PATH=$HOME/.local/bin:$HOME/tools
}

# The tools of this machine, but no Node, in $HOME/tools.
tools_without_node() {
	local one
	for one in bash zsh fish dash sh env cat sed grep rm mkdir chmod date touch ls uname readlink dirname basename tr awk head tail cut \
		sort uniq wc find xargs printf mktemp id stat cmp comm strace python3 curl true; do
		if type -P "$one" >/dev/null; then ln -s "$(type -P "$one")" "$HOME/tools/$one"; fi
	done
	# The one of pyenv is a script that needs the real home.
	if [ -n "$python_program" ]; then ln -sf "$python_program" "$HOME/tools/python3"; fi
}

# switching VERSION: code that has this Node first on PATH; `none` has no Node.
switching() {
	if [ "$shell" != fish ] && [ -n "${NVM_FILE-}" ]; then
		case $1 in none) echo 'nvm deactivate >/dev/null 2>&1' ;; *) echo "nvm use $1 >/dev/null" ;; esac
		return
	fi
	local place=
	case $1 in
		none) ;;
		*) place=$(echo "$versions/v$1"*)/bin ;;
	esac
	case $shell in
		fish) echo "set -gx PATH $place '$HOME/.local/bin' '$HOME/tools'" ;;
		*) echo "PATH=${place:+$place:}$HOME/.local/bin:$HOME/tools; hash -r" ;;
	esac
}

starting_nvm() { if [ "$shell" != fish ] && [ -n "${NVM_FILE-}" ]; then echo "export NVM_DIR='$HOME/.nvm'; . '$NVM_FILE' --no-use"; fi; }

# put_launcher: with the Node 22 of the version manager, as a person does it.
put_launcher() { PATH=$versions/v22.23.5/bin:$PATH ssoenv install --launcher 2>said || fail "$(cat said)"; }

# trying LABEL: code that runs what scripts and people run, and prints `LABEL STATUS` for each.
trying() {
	local words
	for words in 'export dev' 'status --check dev' 'exec dev -- true' 'list' 'roles 111111111111'; do
		case $shell in
			fish) echo "ssoenv $words >>out; echo $1 \$status" ;;
			*) echo "ssoenv $words >>out; echo $1 \$?" ;;
		esac
	done
}

works_throughout() {
	put_launcher
	run_script "$(starting_nvm)" "$(switching 22)" "$(trying 22)" "$(switching 16)" "$(trying 16)" "$(switching none)" "$(trying none)" \
		"$(switching 22)" "$(trying 22)"
	equals "$stderr" ''
	equals "$(sort <<<"$output" | uniq -c | sed 's/^ *//')" $'5 16 0\n10 22 0\n5 none 0'
	equals "$(grep -c ASIACACHED out)" 4
}
in_each 'bash zsh fish' 'with the launcher, each command works in Node 22, in 16 and in none' works_throughout

works_in_layer() {
	put_launcher
	export SSOENV_BIN=$HOME/.local/bin/ssoenv
	in_layer "$(starting_nvm)" "$(switching 22)" "$(calling use dev)" "$(switching 16)" "$(calling off)" "$(calling use regionless)" \
		"$(printing_status)" "$(switching none)" "$(calling use dev)" "$(trying none)" "$(calling off)"
	equals "$stderr" ''
	equals "$(sort <<<"$output" | uniq -c | sed 's/^ *//')" $'5 none 0\n1 status=0'
}
in_each 'bash zsh fish' 'the layer works throughout if SSOENV_BIN is the launcher' works_in_layer

# Warm, nothing needs Node. Otherwise one line says what is missing, another what to do.
says_it_once() {
	in_layer "$(starting_nvm)" "$(switching 22)" "$(calling use dev)" "$(calling off)" "$(switching 16)" "$(calling use dev)" \
		"$(printing_status)" "$(recording warm)" "$(calling list)" "$(printing_status)" "$(switching none)" "$(calling list)" \
		"$(printing_status)" "$(calling off)"
	equals "$output" $'status=0\nstatus=3\nstatus=127'
	sees warm AWS_ACCESS_KEY_ID ASIACACHED
	local needed='Node 20.19 (or a later 20), or Node 22.3 or newer' node=$versions/v16.20.2/bin/node
	equals "$stderr" "ssoenv: ssoenv requires $needed; this is Node v16.20.2 ($node)
ssoenv: hint: nvm install 22
ssoenv: ssoenv needs Node.js, and there is no node on PATH"
}
in_each 'bash zsh fish' 'without the launcher, the layer says in one line which Node it needs' says_it_once

@test "a credential_process of the AWS CLI works with Node 22, with 16 and with none" {
	require_botocore
	local aws=${python_program%/*}/aws place
	[ -x "$aws" ] || skip 'the AWS CLI is not beside python3: NOTHING IS PROVED about it'
	put_launcher
	printf '[profile tool]\ncredential_process = %s export dev --format process\n' "$HOME/.local/bin/ssoenv" >>"$config_file"
	settle_folder
	# Each of them cold, which starts the program, and then from the copy.
	for place in "$versions/v22.23.5/bin:" "$versions/v16.20.2/bin:" ''; do
		rm -f "$role_file" "$copies/roles/dev"
		settle_folder
		PATH=$place$PATH run --separate-stderr "$python_program" "$aws" sts get-caller-identity --profile tool --region us-east-1
		equals "$status" 0
		matches "$output" ReadOnly
		[ -e "$copies/roles/dev" ]
		PATH=$place$PATH run --separate-stderr "$python_program" "$aws" sts get-caller-identity --profile tool --region us-east-1
		equals "$status" 0
	done
}
