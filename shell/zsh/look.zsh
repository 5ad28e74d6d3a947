# Looks for the `.ssoenv` of a folder, for people whose folders choose roles.
# shellcheck disable=all # zsh, which it cannot read: `zsh -n` does

#   _ssoenv_place    the folder in which a file was looked for last; empty to do it again
#   _ssoenv_near     the file that was found then
#   _ssoenv_waiting  for the file, while its role is fetched: the profile, the folder, since when, and 1 after a failure was told
#   _ssoenv_directory_magic  the first line of a record, once the part `directory` has been read
typeset -ga _ssoenv_place _ssoenv_near _ssoenv_waiting _ssoenv_directory_magic

# Looks for a file after PWD has changed. True if there is a role then.
function _ssoenv_look_here {
	[[ $PWD == "$_ssoenv_place" ]] || _ssoenv_look_around
	[[ -n ${SSOENV_EXPIRES-} && -n ${SSOENV_PROFILE-} ]]
}

# Finds the nearest file. A folder of that name is another program's.
function _ssoenv_look_around {
	local folder=$PWD file=''
	[[ $SSOENV_DIRECTORIES == 1 && $folder == /* ]] || return 0
	until [[ -e $folder/.ssoenv && ! -d $folder/.ssoenv ]]; do
		[[ -n $folder ]] || { folder=-; break }
		folder=${folder%/*}
	done
	[[ $folder == - ]] || file=$folder/.ssoenv
	# Below the same file as before, or neither there nor here below one.
	if [[ $file == "$_ssoenv_near" && -z $_ssoenv_waiting && ( -n $file || -z ${SSOENV_DIRECTORY+x} ) ]]; then
		_ssoenv_place=("$PWD")
	elif [[ -n $_ssoenv_directory_magic ]] || _ssoenv_read_parts directory; then
		_ssoenv_follow "$file"
	fi
}
