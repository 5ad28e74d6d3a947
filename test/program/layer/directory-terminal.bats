# The roles of folders in a shell that someone types into: however they come and go.

load ../support/support
load ../support/layer
load ../support/directory

prepare() {
	follow_folders
	allowed shop dev
}

# goes_about [WORD ...]: types `ways`, which tell the role under words that end in `-in` or `-out`, and so does each WORD.
goes_about() {
	local way word expected
	typed "${ways[@]}"
	for way in "${ways[@]}" "$@"; do
		[[ $way =~ ([a-z]+-(in|out)) ]] || continue
		word=${BASH_REMATCH[1]} expected='none none'
		[[ $word != *-in ]] || expected="dev $PWD/shop"
		grep -qF -- "$word $expected" <<<"$output" || fail "$word is $(grep -- "^$word " <<<"$output")"
	done
	hides 'is not allowed'
	never_called
}

goes_about_in_bash() {
	printf '%s\n' 'cd ../elsewhere' "$(telling script-in)" >script
	local autocd=('shopt -s autocd' 'shop/src' "$(telling autocd-in)" '../..' "$(telling autocdup-out)")
	[ -z "${OLD_SHELL-}" ] || autocd=() # bash 3.2 has none
	ways=('pushd shop' "$(telling pushd-in)" 'popd' "$(telling popd-out)" 'cd -' "$(telling back-in)" 'cd -' "$(telling forth-out)"
		"${autocd[@]}" "CDPATH=$PWD/shop" 'cd src'
		"$(telling cdpath-in)" 'CDPATH=' 'cd ../../elsewhere' "$(telling away-out)" 'cd ..' 'pushd +0; pushd shop/src/deep; pushd +1'
		"$(telling turned-out)" 'pushd' "$(telling turnedback-in)" 'cd ../../..' "( cd shop; $(telling sub-out) )"
		"cd shop && $(telling same-out)" "$(telling next-in)" "bash ../script")
	goes_about script-in
}
in_each bash 'ways in and out of a folder' goes_about_in_bash

goes_about_in_zsh() {
	ways=('pushd shop' "$(telling pushd-in)" 'popd' "$(telling popd-out)" 'cd -' "$(telling back-in)" 'cd -' "$(telling forth-out)"
		'setopt autocd autopushd cdablevars' 'shop/src' "$(telling autocd-in)" '../..' "$(telling autocd-out)" "cdpath=($PWD/shop)" 'cd src'
		"$(telling cdpath-in)" 'cdpath=()' 'cd ../../elsewhere' "$(telling away-out)" 'cd -1' "$(telling stack-in)" '..; ..'
		"$(telling dots-out)" "hash -d s=$PWD/shop" '~s' "$(telling named-in)" 'cd ..' "there=$PWD/shop" 'cd there' "$(telling variable-in)"
		'cd ..' "( cd shop; $(telling sub-out) )" "cd shop && $(telling same-out)" "$(telling next-in)" 'setopt chaselinks; cd ..'
		"$(telling chased-out)")
	goes_about
}
in_each zsh 'ways in and out of a folder' goes_about_in_zsh

goes_about_in_fish() {
	ways=('pushd shop' "$(telling pushd-in)" 'popd' "$(telling popd-out)" 'cd -' "$(telling back-in)" 'cd -' "$(telling back-out)"
		'prevd' "$(telling prevd-in)"
		'nextd' "$(telling nextd-out)" './shop/src/' "$(telling implicit-in)" '../..' "$(telling implicit-out)"
		"set -g CDPATH . $PWD/shop" 'cd src' "$(telling cdpath-in)" 'set -e CDPATH' 'cd ../../elsewhere' "$(telling away-out)" 'cd ..'
		"cd shop; and $(telling same-out)" "$(telling next-in)")
	goes_about
}
in_each fish 'ways in and out of a folder' goes_about_in_fish

goes_about_in_powershell() {
	ways=('Push-Location shop' "$(telling push-in)" 'Pop-Location' "$(telling pop-out)" 'cd -' "$(telling back-in)" 'Set-Location -'
		"$(telling back-out)" 'cd +' "$(telling forth-in)" 'cd Env:' "$(telling provider-in)" 'cd SSOENV:' "cd $PWD/elsewhere"
		"$(telling away-out)" "\$null = New-PSDrive s FileSystem $PWD/shop" 'cd s:/src' "$(telling drive-in)" "cd $PWD"
		"$(telling left-out)" 'cd shop/src/deep; cd ../..' "$(telling up-in)" 'cd ..' "Push-Location shop; $(telling same-out)"
		"$(telling next-in)" 'cd variable:' "Set-Location $PWD/elsewhere" "$(telling variable-out)")
	goes_about
}
in_each powershell 'ways in and out of a folder' goes_about_in_powershell

# As the shell integration of VS Code does. The role is taken while that reader waits for ours.
reads_each_line_once() {
	prompts='<([0-9]*)[^#>]*>#> '
	after_layer=('function prompt { "<$(1 + (Get-History -Count 1).Id) $SSOENV_PROMPT>#> " }'
		'$global:inner = $function:PSConsoleHostReadLine'
		'function PSConsoleHostReadLine { $line = & $global:inner; [IO.File]::AppendAllText("$env:HOME/seen", "$line`n"); $line }')
	typed 'cd shop' 'echo one' "cd $PWD" 'cd shop/src' 'echo two'
	equals "$(cat "$HOME/seen")" $'cd shop\necho one\ncd '"$PWD"$'\ncd shop/src\necho two\nexit'
	shows ' dev '
}
in_each powershell 'another reader of lines hears each line once where entering a folder takes a role' reads_each_line_once
