# SSOENV_GUARD asks before a role that matters, and SSOENV_GUARD_MINUTES leaves it.

load ../support/support
load ../support/layer

asks() {
	role prod
	role dev
	export SSOENV_GUARD='x* *prod*'
	prompts='([0-9]*)#> |N\] '
	typed "$(calling use prod)" n "$(printing_status)" "$(printing SSOENV_PROFILE)" "$(calling use prod)" y "$(printing SSOENV_PROFILE)" \
		"$(calling off)" "$(calling use --yes prod)" "$(printing SSOENV_PROFILE)" "$(calling use dev)" "$(printing SSOENV_PROFILE)"
	shows 'ssoenv: prod is guarded (SSOENV_GUARD); use it? [y/N] '
	shows 'ssoenv: nothing was changed'
	shows status=130
	equals "$(grep -o 'is guarded' <<<"$output" | grep -c .)" 2
	equals "$(grep -xE 'unset|prod|dev' <<<"$output" | tr '\n' ' ')" 'unset prod prod dev '
}
in_layers 'on a terminal a guarded profile asks: no is status 130 and changes nothing, --yes asks nothing' asks

asks_nothing() {
	role prod
	export SSOENV_GUARD='*'
	in_layer "$(calling use prod)" "$(printing_status)" "$(printing SSOENV_PROFILE)"
	equals "$output" $'status=0\nprod'
	equals "$stderr" ''
}
in_layers 'without a terminal a guarded profile asks nothing' asks_nothing

# The prompt shows which names a list of patterns guards.
knows_patterns() {
	needs prompt
	local pair list steps=() expected='' guarded='*prod*:a-prod-b p?od:prod p[rx]od:pxod p[!r]od:pxod a.c:a.c [a-c]1:b1 x,*prod:prod'
	local free='prod:prod2 p?od:pod p[!r]od:prod a.c:abc'
	unset NO_COLOR
	export TERM=xterm SSOENV_COLOR_GUARD=7 SSOENV_COLOR_FRESH=32
	for pair in $guarded $free; do
		copy "${pair#*:}"
		list=${pair%:*}
		steps+=("$(exporting SSOENV_GUARD "${list/,/ }")" "$(calling use "${pair#*:}")" "$(prompting)" "$(showing_drawn)")
	done
	in_layer "${steps[@]}"
	for pair in $guarded; do expected+="${pair#*:} 7"$'\n'; done
	for pair in $free; do expected+="${pair#*:} 32"$'\n'; done
	equals "$(sed -E $'s/^drawn=<\e\\[([0-9]+)m([^ ]+) .*/\\2 \\1/' <<<"$output")" \
		"${expected%$'\n'}"
	equals "$stderr" ''
}
in_layers 'patterns are those of the shells: *, ?, [a-c], [!a]; one list, split at blanks' knows_patterns

# Each line has a pattern, the names that it guards, and behind `|` those that it does not guard. All agree with `case` of bash.
patterns='* dev |
[[:lower:]]* dev | Dev
[[:upper:]]* Dev | dev
[![:lower:]]* Dev | dev
[[:alpha:][:digit:]]x ax 7x | -x
[[:digit:]_-]x -x _x 5x | ax
[[:xdigit:]][[:alnum:]] Fz | gz f-
[[:punct:]]x -x | ax
[[:graph:]][[:print:]] a- |
[[:cntrl:]]x | ax
[a-c]x bx | Bx -x dx
[a-c0-9]x 5x bx | dx
[-a]x -x ax | bx
[a-]x -x ax | bx
[!-a]x bx | -x ax
[--/]x .x -x /x | ax
[]a]x ]x ax | bx
[!!]x ax | !x
[a!]x !x ax | bx
[a^]x ^x ax | bx
[!^]x ax | ^x
[[a]x [x ax | bx
[a[]x [x ax | bx
[a&&b]x &x ax bx | cx
a] a] | a
a.c a.c | abc
^a$ ^a$ | a
**b*c b-bc axbxc | bca
PROD PROD | prod PRODS'
# What POSIX leaves open or few people write, and characters of more than one byte.
patterns_of_bash='[^[:lower:]]* Dev | dev
[^]a]x bx | ]x ax
[!]a]x bx | ]x ax
[^^]x ax | ^x
[]-a]x _x ]x ax | bx
[a-c-e]x -x bx ex | dx
[[:lower:]-z]x -x zx | Zx
[[=a=]]x ax | bx
[[.-.]]x -x | ax
[[.a.]-c]x bx | dx
[[:lower:] [: | a [a
[a [a | a
[a* [abc | abc
[!a [!a | b
[] [] | ]
[!] [!] | a
x[ x[ | x
[ [ | a
\* * | dev
\? ? | a
\[a] [a] | a
a\b ab | a\b
a\\b a\b | ab
[\]]x ]x | \x
[a\]b]x ]x ax bx | \x
[\!a]x !x ax | bx
[a\-c]x -x ax | bx
[\\]x \x | ax
[\d]x dx | 5x
a+(b) a+(b) | aab
{a,b} {a,b} | a
$(id) $(id) | a
? a é 😀 | aa
p?d p😀d péd | pd
[é😀]x éx 😀x | ex
[!é😀]x ex | éx 😀x
[à-ü]x éx | ex
[[:alpha:]]x éx | 😀x
[[:upper:]]x Éx | éx'

guards_as_listed() { # PATTERN LINES
	local pattern names guarded free name lines=()
	export LC_ALL=C.UTF-8
	while read -r pattern names; do
		lines+=("$(exporting SSOENV_GUARD "no-$pattern $pattern")")
		read -ra guarded <<<"${names%|*}"
		read -ra free <<<"${names##*|}"
		for name in "${guarded[@]}"; do
			lines+=("$(guarding "$name")")
			echo "guarded=0 $pattern $name" >>expected
		done
		for name in "${free[@]}"; do
			lines+=("$(guarding "$name")")
			echo "guarded=1 $pattern $name" >>expected
		done
	done <<<"$1"
	in_layer "${lines[@]}" >/dev/null 2>&1
	equals "$stderr" ''
	paste -d ' ' <(printf '%s\n' "$output") <(cut -d ' ' -f 2- expected) >got
	diff expected got
	nothing_ran
}
in_layers 'sets and classes in a pattern mean what they mean to bash' guards_as_listed "$patterns"
guards_like_bash() {
	needs patterns
	guards_as_listed "$patterns_of_bash"
}
in_layers 'escapes, sets without an end and odd characters in a pattern mean what they mean to bash' guards_like_bash

# An answer that is asked for in vain is better than a role that is taken without a question.
guards_in_doubt() {
	needs doubt
	guards_as_listed $'[z-a]* zed b |\n[[:nope:]]* dev |\n[[.nope.]] dev |\n[a-[:digit:]]* dev |'
}
in_layers 'a pattern that cannot be understood guards every name' guards_in_doubt

splits_the_list() {
	local blank lines=()
	for blank in ' ' $'\t' $'\n' $'\v' $'\f' $'\r'; do
		lines+=("$(exporting SSOENV_GUARD "prod$blank${blank}live")" "$(guarding prod)" "$(guarding live)" "$(guarding '')")
	done
	in_layer "${lines[@]}"
	equals "$output" "$(for blank in 1 2 3 4 5 6; do printf 'guarded=%s\n' 0 0 1; done)"
}
in_layers 'a list of patterns is split at any blank' splits_the_list

leaves_by_itself() {
	needs prompt
	role prod
	role dev
	export SSOENV_GUARD=prod SSOENV_GUARD_MINUTES=0 AWS_REGION=before
	in_layer "$(calling use prod)" "$(printing SSOENV_PROFILE)" "$(prompting)" "$(showing_prompt)" \
		"$(printing SSOENV_PROFILE AWS_ACCESS_KEY_ID AWS_REGION)" "$(prompting)" "$(calling use dev)" "$(prompting)" \
		"$(printing SSOENV_PROFILE)"
	equals "$output" $'prod\nprompt=<>\nunset unset before\ndev'
	equals "$stderr" 'ssoenv: dropped the role of prod after 0 min (SSOENV_GUARD_MINUTES)'
}
in_layers 'a guarded role is left at the first prompt after its minutes, once' leaves_by_itself

waits_for_its_minutes() {
	needs prompt clock
	role prod
	export SSOENV_GUARD=prod SSOENV_GUARD_MINUTES=5
	in_layer "$(calling use prod)" "$(passing 290)" "$(prompting)" "$(printing SSOENV_PROFILE)" "$(passing 302)" "$(prompting)" \
		"$(printing SSOENV_PROFILE)"
	equals "$output" $'prod\nunset'
	equals "$stderr" 'ssoenv: dropped the role of prod after 5 min (SSOENV_GUARD_MINUTES)'
}
in_layers 'a guarded role stays for its minutes' waits_for_its_minutes

ignores_odd_minutes() {
	needs prompt
	role prod
	export SSOENV_GUARD=prod
	local value steps=()
	for value in 'a[$(touch PWNED)0]' '$(touch PWNED)' 08 -1 1e2 99999999999999999999 '1 + 1' 0x0 ''; do
		steps+=("$(exporting SSOENV_GUARD_MINUTES "$value")" "$(calling use prod)" "$(prompting)" "$(before_command)" \
			"$(printing SSOENV_PROFILE)")
	done
	in_layer "${steps[@]}"
	equals "$(sort -u <<<"$output")" prod
	equals "$stderr" ''
	nothing_ran
}
in_layers 'minutes that are not a number leave nothing, and are not run' ignores_odd_minutes

guards_odd_names() {
	role 'team/prod x'
	role "-prod"
	export SSOENV_GUARD='team/* -p*'
	prompts='([0-9]*)#> |N\] '
	typed "$(calling use 'team/prod x')" n "$(calling use -- -prod)" n "$(printing SSOENV_PROFILE)"
	shows 'ssoenv: team/prod x is guarded'
	shows 'ssoenv: -prod is guarded'
	has_line unset
}
in_layers 'a guarded name of any kind asks' guards_odd_names
