# For tests of the layers that follow folders: allowed files, made by hand, and ways to look.

# In `prepare`.
follow_folders() {
	export SSOENV_DIRECTORIES=1
	copy dev
	copy prod '' ASIAPROD
	records=$HOME/.cache/ssoenv/directories
	noting_program
	mkdir -p shop/src/deep elsewhere
}

# allowed FOLDER PROFILE [LINE]: the folder names the profile, and the person has allowed it, as `ssoenv allow` records it.
allowed() {
	mkdir -p "$1"
	printf '%s\n' "$2" ${3+"$3"} >"$1/.ssoenv"
	{
		printf '%s\n' ssoenv-directory1 allow "$(cd "$1" && pwd -P)" "=$2"
		cat "$1/.ssoenv"
	} >record
	keep_record "$1"
}
denied() {
	printf '%s\n' ssoenv-directory1 deny "$(cd "$1" && pwd -P)" >record
	keep_record "$1"
}
keep_record() {
	mkdir -p "$records"
	chmod 700 "$records"
	install -m 600 record "$records/$(encoded "$(cd "$1" && pwd -P)")"
	rm record
}

# going FOLDER ...: goes there, and comes to a prompt.
going() {
	local folder
	for folder; do
		case $shell in
			powershell) echo "Set-Location -LiteralPath $(quoted "$folder")" ;;
			*) echo "cd $(quoted "$folder")" ;;
		esac
		prompting
	done
}

# What is used, and for which folder.
showing_role() { printing SSOENV_PROFILE SSOENV_DIRECTORY; }

in_folders() { in_turn "${directory_shells-bash zsh fish powershell}" "$@"; }

# telling WORD: code that prints a line of the word, the profile and the folder, in every shell.
telling() { echo "sh -c 'echo \$0 \${SSOENV_PROFILE-none} \${SSOENV_DIRECTORY-none}' $1"; }
