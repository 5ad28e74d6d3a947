# Which copies the launcher takes: whole, own, current and fresh ones. It leaves all others to the program.

load ../support/launcher

prepare() { prepare_launcher; }

# spoil LINE: what this line of bash does to the files or the environment makes the launcher leave the answer to the program.
spoil() (
	eval "$1"
	as_program || fail "after: $1"
)

# Puts the files back as they were.
restore() {
	rm -rf "$copies" "${copies%/*}/notes" "$HOME/.aws/credentials"
	cp -a "$BATS_TEST_TMPDIR/kept" "$copies"
	touch -d '1 day ago' "$config_file" "$HOME/.aws"
}

keep() { cp -a "$copies" "$BATS_TEST_TMPDIR/kept"; }

spoiled='
rm "$copy"
rm "$until"
: >"$copy"
: >"$until"
sed -i "1s/.*/ssoenv3/" "$copy"; date_copy
sed -i "\$d" "$copy"; date_copy
echo >>"$copy"; date_copy
printf x >>"$copy"; date_copy
sed -i "\$d" "$copy"; printf end >>"$copy"; date_copy
sed -i "9s/.*/=x/" "$copy"; date_copy
sed -i "12s/=//" "$copy"; date_copy
sed -i "13s/.*/=/" "$copy"; date_copy
sed -i "13s/.*/=a b/" "$copy"; date_copy
sed -i "13s/.*/=a=b/" "$copy"; date_copy
sed -i "13s/.*/==ab/" "$copy"; date_copy
sed -i "14s/.*/=\$(touch pwned)/" "$copy"; date_copy
sed -i "14s/.*/=\x27;touch pwned;\x27/" "$copy"; date_copy
sed -i "14s/.*/=é/" "$copy"; date_copy
sed -i "14s/\$/\r/" "$copy"; date_copy
sed -i "s/^=dev\$/=other/" "$copy"; date_copy
sed -i "16s/.*/=other-1/" "$copy"; date_copy
sed -i "24s/.*/=https:\/\/x/" "$copy"; date_copy
sed -i "s/^=$end\$/=1$end/" "$copy"; date_copy
echo $((end + 1)) >"$until"; touch -d "@$((end - 900))" "$until"
echo "$end x" >"$until"; touch -d "@$((end - 900))" "$until"
echo "0x10" >"$until"; touch -d "@$((end - 900))" "$until"
touch -d "1 hour ago" "$until"
touch "$until"
touch -d "2 days ago" "$copy"
touch "$config_file"
touch "$HOME/.aws"
touch "$HOME/.aws/credentials"
mv "$copy" "$copies/elsewhere"; ln -s "$copies/elsewhere" "$copy"
mv "$until" "$copies/elsewhere"; ln -s "$copies/elsewhere" "$until"
mv "$copies/roles" "$copies/elsewhere"; ln -s "$copies/elsewhere" "$copies/roles"
mv "$copies/until" "$copies/elsewhere"; ln -s "$copies/elsewhere" "$copies/until"
rm "$copy"; mkdir "$copy"
rm "$until"; mkfifo "$until"
note_clock
export AWS_CONFIG_FILE=~/.aws/config
export AWS_SHARED_CREDENTIALS_FILE=
export SSOENV_ROLE_SESSION_NAME=me
export SSOENV_SHELL_CACHE=0
export NODE_OPTIONS=--trace-warnings
export SSOENV_DEBUG=1
export _AWS_CLI_PROFILE_CHAIN=dev
export SSOENV_ENDPOINT_URL=
export XDG_CACHE_HOME=$PWD
export HOME=relative
unset HOME
'

note_clock() {
	mkdir -p "${copies%/*}/notes"
	touch "${copies%/*}/notes/$(printf clock | sha1sum | cut -c1-40).json"
}

# An edit replaces the file.
date_copy() { touch -d '1 hour ago' "$copy"; }

refuses_all() {
	local line
	while IFS= read -r line; do
		[ -n "$line" ] || continue
		as_launcher || return
		spoil "$line" || return
		restore
	done <<<"$spoiled"
	[ ! -e pwned ]
}

@test "a wrong, cut, stale, linked or re-dated copy, and an unusual environment, are the program's" {
	keep
	in_each_sh refuses_all
}

owned_by_other() {
	chown 12345 "$1"
	as_program || fail "with another owner of $1"
	chown "$(id -u)" "$1"
}

refuses_foreign() {
	local one
	for one in "$copy" "$until" "$copies/roles" "$copies/until" "$copies"; do owned_by_other "$one" || return; done
	as_launcher
}

@test "a copy of another user is the program's" {
	[ "$(id -u)" = 0 ] || skip 'ONLY ROOT can give files away: nothing is proved about owners'
	in_each_sh refuses_foreign
}

# in_namespace LINE: runs a line where /proc is what the test makes of it.
in_namespace() { unshare --mount --pid --fork bash -c "mount --make-rprivate /; $1" bash "${sh[@]}" "$answers" export dev; }

with_other_proc() {
	local proc expected
	for proc in ':' 'mount -t tmpfs none /proc' 'mount -t tmpfs none /proc; mkdir -p /proc/self/fdinfo; touch /proc/self/fdinfo/8' \
		'mount -t proc none /proc' 'mount -t tmpfs none /proc; cp -r . /proc/1; ln -s 1 /proc/self'; do
		restore
		matches "$(in_namespace "$proc; \"\$@\"")" ASIACACHED || return
		# An hour later.
		echo $((end - 7200)) >"$until"
		sed -i "s/^=$end\$/=$((end - 7200))/" "$copy"
		touch -d "@$((end - 8100))" "$until"
		date_copy
		equals "$(in_namespace "$proc; \"\$@\"")" 'program export dev' || fail "$proc"
	done
}

@test "without /proc, and with an empty or a foreign one, it knows the time too" {
	unshare --mount --pid --fork true 2>/dev/null || skip 'NO NAMESPACE can be made here: nothing is proved about /proc'
	keep
	in_each_sh with_other_proc
	restore
}

# The file ended after another program had become known to /proc, and before it became the launcher.
remembered() {
	restore
	bash -c 'ls -l /proc/$$/fdinfo /proc/$$/fd >/dev/null; cat /proc/$$/stat >/dev/null
		touch "$1"; shift
		until [ "$(date +%s%N)" -gt "$(($(stat -c %.Y "$until" | tr -d .) + 50000000))" ]; do :; done
		exec "$@"' bash "$until" "${sh[@]}" "$answers" export dev >said
	equals "$(cat said)" 'program export dev'
}

@test "what /proc remembers of the program before it is not the time" {
	keep
	export until
	in_each_sh remembered
}

inherited() {
	restore
	matches "$("${sh[@]}" "$answers" export dev 8</dev/null)" ASIACACHED || return
	touch -d '1 hour ago' "$until"
	sed -i "s/^=$end\$/=$((end - 7200))/" "$copy"
	echo $((end - 7200)) >"$until"
	date_copy
	equals "$("${sh[@]}" "$answers" export dev 8</dev/null)" 'program export dev'
}

@test "an open descriptor of that number is left alone" {
	keep
	in_each_sh inherited
	restore
	equals "$("$answers" exec dev -- cat /dev/fd/8 8<<<mine)" mine
}

# The file says that the role is fresh, and the clock of the shell says that it has ended.
later() {
	restore
	echo $((end - 7200)) >"$until"
	sed -i "s/^=$end\$/=$((end - 7200))/" "$copy"
	date_copy
	touch -d '1 hour' "$until"
	as_program
}

@test "where the shell has a clock, a later date of the file is not believed" {
	keep
	local one sh
	for one in bash busybox mksh ksh93 zsh; do
		use_sh "$one" || continue
		later || fail "in $one"
	done
}
