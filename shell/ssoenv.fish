# ssoenv for fish 3.6 and newer: source this file, or put it in conf.d. What it does in the background and at each prompt, it
# does with builtins. Functions with --no-scope-shadowing work on the variables of the one that calls them.

# What a role changes, in the order in which everything below counts. The first four would win over the credentials.
set -gu __ssoenv_names AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION \
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION \
    AWS_REGION AWS_DEFAULT_REGION \
    AWS_SSO_PROFILE SSOENV_PROFILE SSOENV_ACCOUNT_ID SSOENV_ROLE_NAME SSOENV_REGION SSOENV_EXPIRES

# Private state, never exported; whatever the environment brought under these names is none of ours.
#   __ssoenv_was         what each global variable was before: absent, plain or exported; empty while no role is active
#   __ssoenv_value_NAME  and its value then, which may be a list
#   __ssoenv_ours        what we made of it: `=value`, or empty where we unset it
#   __ssoenv_met         the role that this shell inherited: its end and name, and its credentials
#   __ssoenv_last        the profile before this one, for `use -`
#   __ssoenv_until       when a guarded profile is left, in epoch seconds, and after how many minutes that is
#   __ssoenv_retry       before this time no other refresh is started
#   __ssoenv_told        the expiry that has been announced
#   __ssoenv_drawn       what the prompt text was made of, and from when to when it stays the same
for name in was ours met last until retry told drawn
    if not set -qg __ssoenv_$name; or set -qgx __ssoenv_$name
        set -gu __ssoenv_$name
    end
end
set -e name

## The clock

# fish has none, but it tells how old a file is: sets `clock` to when / was changed, and how many seconds ago that was.
function __ssoenv_clock --no-scope-shadowing
    set clock (builtin path mtime /) (builtin path mtime -R /)
end

# Sets `now`, in epoch seconds.
function __ssoenv_now --no-scope-shadowing
    set -l clock
    __ssoenv_clock
    set now (builtin math $clock[1] + $clock[2])
end

## Reading: sets `fields`

# Sets `folder` to where the copies are that the program keeps for us.
function __ssoenv_folder --no-scope-shadowing
    set folder $HOME/.cache/ssoenv/shell
    if builtin string match -q -- '/*' "$XDG_CACHE_HOME"
        set folder $XDG_CACHE_HOME/ssoenv/shell
    end
end

# True when `fields` were made from what this shell has, by the file FILE that is no older than its sources, nor than their
# folders: what is moved to the place of a source may be older still.
function __ssoenv_is_current --no-scope-shadowing
    set -l about '' '' ''
    set -q HOME; and set about[1] "=$HOME"
    set -q AWS_CONFIG_FILE; and set about[2] "=$AWS_CONFIG_FILE"
    set -q AWS_SHARED_CREDENTIALS_FILE; and set about[3] "=$AWS_SHARED_CREDENTIALS_FILE"
    builtin test "x$fields[2]" = "x$about[1]"
    and builtin test "x$fields[3]" = "x$about[2]"
    and builtin test "x$fields[4]" = "x$about[3]"
    and not builtin test "$fields[5]" -nt $argv[1]
    and not builtin test "$fields[6]" -nt $argv[1]
    and not builtin test (builtin path dirname -- "$fields[5]") -nt $argv[1]
    and not builtin test (builtin path dirname -- "$fields[6]") -nt $argv[1]
end

# True for what is a whole number of a sane size, with no leading 0.
function __ssoenv_is_number
    builtin string match -rq '^(?:0|[1-9][0-9]{0,10})\z' -- "$argv[1]"
end

# True for names that are the names of files as they stand; of other profiles there are no copies.
function __ssoenv_is_plain
    builtin test "x$SSOENV_SHELL_CACHE" != x0
    and builtin string match -rq '^[A-Za-z0-9_][A-Za-z0-9._@+=,-]*\z' -- "$argv[1]"
end

function __ssoenv_is_whole --no-scope-shadowing
    builtin test "x$fields[1]" = xssoenv1
    and builtin test "x$fields[16]" = xend
    and __ssoenv_is_number "$fields[7]"
end

# The copy for PROFILE, if it lasts for at least SECONDS from `now` on; else nothing.
function __ssoenv_load --no-scope-shadowing
    __ssoenv_is_plain "$argv[1]"; or return 1
    set -l folder
    __ssoenv_folder
    set -l file $folder/roles/$argv[1]
    builtin test -f $file -a ! -L $file -a -O $file -a -O $folder -a -r $file
    or return 1
    # The limit on reading may be anything here.
    set -l fish_read_limit 100000000
    builtin read -z -d \n -a fields <$file
    __ssoenv_is_whole
    and builtin test "x$fields[8]" = "x$argv[1]"
    and __ssoenv_is_current $file
    and builtin test (builtin math $fields[7] - $now) -ge $argv[2]
end

## The environment

# Only global variables are changed: a universal one belongs to every shell of this person.

# True when the variable with this index is as we left it.
function __ssoenv_is_ours
    set -q __ssoenv_ours[1]; or return 1
    set -l name $__ssoenv_names[$argv[1]]
    set -l state
    set -qg $name; and set state "=$$name"
    builtin test "x$state" = "x$__ssoenv_ours[$argv[1]]"
end

# The same for all of them, in one go; false where it is not so simple.
function __ssoenv_all_are_ours
    set -q __ssoenv_ours[1]
    and set -qg $__ssoenv_names[5..16]
    or return 1
    set -qg $__ssoenv_names[1..4]
    builtin test $status -eq 4
    or return 1
    set -l values =$AWS_ACCESS_KEY_ID =$AWS_SECRET_ACCESS_KEY =$AWS_SESSION_TOKEN =$AWS_CREDENTIAL_EXPIRATION \
        =$AWS_REGION =$AWS_DEFAULT_REGION =$AWS_SSO_PROFILE =$SSOENV_PROFILE \
        =$SSOENV_ACCOUNT_ID =$SSOENV_ROLE_NAME =$SSOENV_REGION =$SSOENV_EXPIRES
    builtin test "x$values" = "x$__ssoenv_ours[5..16]"
end

# Remembers whatever is not ours, to be given back by `off`.
function __ssoenv_save
    if not set -q __ssoenv_ours[1]
        set -qg $__ssoenv_names
        if builtin test $status -eq 16
            set -gu __ssoenv_was absent{,,,,,,,,,,,,,,,}
            return
        end
    else if __ssoenv_all_are_ours
        return
    end
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
        __ssoenv_is_ours $i; and continue
        set -l name $__ssoenv_names[$i]
        if not set -qg $name
            set -gu __ssoenv_was[$i] absent
            continue
        end
        if set -qgx $name
            set -gu __ssoenv_was[$i] exported
        else
            set -gu __ssoenv_was[$i] plain
        end
        set -gu __ssoenv_value_$name $$name
    end
end

# Makes a variable what it was.
function __ssoenv_give_back
    set -l name $__ssoenv_names[$argv[1]]
    set -l kept __ssoenv_value_$name
    switch $__ssoenv_was[$argv[1]]
        case absent
            set -eg $name
        case plain
            set -gu $name $$kept
        case '*'
            set -gx $name $$kept
    end
end

# Erasing a global variable reveals a universal one of that name, which children see where it is exported.
function __ssoenv_refuse_universal
    set -l found
    for name in $__ssoenv_names[1..4]
        set -qUx $name; and set -a found $name
    end
    set -q found[1]; or return 0
    builtin printf 'ssoenv: a universal variable would win over the credentials, so nothing was changed\n' >&2
    builtin printf 'ssoenv: hint: set -eU %s\n' $found >&2
    return 3
end

# Takes over `fields`, whole or not at all.
function __ssoenv_apply --no-scope-shadowing
    __ssoenv_refuse_universal
    or return
    __ssoenv_save
    set -eg $__ssoenv_names[1..4]
    if builtin test -n "$fields[13]"
        set -gx AWS_REGION $fields[13]
        set -gx AWS_DEFAULT_REGION $fields[13]
        set -gx SSOENV_REGION $fields[13]
    else
        # A region that an earlier profile brought goes with it; the person's own stays.
        for i in 9 10
            __ssoenv_is_ours $i; and __ssoenv_give_back $i
        end
        # So does one that was inherited with a role.
        set -q __ssoenv_ours[1]; or __ssoenv_drop_inherited_regions
        set -eg SSOENV_REGION
    end
    set -gx AWS_ACCESS_KEY_ID $fields[9]
    set -gx AWS_SECRET_ACCESS_KEY $fields[10]
    set -gx AWS_SESSION_TOKEN $fields[11]
    set -gx AWS_CREDENTIAL_EXPIRATION $fields[12]
    set -gx AWS_SSO_PROFILE $fields[8]
    set -gx SSOENV_PROFILE $fields[8]
    set -gx SSOENV_ACCOUNT_ID $fields[14]
    set -gx SSOENV_ROLE_NAME $fields[15]
    set -gx SSOENV_EXPIRES $fields[7]
    set -l regions '' '' ''
    set -qg AWS_REGION; and set regions[1] "=$AWS_REGION"
    set -qg AWS_DEFAULT_REGION; and set regions[2] "=$AWS_DEFAULT_REGION"
    set -qg SSOENV_REGION; and set regions[3] "=$SSOENV_REGION"
    set -gu __ssoenv_ours '' '' '' '' =$fields[9..12] $regions[1 2] =$fields[8] =$fields[8] =$fields[14] =$fields[15] $regions[3] =$fields[7]
    set -gu __ssoenv_told
    set -gu __ssoenv_drawn
    return 0
end

function __ssoenv_drop_inherited_regions
    builtin test -n "$SSOENV_REGION"; or return
    for name in AWS_REGION AWS_DEFAULT_REGION
        builtin test "x$$name" = "x$SSOENV_REGION"; and set -eg $name
    end
end

function __ssoenv_forget
    set -gu __ssoenv_was
    set -gu __ssoenv_ours
    set -gu __ssoenv_met
    set -gu __ssoenv_until
    set -gu __ssoenv_told
    set -gu __ssoenv_drawn
    set -eg __ssoenv_value_$__ssoenv_names
end

# Gives back what is still ours. In a shell that only inherited the role, its variables are unset.
function __ssoenv_off
    if not set -q __ssoenv_ours[1]; and not set -q SSOENV_PROFILE
        builtin printf 'ssoenv: no profile is active in this shell\n' >&2
        return 0
    end
    builtin test -n "$SSOENV_PROFILE"; and set -gu __ssoenv_last $SSOENV_PROFILE
    if set -q __ssoenv_ours[1]
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
            __ssoenv_is_ours $i; and __ssoenv_give_back $i
        end
    else
        __ssoenv_drop_inherited_regions
        set -eg $__ssoenv_names[5..8] $__ssoenv_names[11..16]
    end
    __ssoenv_forget
    set -gu SSOENV_PROMPT ''
    return 0
end

## Words for people

# Sets `shown` to a text that can do nothing to a terminal.
function __ssoenv_show --no-scope-shadowing
    set shown (builtin string replace -ar '[\x00-\x1f\x7f-\x9f]' '?' -- "$argv" | builtin string collect)
end

# Says which role this is now, and for how long, as the program tells it.
function __ssoenv_greet --no-scope-shadowing
    builtin test -t 2; or return 0
    set -l left (builtin math $fields[7] - $now)
    set -l where
    set -l shown
    if builtin test $left -lt 60
        set left "$left s"
    else if builtin test $left -lt 3600
        set left (builtin math -s0 $left / 60)" min"
    else
        set left (builtin math -s0 $left / 3600)" h "(builtin math -s0 $left % 3600 / 60)" min"
    end
    builtin test -n "$fields[13]"; and set where " in $fields[13]"
    __ssoenv_show "$fields[8]: $fields[15] of account $fields[14]$where, $left left"
    builtin printf 'ssoenv: %s\n' "$shown" >&2
end

## The production guard

# fish's own patterns know no sets, and lately no question mark.
function __ssoenv_is_guarded
    builtin test -n "$SSOENV_GUARD"; or return 1
    for pattern in (builtin string match -ar '\S+' -- "$SSOENV_GUARD")
        set -l expression
        for part in (builtin string match -ar '\[[!^]?\]?[^]]*\]|.' -- $pattern)
            if builtin test "x$part" = 'x*'
                set -a expression '.*'
            else if builtin test "x$part" = 'x?'
                set -a expression .
            else if builtin string match -rq '^\[.' -- $part
                set -a expression (builtin string replace -r '^\[!' '[^' -- $part | builtin string replace -a '\\' '\\\\')
            else
                set -a expression (builtin string escape --style=regex -- $part)
            end
        end
        builtin string match -rq -- '(?s)^'(builtin string join '' -- $expression)'\z' $argv[1]; and return 0
    end
    return 1
end

# May PROFILE be entered? Asks on a terminal where it is guarded. `read` of fish would be a line editor with its own prompt.
function __ssoenv_may_enter --no-scope-shadowing
    builtin test -n "$yes"; and return 0
    __ssoenv_is_guarded $argv[1]
    and builtin test -t 0
    and builtin test -t 2
    or return 0
    set -l shown
    __ssoenv_show $argv[1]
    builtin printf 'ssoenv: %s is guarded (SSOENV_GUARD); enter it? [y/N] ' "$shown" >&2
    command sh -c 'IFS= read -r answer || echo >&2; case $answer in [Yy] | [Yy][Ee][Ss]) exit 0 ;; esac; exit 1'
    and return 0
    builtin printf 'ssoenv: nothing was changed\n' >&2
    return 130
end

## The command

function __ssoenv_program
    if builtin test -n "$SSOENV_BIN"
        command $SSOENV_BIN $argv
    else
        command ssoenv $argv
    end
end

# ssoenv use [PROFILE | -] [OPTION ...]
function __ssoenv_use
    set -l fields
    set -l now
    set -l words
    set -l profile
    set -l yes
    set -l before $SSOENV_PROFILE
    for word in $argv
        switch $word
            case --yes
                set yes 1
            case --help -h --shell '--shell=*' --fields
                # Code and help are the program's own business.
                __ssoenv_program use $argv
                return
            case -
                if not set -q __ssoenv_last[1]
                    builtin printf 'ssoenv: there is no profile to go back to\n' >&2
                    return 2
                end
                set -a words $__ssoenv_last
            case '*'
                set -a words $word
        end
    end
    if builtin test (builtin count $words) -eq 1; and not builtin string match -q -- '-*' $words[1]
        set profile $words[1]
    end
    __ssoenv_now
    if builtin test -n "$profile"
        __ssoenv_may_enter $profile; or return
        set yes 1
    end
    if builtin test -z "$profile"; or not __ssoenv_load $profile 900
        __ssoenv_ask $words; or return
    end
    __ssoenv_may_enter $fields[8]; or return
    __ssoenv_apply; or return
    if builtin test -n "$before"; and builtin test "x$before" != "x$fields[8]"
        set -gu __ssoenv_last $before
    end
    set -gu __ssoenv_until
    if __ssoenv_is_number "$SSOENV_GUARD_MINUTES"; and __ssoenv_is_guarded $fields[8]
        set -gu __ssoenv_until (builtin math $now + $SSOENV_GUARD_MINUTES x 60) $SSOENV_GUARD_MINUTES
    end
    __ssoenv_greet
    return 0
end

# From the program.
function __ssoenv_ask --no-scope-shadowing
    set -l fish_read_limit 100000000
    set fields
    # Options first: behind a `--` of the person they would be names.
    __ssoenv_program use --shell fish --fields $argv | builtin read -z -d \n -a fields
    set -l statuses $pipestatus
    builtin test $statuses[1] -eq 0; or return $statuses[1]
    __ssoenv_is_whole; and return 0
    builtin printf 'ssoenv: the program gave an answer that this file does not understand\nssoenv: hint: exec fish\n' >&2
    return 1
end

function ssoenv --description 'Run this shell as a role of AWS IAM Identity Center'
    switch "$argv[1]"
        case use off
            if __ssoenv_is_captured
                __ssoenv_program $argv
                return
            end
            # Else every value would be on the screen while fish tells what it does.
            set -l fish_trace
            __ssoenv_run $argv
        case '*'
            __ssoenv_program $argv
    end
end

# Is code wanted, as in `eval (ssoenv use …)` and `ssoenv use … | source`? Where the standard output of the whole shell is no
# terminal, builtins cannot tell a pipe behind this command, and the answer is no: a function changes this very shell
# also there, and `source` of nothing keeps the status.
function __ssoenv_is_captured
    builtin status is-command-substitution; and return 0
    builtin test -t 1; and return 1
    builtin test -c /dev/stdout; and not builtin test /dev/stdout -ef /dev/null
    and command sh -c '[ -p /dev/fd/1 ]'
end

function __ssoenv_run
    # With an empty IFS fish does not split lines.
    set -l IFS \n
    if builtin test "$argv[1]" = use
        __ssoenv_use $argv[2..]
    else if set -q argv[2]
        __ssoenv_program $argv
    else
        __ssoenv_off
    end
end

## Before each prompt

# True while the role in this shell is the one that we put there.
function __ssoenv_is_untouched
    set -q __ssoenv_ours[1]; or return 1
    # The rivals of the credentials, the credentials, and what they are said to be.
    set -qg AWS_PROFILE; or set -qg AWS_DEFAULT_PROFILE; or set -qx AWS_PROFILE; or set -qx AWS_DEFAULT_PROFILE
    and return 1
    builtin test "=$AWS_ACCESS_KEY_ID =$AWS_SECRET_ACCESS_KEY =$AWS_SESSION_TOKEN =$SSOENV_PROFILE =$SSOENV_EXPIRES" = "$__ssoenv_ours[5 6 7 12 16]"
end

# True when this shell only inherited the role: from the shell above it, from tmux, from an editor. Credentials that have changed
# since it was met, while what they are said to be has not, are somebody's own.
function __ssoenv_is_inherited
    not set -q __ssoenv_ours[1]; and builtin test -z "$AWS_PROFILE$AWS_DEFAULT_PROFILE"
    or return 1
    set -l role "x$SSOENV_EXPIRES $SSOENV_PROFILE"
    set -l keys "x$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN"
    builtin test "$__ssoenv_met[1]" = "$role"; or set -gu __ssoenv_met "$role" "$keys"
    builtin test "$__ssoenv_met[2]" = "$keys"
end

# Takes what another shell, or the refresh in the background, has fetched in the meantime: the credentials, not the region.
# What the shell inherited stays inherited. Sets `left`.
function __ssoenv_renew --no-scope-shadowing
    set -l fields
    __ssoenv_load $SSOENV_PROFILE 1
    and builtin test $fields[7] -gt $SSOENV_EXPIRES
    and builtin test "x$fields[15]" = "x$SSOENV_ROLE_NAME"
    and builtin test "x$fields[14]" = "x$SSOENV_ACCOUNT_ID"
    or return 1
    set -gx AWS_ACCESS_KEY_ID $fields[9]
    set -gx AWS_SECRET_ACCESS_KEY $fields[10]
    set -gx AWS_SESSION_TOKEN $fields[11]
    set -gx AWS_CREDENTIAL_EXPIRATION $fields[12]
    set -gx SSOENV_EXPIRES $fields[7]
    set -q __ssoenv_ours[1]; and set -gu __ssoenv_ours[5 6 7 8 16] =$fields[9..12] =$fields[7]
    set -gu __ssoenv_told
    set -gu __ssoenv_drawn
    set left (builtin math $SSOENV_EXPIRES - $now)
end

# A process of its own that ends at once: no job, no message, and `$last_pid` stays what it was.
function __ssoenv_refresh --no-scope-shadowing
    __ssoenv_is_plain "$SSOENV_PROFILE"; or return
    set -q __ssoenv_retry[1]; and builtin test $now -lt $__ssoenv_retry; and return
    set -gu __ssoenv_retry (builtin math $now + 30)
    set -l program $SSOENV_BIN
    builtin test -n "$program"; or set program ssoenv
    command sh -c '"$@" </dev/null >/dev/null 2>&1 &' sh $program use --shell fish --fields --no-login $SSOENV_PROFILE 2>/dev/null
end

# Sets SSOENV_PROMPT to a text, in a colour.
function __ssoenv_draw
    set -l format '{profile} {left}'
    set -q SSOENV_PROMPT_FORMAT; and set format "$SSOENV_PROMPT_FORMAT"
    set -l out
    set -l shown
    __ssoenv_show $format
    for part in (builtin string match -ar '\{[^}]*\}|[^{]+|\{' -- $shown)
        switch $part
            case '{profile}'
                set -a out "$SSOENV_PROFILE"
            case '{account}'
                set -a out "$SSOENV_ACCOUNT_ID"
            case '{role}'
                set -a out "$SSOENV_ROLE_NAME"
            case '{region}'
                set -a out "$SSOENV_REGION"
            case '{left}'
                set -a out $argv[1]
            case '*'
                set -a out $part
        end
    end
    __ssoenv_show (builtin string join '' -- $out | builtin string collect)
    if builtin string match -rq '^[0-9;]+\z' -- "$argv[2]"; and builtin test -z "$NO_COLOR"
        set shown \e"[$argv[2]m$shown"\e'[0m'
    end
    set -gu SSOENV_PROMPT "$shown"
end

# The colour NAME of the settings, or DEFAULT. Empty means none.
function __ssoenv_colour
    set -q $argv[1]
    and builtin echo "$$argv[1]"
    or builtin echo $argv[2]
end

# True while nothing has changed since the prompt text was made, and the text would be the same. All of it is in one list:
# the time of /, the ages between which it holds, and the settings.
function __ssoenv_is_drawn --no-scope-shadowing
    set -q __ssoenv_drawn[1]
    and builtin test "x$clock[1]" = "x$__ssoenv_drawn[1]"
    and builtin test $clock[2] -ge $__ssoenv_drawn[2]
    and builtin test $clock[2] -le $__ssoenv_drawn[3]
    and builtin test "$settings" = "$__ssoenv_drawn[4]"
end

function __ssoenv_hook --on-event fish_prompt
    if builtin test -z "$SSOENV_EXPIRES"; or builtin test -z "$SSOENV_PROFILE"
        set -gu SSOENV_PROMPT ''
        return
    end
    set -l fish_trace
    set -l IFS \n
    set -l clock
    set -l settings "settings: $SSOENV_PROMPT_FORMAT $SSOENV_GUARD $SSOENV_COLOR_FRESH $SSOENV_COLOR_GUARD $NO_COLOR $SSOENV_REFRESH_WINDOW $SSOENV_ROLE_NAME $SSOENV_ACCOUNT_ID $SSOENV_REGION $SSOENV_PROFILE $SSOENV_EXPIRES"
    __ssoenv_clock
    if __ssoenv_is_drawn; and __ssoenv_is_untouched
        return
    end
    __ssoenv_at_prompt
end

function __ssoenv_at_prompt --no-scope-shadowing
    set -gu __ssoenv_drawn
    if not __ssoenv_is_number "$SSOENV_EXPIRES"
        __ssoenv_draw '[?]' (__ssoenv_colour SSOENV_COLOR_OVER 31)
        return
    end
    set -l now (builtin math $clock[1] + $clock[2])
    set -l left (builtin math $SSOENV_EXPIRES - $now)
    set -l window
    __ssoenv_window
    if set -q __ssoenv_until[1]; and builtin test $now -ge $__ssoenv_until[1]
        set -l shown
        __ssoenv_show $SSOENV_PROFILE
        builtin printf 'ssoenv: %s was left after %s min (SSOENV_GUARD_MINUTES)\n' "$shown" $__ssoenv_until[2] >&2
        __ssoenv_off
        return
    end
    if __ssoenv_is_untouched
        # The program renews what has less than 15 minutes left, so before that nothing would come of asking it.
        if __ssoenv_is_due; and not __ssoenv_renew; and builtin test $left -lt 900
            __ssoenv_refresh
        end
    else if __ssoenv_is_inherited
        __ssoenv_is_due; and __ssoenv_renew
    else
        __ssoenv_draw '[?]' (__ssoenv_colour SSOENV_COLOR_OVER 31)
        return
    end
    if builtin test $left -le 0
        __ssoenv_announce
        __ssoenv_draw expired (__ssoenv_colour SSOENV_COLOR_OVER 31)
        return
    end
    __ssoenv_draw_left
end

# Sets `window`: with fewer seconds left, other credentials are looked for.
function __ssoenv_window --no-scope-shadowing
    set window 900
    __ssoenv_is_number "$SSOENV_REFRESH_WINDOW"; and set window $SSOENV_REFRESH_WINDOW
end

function __ssoenv_is_due --no-scope-shadowing
    builtin test $left -lt $window; and builtin test "x$SSOENV_REFRESH" != x0
end

function __ssoenv_draw_left --no-scope-shadowing
    set -l colour (__ssoenv_colour SSOENV_COLOR_FRESH 32)
    builtin test $left -lt $window; and set colour (__ssoenv_colour SSOENV_COLOR_SOON 33)
    __ssoenv_is_guarded $SSOENV_PROFILE; and set colour (__ssoenv_colour SSOENV_COLOR_GUARD '1;37;41')
    set -l until_then (builtin math $left % 60)
    set -l text "$left"s
    if builtin test $left -ge 3600
        set text (builtin math -s0 $left / 3600)h(builtin math -s0 $left % 3600 / 60)m
    else if builtin test $left -ge 60
        set text (builtin math -s0 $left / 60)m
    end
    __ssoenv_draw $text "$colour"
    # Good for the rest of this minute, unless something else is due before.
    if builtin test $left -ge 60; and builtin test (builtin math $left - $until_then) -ge $window; and not set -q __ssoenv_until[1]
        set -gu __ssoenv_drawn $clock (builtin math $clock[2] + $until_then) "$settings"
    end
end

function __ssoenv_announce
    builtin test "x$__ssoenv_told" != "x$SSOENV_EXPIRES"; or return 0
    set -gu __ssoenv_told $SSOENV_EXPIRES
    set -l shown
    __ssoenv_show $SSOENV_PROFILE
    builtin printf 'ssoenv: the credentials of %s have expired\nssoenv: hint: ssoenv use %s\n' "$shown" "$shown" >&2
end

# A command may be typed long after its prompt was drawn.
function __ssoenv_before_command --on-event fish_preexec
    __ssoenv_is_number "$SSOENV_EXPIRES"; and builtin test -n "$SSOENV_PROFILE"; or return
    set -l fish_trace
    set -l IFS \n
    set -l now
    set -l window
    __ssoenv_now
    __ssoenv_window
    set -l left (builtin math $SSOENV_EXPIRES - $now)
    __ssoenv_is_due; or return
    if __ssoenv_is_untouched; or __ssoenv_is_inherited
        __ssoenv_renew
    end
end

# The completion lies beside this folder, unless a plugin manager has put it where fish looks anyway.
function __ssoenv_find_completion
    set -l file (builtin path resolve -- $argv)
    builtin string match -q -- '*/shell/ssoenv.fish' $file; or return
    set -l folder (builtin string replace -r 'shell/ssoenv\.fish\z' completions -- $file)
    contains -- $folder $fish_complete_path; or set -ga fish_complete_path $folder
end
__ssoenv_find_completion (builtin status filename)

# fisher tells so when it removes this file.
function __ssoenv_uninstall --on-event ssoenv_uninstall
    set -q __ssoenv_ours[1]; and __ssoenv_off
    set -l kept (set --names -g | builtin string match -r '^__ssoenv_.*')
    set -eg $kept SSOENV_PROMPT
    functions -e ssoenv (functions -an | builtin string match -r '^__ssoenv_.*')
end
