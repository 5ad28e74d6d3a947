# What a shell does when it reads the layer, which program the layer starts, and what it hands on to it.

load ../support/support
load ../support/layer

## Sourcing

is_silent() {
	run_script "$(recording before)" "$(loading_layer)" "$(loading_layer)" "$(printing_status)" "$(recording after)"
	equals "$output" status=0
	equals "$stderr" ''
	same_environment before after
}
in_layers 'loading it twice prints nothing and changes nothing that a child sees' is_silent

starts_nothing() {
	require_strace
	copy dev 3590
	noting_program
	local bare lines=("$(loading_layer)" "$(prompting)" "$(calling use dev)" "$(prompting)" "$(before_command)" "$(calling use dev)")
	bare=$(processes_of :)
	equals "$(processes_of "${lines[@]}" "$(completing 'use d')" "$(calling off)" "$(prompting)" "$(prompting)")" "$bare"
	grep -qx dev got
	never_called
}
starts_nothing_here() {
	needs copies prompt tab
	starts_nothing
}
in_layers 'loading, warm use, prompts, Tab and off start no process' starts_nothing_here

keeps_its_state() {
	role a 3590
	role b 3590
	export AWS_REGION=mine
	in_layer "$(recording before)" "$(calling use a)" "$(calling use b)" "$(loading_layer)" "$(loading_layer)" \
		"$(calling use -)" "$(printing AWS_REGION SSOENV_PROFILE)" "$(calling off)" "$(recording after)"
	equals "$output" 'eu-west-1 a'
	equals "$stderr" ''
	same_environment before after
}
in_layers 'loaded again with a role, it keeps its state' keeps_its_state

exports_nothing() {
	role dev 3590
	in_layer "$(calling use dev)" "$(has prompt && prompting)" "$(recording after)"
	silent
	! tr '\0' '\n' <after | grep -i -e _ssoenv -e ^SSOENV_PROMPT= || fail 'something private is exported'
}
in_layers 'with a role, nothing private is exported' exports_nothing

# Every name in the layer's files that looks private is in the environment, with code for its value.
drops_what_it_inherits() {
	local name evil='a[$(touch PWNED)0]'
	role dev 3590
	for name in $(grep -rohE '\b_{1,2}ssoenv_[A-Za-z_]+' "$program_root/shell" | sort -u); do export "$name=$evil"; done
	export AWS_PROFILE=mine SSOENV_PROMPT=$evil SSOENV_REFRESH_WINDOW=$evil SSOENV_GUARD=dev SSOENV_GUARD_MINUTES=$evil
	in_layer "$(calling use -)" "$(printing_status)" "$(calling off)" "$(printing AWS_PROFILE)" "$(calling use dev)" \
		"$(printing AWS_PROFILE SSOENV_PROFILE)" "$(has prompt && prompting)" "$(recording during)" "$(calling off)" \
		"$(has prompt && prompting)" "$(printing AWS_PROFILE)"
	equals "$output" $'status=2\nmine\nunset dev\nmine'
	equals "$(uniq <<<"$stderr")" \
		$'ssoenv: there is no previous profile to return to\nssoenv: no profile is active in this shell'
	! tr '\0' '\n' <during | grep -E '^_+ssoenv' | grep -vF "=$evil" || fail 'private state is exported'
	nothing_ran
}
in_layers 'private state from the environment is dropped, and not run' drops_what_it_inherits

# The text that `ssoenv init` prints, and the file that `init --path` names.
works_as_text() {
	role dev 3590
	ssoenv init "$layer_name" >printed
	run_script "$1" "$(calling use dev)" "$(printing SSOENV_PROFILE)" "$(calling off)" "$(printing SSOENV_PROFILE)"
	equals "$output" $'dev\nunset'
	equals "$stderr" ''
}
works_as_printed() {
	case $shell in
		fish) works_as_text 'source <printed' ;;
		powershell) works_as_text 'Get-Content -Raw printed | Invoke-Expression' ;;
		*) works_as_text 'eval "$(cat printed)"' ;;
	esac
}
in_layers 'the output of init works as text' works_as_printed
works_from_its_path() {
	local file
	file=$(ssoenv init "$layer_name" --path)
	[ -f "$file" ] || fail "no such file: $file"
	case $shell in
		powershell) works_as_text "Import-Module $(quoted "$file")" ;;
		*) works_as_text ". $(quoted "$file")" ;;
	esac
}
in_layers 'the file that init --path names is the layer' works_from_its_path

## The program

# package: the layer and the program of a package of their own, in ./package.
package() {
	mkdir package
	cp -R "$program_root"/{package.json,shell,completions} package/
	mkdir package/dist
	printf '%s\n' '#!/bin/sh' 'echo "package $*"' >package/dist/cli.cjs
	chmod +x package/dist/cli.cjs
}
loading_package() { program_root=$PWD/package loading_layer; }

path_with() {
	mkdir -p "$1"
	printf '%s\n' '#!/bin/sh' "echo \"$1 \$*\"" >"$1/ssoenv"
	chmod +x "$1/ssoenv"
	PATH=$PWD/$1:$PATH
}

chooses_its_program() {
	package
	path_with onpath
	printf '#!/bin/sh\necho "setting $*"\n' >setting
	chmod +x setting
	run_script "$(loading_package)" "$(exporting SSOENV_BIN "$PWD/setting")" "$(calling list)" "$(unsetting SSOENV_BIN)" \
		"$(calling list)" 'rm package/dist/cli.cjs' "$(calling list)"
	equals "$stderr" ''
	# A file of a POSIX shell does not know where it is.
	has path || equals "$output" $'setting list\nonpath list\nonpath list'
	! has path || equals "$output" $'setting list\npackage list\nonpath list'
}
in_layers 'the program is SSOENV_BIN, else that of the package, else one on PATH' chooses_its_program

# without_node: code after which PATH has neither ssoenv nor node.
without_node() {
	local name
	mkdir -p bin
	for name in sh env cat od date printf; do ln -sf "$(type -P "$name")" "bin/$name"; done
	exporting PATH "$PWD/bin"
}

misses_the_program() {
	package
	rm package/dist/cli.cjs
	run_script "$(without_node)" "$(loading_package)" "$(calling use dev)" "$(printing_status)" "$(calling list)" "$(printing_status)"
	equals "$output" $'status=127\nstatus=127'
	equals "$(grep -c . <<<"$stderr")" 4
	matches "$stderr" '^ssoenv: found no ssoenv program( on PATH|: .*/cli.cjs no longer exists, and there is none on PATH)
ssoenv: hint: npm install --global ssoenv'
}
in_layers 'without a program there is one line, a hint, and status 127' misses_the_program

misses_the_setting() {
	export SSOENV_BIN=$'/nowhere/sso\e[31m\u00e4nv' LC_ALL=C.UTF-8
	in_layer "$(calling use dev)" "$(printing_status)" "$(calling list)" "$(printing_status)"
	equals "$output" $'status=127\nstatus=127'
	local said='ssoenv: found no program /nowhere/sso?[31mänv, which SSOENV_BIN names'
	equals "$stderr" "$said"$'\n'"$said"
}
# With `list` first, the layer has read no part that shows text.
shows_the_setting_safely() {
	local hidden=$'\xc2\x9b\xe2\x80\xae'
	export SSOENV_BIN=/nowhere/$hidden LC_ALL=$1
	in_layer "$(calling list)" "$(printing_status)" "$(calling use dev)" "$(printing_status)" "$(calling list)" "$(printing_status)"
	equals "$output" $'status=127\nstatus=127\nstatus=127'
	equals "$(tr -s '?' <<<"$stderr" | uniq -c | sed 's/^ *//')" '3 ssoenv: found no program /nowhere/?, which SSOENV_BIN names'
}
in_layers 'what SSOENV_BIN names does nothing to a terminal' shows_the_setting_safely C.UTF-8
in_layers 'nor does it in the C locale' shows_the_setting_safely C
in_layers 'a program that SSOENV_BIN names and that is not there is status 127' misses_the_setting

passes_what_protects() {
	unset SSOENV_SHELL_CACHE
	export SSOENV_BIN=printenv
	in_layer "$(setting SSOENV_KEEP 0)" "$(setting SSOENV_GUARD 'p* q')" "$(calling SSOENV_KEEP)" "$(calling SSOENV_GUARD)" \
		"$(calling SSOENV_SHELL_CACHE)" "$(printing_status)" 'printenv SSOENV_KEEP; true'
	equals "$output" $'0\np* q\nstatus=1'
	equals "$stderr" ''
}
in_each 'bash zsh sh fish' 'the program sees settings that protect, also if they are not exported' passes_what_protects
passes_what_is_readonly() {
	export SSOENV_BIN=printenv SSOENV_SHELL_CACHE=1
	in_layer "$(setting SSOENV_KEEP 0)" "$(setting SSOENV_GUARD 'p* q')" "$(freezing SSOENV_KEEP)" "$(freezing SSOENV_GUARD)" \
		"$(freezing SSOENV_SHELL_CACHE)" "$(calling SSOENV_KEEP)" "$(calling SSOENV_GUARD)" "$(calling SSOENV_SHELL_CACHE)" \
		"$(calling nothing)" "$(printing_status)" 'printenv SSOENV_KEEP || printenv SSOENV_GUARD || printenv SSOENV_SHELL_CACHE'
	equals "$output" $'0\np* q\n1\nstatus=1\n1'
	equals "$stderr" ''
}
in_each 'bash zsh sh' 'the program sees readonly settings that protect, and other programs do not' passes_what_is_readonly

misses_node() {
	not_in_single_file 'it needs no Node'
	mkdir bin
	ln -s "$program_root/dist/cli.cjs" bin/ssoenv
	run_script "$(without_node)" "$(loading_layer)" "$(calling use dev)" "$(printing_status)" "$(calling list)" "$(printing_status)"
	equals "$output" $'status=127\nstatus=127'
	equals "$(sort -u <<<"$stderr")" 'ssoenv: ssoenv needs Node.js, and there is no node on PATH'
}
in_layers 'without node there is one line and status 127' misses_node

outlives_its_package() {
	role dev 3590
	package
	run_script "$(recording before)" "$(loading_package)" "$(calling use dev)" 'rm -r package' "$(has prompt && prompting)" \
		"$(calling use dev)" "$(printing_status)" "$(calling off)" "$(printing_status)" "$(recording after)"
	equals "$output" $'status=0\nstatus=0'
	equals "$stderr" ''
	same_environment before after
}
in_layers 'a shell with a role goes on when its package is removed' outlives_its_package

says_that_it_is_gone() {
	package
	stand_in :
	run_script "$(loading_package)" 'rm -r package' "$(recording before)" "$(calling use dev)" "$(printing_status)" "$(recording after)"
	equals "$output" status=1
	matches "$stderr" '^ssoenv: [^[:space:]]+ no longer exists, so nothing was changed
ssoenv: hint: npm install --global ssoenv && exec [a-z]+$'
	same_environment before after
}
says_that_a_part_is_gone() {
	needs parts
	says_that_it_is_gone
}
in_layers 'a package that is removed before the first role is one line and a hint, and nothing changes' says_that_a_part_is_gone

## What is handed on

passes_through() {
	stand_in "printf '<%s>' \"\$@\"" 'echo' 'exit 9'
	in_layer "$(calling export 'a  b' '' '*' -- --yes $'x\ny' '$HOME' "it's" '\' '~' 007)" "$(printing_status)" "$(calling)" \
		"$(calling use --help)" "$(calling use dev --shell sh)" "$(calling off --shell=bash)" "$(calling off --help)"
	equals "$output" $'<export><a  b><><*><--><--yes><x\ny><$HOME><it\'s><\\><~><007>\nstatus=9\n<>\n<use><--help>\n<use><dev><--shell><sh>
<off><--shell=bash>\n<off><--help>'
	equals "$stderr" ''
}
in_layers 'every other command goes to the program, word for word, and its status comes back' passes_through

hands_words_on() {
	noting_program
	in_layer "$(calling use dev --region us-west-2 --yes)" "$(printing_status)" "$(calling use -- dev)" "$(calling use -- -dev)" \
		"$(calling use --no-login dev)"
	equals "$output" status=7
	equals "$(asked_for)" $'dev\ndev\n-dev\ndev'
	matches "$(sed -n 1p calls)" '--region us-west-2'
	matches "$(sed -n 3p calls)" '-- -dev$'
	matches "$(sed -n 4p calls)" '--no-login'
	[[ $(calls) != *--yes* ]] || fail 'the program does not know --yes'
}
in_layers 'use hands its options on, but for --yes, and what stands behind -- is a name' hands_words_on

takes_options_for_names() {
	noting_program
	in_layer "$(calling use -- --shell)" "$(printing_status)" "$(calling use -- --help)" "$(printing_status)"
	equals "$output" $'status=7\nstatus=7'
	equals "$(cut -d' ' -f1 calls)" $'shell-role\nshell-role'
}
in_layers 'an option of the program that stands behind -- is a name' takes_options_for_names
