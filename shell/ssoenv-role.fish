# The rest of ssoenv.fish: a role is taken, kept fresh, shown and given back. Functions with --no-scope-shadowing work on the
# variables of the one that calls them. What happens all day takes few commands, and fewer substitutions: of these each is as dear
# as ten others, for a thread of fish collects what comes out.

# What a role changes, in the order in which everything below counts. The first four would win over the credentials.
set -gu __ssoenv_names AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN AWS_SESSION_EXPIRATION \
    AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION \
    AWS_REGION AWS_DEFAULT_REGION \
    AWS_SSO_PROFILE SSOENV_PROFILE SSOENV_ACCOUNT_ID SSOENV_ROLE_NAME SSOENV_REGION SSOENV_EXPIRES

## The clock

# fish has none, but it tells how old a file is: sets `clock` to when / was changed, and how many seconds ago that was. It takes a
# substitution to get at that, so between two changes of the prompt text `clock` is when the system started, and for how long it
# is up, which some systems tell in a file. That is not the time of day, which may be set meanwhile: who needs that calls the other.
function __ssoenv_clock --no-scope-shadowing
    set -q __ssoenv_booted[1]
    and builtin read -l -d . up rest </proc/uptime
    and set clock $__ssoenv_booted $up
    and return
    set -l IFS \n
    set clock (builtin path mtime /; builtin path mtime -R /)
end

function __ssoenv_time_of_day --no-scope-shadowing
    set -eg __ssoenv_booted
    __ssoenv_clock
end

# Sets `now` as well, in epoch seconds.
function __ssoenv_now --no-scope-shadowing
    __ssoenv_time_of_day
    set now (builtin math $clock[1] + $clock[2])
end

## Reading: sets `fields`

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
    builtin test "x$fields[1] $fields[16]" = 'xssoenv1 end'
    and __ssoenv_is_number "$fields[7]"
end

# The copy for PROFILE, if it lasts for at least SECONDS; else nothing. Sets `clock`, where that is empty.
function __ssoenv_load --no-scope-shadowing
    builtin string match -rq '^[A-Za-z0-9_][A-Za-z0-9._@+=,-]*\z' -- "$argv[1]"; or return
    set -l folder $HOME/.cache/ssoenv/shell
    builtin string match -q -- '/*' "$XDG_CACHE_HOME"; and set folder $XDG_CACHE_HOME/ssoenv/shell
    set -l file $folder/roles/$argv[1]
    builtin test "x$SSOENV_SHELL_CACHE" != x0 -a -f $file -a ! -L $file -a -O $file -a -O $folder -a -r $file
    or return
    # The limit on reading may be anything here.
    set -l fish_read_limit 100000000
    builtin read -z -d \n -a fields <$file
    # It is whole, of this profile, and made from what this shell has: nothing stands here for a variable that is not there.
    set -l home =$HOME
    set -l config =$AWS_CONFIG_FILE
    set -l credentials =$AWS_SHARED_CREDENTIALS_FILE
    builtin test "x$fields[1 16 8]" = "xssoenv1 end $argv[1]" \
        -a "x$fields[2]" = "x$home" -a "x$fields[3]" = "x$config" -a "x$fields[4]" = "x$credentials"
    # It is no older than its sources, nor than their folders: what is moved to the place of a source may be older still.
    and builtin string match -rq '^(?<config>/.*/|/).*\n(?<credentials>/.*/|/).*\n(?:0|[1-9][0-9]{0,10})\z' -- $fields[5]\n$fields[6]\n$fields[7]
    and builtin test ! $fields[5] -nt $file -a ! $fields[6] -nt $file -a ! $config -nt $file -a ! $credentials -nt $file
    or return
    set -q clock[1]; or __ssoenv_time_of_day
    set -l until
    if not builtin string match -rq "^$fields[7] $argv[2] $clock[1] (?<until>\S+)" -- $__ssoenv_limits
        set until (builtin math $fields[7] - $argv[2] - $clock[1])
        set -gu __ssoenv_limits "$fields[7] $argv[2] $clock[1] $until" $__ssoenv_limits[1..9]
    end
    builtin test $clock[2] -le $until
end

## The environment

# Only global variables are changed: a universal one belongs to every shell of this person.

# True when the variable with this index is as we left it. One that is there and empty is none of ours, where ours may be absent.
function __ssoenv_is_ours
    set -q __ssoenv_ours[1]; or return 1
    set -l name $__ssoenv_names[$argv[1]]
    set -qg $name
    and builtin test "x$$name" = x
    and builtin contains -- $argv[1] 1 2 3 4 9 10 15
    and return 1
    set -l value
    set -qg $name; and set value "$$name"
    builtin test "x$value" = "x$__ssoenv_ours[$argv[1]]"
end

# The same for all of them, in one go.
function __ssoenv_all_are_ours
    set -q __ssoenv_ours[1]; or return
    set -qg $__ssoenv_names[5..16]
    set -l absent $status
    set -qg $__ssoenv_names[1..4]
    builtin test "$status $absent" = "4 $__ssoenv_ours[17]" -a "x$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN $AWS_CREDENTIAL_EXPIRATION $AWS_REGION $AWS_DEFAULT_REGION $AWS_SSO_PROFILE $SSOENV_PROFILE $SSOENV_ACCOUNT_ID $SSOENV_ROLE_NAME $SSOENV_REGION $SSOENV_EXPIRES" = "x$__ssoenv_ours[5..16]"
end

# Remembers whatever is not ours, to be given back by `off`.
function __ssoenv_save
    if not set -q __ssoenv_ours[1]
        set -qg $__ssoenv_names
        if builtin test $status -eq 16
            set -gu __ssoenv_was absent{,,,,,,,,,,,,,,,}
            return
        end
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
    builtin printf 'ssoenv: a universal variable would override the credentials, so nothing was changed\n' >&2
    builtin printf 'ssoenv: hint: set -eU %s\n' $found >&2
    return 3
end

# Takes over `fields`, whole or not at all.
function __ssoenv_apply --no-scope-shadowing
    set -qUx $__ssoenv_names[1..4]
    builtin test $status -eq 4; or __ssoenv_refuse_universal; or return
    if not __ssoenv_all_are_ours
        __ssoenv_save
        set -eg $__ssoenv_names[1..4]
    end
    builtin test "x$SSOENV_PROFILE" != x -a "x$SSOENV_PROFILE" != "x$fields[8]"
    and set -gu __ssoenv_last $SSOENV_PROFILE
    set -l ours '' '' '' '' $fields[9 10 11 12 13 13 8 8 14 15 13 7] 0
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
        set -qg AWS_REGION; and set ours[9] "$AWS_REGION"
        set -qg AWS_DEFAULT_REGION; and set ours[10] "$AWS_DEFAULT_REGION"
        set -qg AWS_REGION AWS_DEFAULT_REGION SSOENV_REGION
        set ours[17] $status
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
    set -gu __ssoenv_ours $ours
    set -eg __ssoenv_told __ssoenv_drawn __ssoenv_until
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

# What a terminal must not be shown, from src/core/text/printable.ts, and what fish makes of bytes that are no characters: begin
set -gu __ssoenv_hidden '\x{0}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{34f}\x{600}-\x{605}\x{61c}\x{6dd}\x{70f}\x{890}-\x{891}\x{8e2}\x{115f}-\x{1160}\x{17b4}-\x{17b5}\x{180b}-\x{180f}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{3164}\x{fe00}-\x{fe0f}\x{feff}\x{ffa0}\x{fff0}-\x{fffb}\x{110bd}\x{110cd}\x{13430}-\x{1343f}\x{1bca0}-\x{1bca3}\x{1d173}-\x{1d17a}\x{e0000}-\x{e0fff}\x{f600}-\x{f6ff}'
# end

# Sets `shown` to a text that can do nothing to a terminal.
function __ssoenv_show --no-scope-shadowing
    set shown "$argv"
    builtin string match -rq '^[ -~]*\z' -- "$shown"; and return
    # Outside of UTF-8, ASCII is what all terminals have. In it, fish takes longer codes than there are characters.
    set -l IFS \n
    set -l locale (builtin string match -r '.+' -- "$LC_ALL" "$LC_CTYPE" "$LANG")
    set -l hides "[$__ssoenv_hidden]|[^\x{0}-\x{10ffff}]"
    builtin string match -riq 'utf-?8' -- "$locale[1]"; or set hides '[^ -~]'
    set shown (builtin string replace -ar $hides '?' -- "$shown" | builtin string collect)
end

# Says which role this is now, and for how long, as the program tells it.
function __ssoenv_greet --no-scope-shadowing
    set -l IFS \n
    set -l where
    set -l shown
    set -q clock[1]; or __ssoenv_time_of_day
    set -l left "$fields[7] - $clock[1] - $clock[2]"
    set left (builtin math $left; builtin math -s0 "($left) / 60"; builtin math -s0 "($left) / 3600"; builtin math -s0 "($left) % 3600 / 60")
    if builtin test $left[1] -lt 60
        set left "$left[1] s"
    else if builtin test $left[1] -lt 3600
        set left "$left[2] min"
    else
        set left "$left[3] h $left[4] min"
    end
    builtin test -n "$fields[13]"; and set where " ($fields[13])"
    __ssoenv_show "$fields[8]: $fields[15] in account $fields[14]$where, $left left"
    builtin printf 'ssoenv: %s\n' "$shown" >&2
end

## The production guard

# fish's own patterns know no sets, and lately no question mark.
function __ssoenv_is_guarded
    builtin test -n "$SSOENV_GUARD"; or return 1
    set -l IFS \n
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
function __ssoenv_may_enter
    __ssoenv_is_guarded $argv[1]
    and builtin test -t 0
    and builtin test -t 2
    or return 0
    set -l shown
    __ssoenv_show $argv[1]
    builtin printf 'ssoenv: %s is guarded (SSOENV_GUARD); use it? [y/N] ' "$shown" >&2
    command sh -c 'IFS= read -r answer || echo >&2; case $answer in [Yy] | [Yy][Ee][Ss]) exit 0 ;; esac; exit 1'
    and return 0
    builtin printf 'ssoenv: nothing was changed\n' >&2
    return 130
end

## The command

# ssoenv use [PROFILE | -] [OPTION ...]
function __ssoenv_use
    set -l words
    set -l profile
    set -l yes
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
                    builtin printf 'ssoenv: there is no previous profile to return to\n' >&2
                    return 2
                end
                set -a words $__ssoenv_last
            case '*'
                set -a words $word
        end
    end
    if set -q words[1]; and not set -q words[2]; and not builtin string match -q -- '-*' $words[1]
        set profile $words[1]
    end
    __ssoenv_enter "$profile" "$yes" $words
end

# Enters PROFILE, without a question if YES is not empty; an empty one is what the program makes of WORD ...
function __ssoenv_enter
    set -l fields
    set -l clock
    if builtin test "x$SSOENV_GUARD" != x -a "x$argv[1]" != x -a "x$argv[2]" = x
        __ssoenv_may_enter $argv[1]; or return
        set argv[2] 1
    end
    if builtin test -z "$argv[1]"; or not __ssoenv_load $argv[1] 900
        __ssoenv_ask $argv[3..]; or return
        builtin test -n "$argv[2]"; or __ssoenv_may_enter $fields[8]; or return
    end
    __ssoenv_apply; or return
    builtin test -n "$SSOENV_GUARD"; and __ssoenv_watch
    builtin test -t 2; and __ssoenv_greet
    return 0
end

# Remembers when a guarded profile is to be left.
function __ssoenv_watch --no-scope-shadowing
    __ssoenv_is_number "$SSOENV_GUARD_MINUTES"; and __ssoenv_is_guarded $fields[8]; or return
    set -l now
    __ssoenv_now
    set -gu __ssoenv_until (builtin math $now + $SSOENV_GUARD_MINUTES x 60) $SSOENV_GUARD_MINUTES
end

# From the program.
function __ssoenv_ask --no-scope-shadowing
    set -l fish_read_limit 100000000
    set fields
    # Options first: behind a `--` of the person they would be names.
    __ssoenv_program shell-role --shell fish $argv | builtin read -z -d \n -a fields
    set -l statuses $pipestatus
    builtin test $statuses[1] -eq 0; or return $statuses[1]
    __ssoenv_is_whole; and return 0
    builtin printf 'ssoenv: cannot read the output of the ssoenv program; this shell may have loaded another version of ssoenv\nssoenv: hint: exec fish\n' >&2
    return 1
end

## Before each prompt

# True while the role in this shell is the one that we put there.
function __ssoenv_is_untouched
    set -q __ssoenv_ours[1]; or return 1
    # The rivals of the credentials, the credentials, and what they are said to be.
    set -qg AWS_PROFILE; or set -qg AWS_DEFAULT_PROFILE; or set -qx AWS_PROFILE; or set -qx AWS_DEFAULT_PROFILE
    and return 1
    builtin test "x$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN $SSOENV_PROFILE $SSOENV_EXPIRES" = "x$__ssoenv_ours[5 6 7 12 16]"
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
    set -q __ssoenv_ours[1]; and set -gu __ssoenv_ours[5 6 7 8 16] $fields[9..12] $fields[7]
    set -gu __ssoenv_told
    set -gu __ssoenv_drawn
    set left (builtin math $SSOENV_EXPIRES - $clock[1] - $clock[2])
end

# A process of its own that ends at once: no job, no message, and `$last_pid` stays what it was.
function __ssoenv_refresh --no-scope-shadowing
    __ssoenv_is_plain "$SSOENV_PROFILE"; or return
    set -q __ssoenv_retry[1]; and builtin test $now -lt $__ssoenv_retry; and return
    set -gu __ssoenv_retry (builtin math $now + 30)
    set -l program $SSOENV_BIN
    builtin test -n "$program"; or set program ssoenv
    command sh -c '"$@" </dev/null >/dev/null 2>&1 &' sh $program shell-role --shell fish --no-login $SSOENV_PROFILE 2>/dev/null
end

# Sets SSOENV_PROMPT to a text, in a colour.
function __ssoenv_draw
    set -l IFS \n
    set -l format '{profile} {left}'
    set -q SSOENV_PROMPT_FORMAT; and set format "$SSOENV_PROMPT_FORMAT"
    set -l out
    set -l shown
    __ssoenv_show $format
    for part in (builtin string match -ar '\{[^}]*\}|[^{]+|\{' -- $shown)
        switch $part
            case '{profile}'
                set part "$SSOENV_PROFILE"
            case '{account}'
                set part "$SSOENV_ACCOUNT_ID"
            case '{role}'
                set part "$SSOENV_ROLE_NAME"
            case '{region}'
                set part "$SSOENV_REGION"
            case '{left}'
                set part $argv[1]
        end
        set out "$out$part"
    end
    __ssoenv_show $out
    if builtin string match -rq '^[0-9;]+\z' -- "$argv[2]"; and builtin test -z "$NO_COLOR"
        set shown \e"[$argv[2]m$shown"\e'[0m'
    end
    set -gu SSOENV_PROMPT "$shown"
end

# Sets `colour` to NAME of the settings, or to DEFAULT. Empty means none.
function __ssoenv_colour --no-scope-shadowing
    set colour $argv[2]
    set -q $argv[1]; and set colour "$$argv[1]"
end

# Instead of the time that is left.
function __ssoenv_draw_over
    set -l colour
    __ssoenv_colour SSOENV_COLOR_OVER 31
    __ssoenv_draw $argv[1] "$colour"
end

# True while nothing has changed since the prompt text was made, and the text would be the same. All of it is in one list: what
# `clock` counts from, the seconds between which it holds, and what it was made of. Sets `clock` and `made_of`.
function __ssoenv_is_drawn --no-scope-shadowing
    set made_of "$AWS_SESSION_TOKEN =$AWS_ACCESS_KEY_ID =$AWS_SECRET_ACCESS_KEY =$SSOENV_PROFILE =$SSOENV_EXPIRES $SSOENV_ROLE_NAME $SSOENV_ACCOUNT_ID $SSOENV_REGION $SSOENV_PROMPT_FORMAT $SSOENV_GUARD $SSOENV_COLOR_FRESH $SSOENV_COLOR_GUARD $NO_COLOR $SSOENV_REFRESH_WINDOW"
    __ssoenv_clock
    set -q AWS_PROFILE AWS_DEFAULT_PROFILE
    builtin test $status -eq 2
    and set -q __ssoenv_drawn[1]
    and builtin test "x$clock[1] $made_of" = "x$__ssoenv_drawn[1 4]" -a $clock[2] -ge $__ssoenv_drawn[2] -a $clock[2] -le $__ssoenv_drawn[3]
end

function __ssoenv_at_prompt
    set -l clock
    set -l made_of
    __ssoenv_is_drawn; and return
    set -l IFS \n
    set -eg __ssoenv_drawn
    if not __ssoenv_is_number "$SSOENV_EXPIRES"
        __ssoenv_draw_over '[?]'
        return
    end
    __ssoenv_time_of_day
    set -l left (builtin math $clock[1] + $clock[2]; builtin math $SSOENV_EXPIRES - $clock[1] - $clock[2])
    set -l now $left[1]
    set left $left[2]
    set -l window
    __ssoenv_window
    if set -q __ssoenv_until[1]; and builtin test $now -ge $__ssoenv_until[1]
        set -l shown
        __ssoenv_show $SSOENV_PROFILE
        builtin printf 'ssoenv: dropped the role of %s after %s min (SSOENV_GUARD_MINUTES)\n' "$shown" $__ssoenv_until[2] >&2
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
        __ssoenv_draw_over '[?]'
        return
    end
    if builtin test $left -le 0
        __ssoenv_announce
        __ssoenv_draw_over expired
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
    set -l colour
    __ssoenv_colour SSOENV_COLOR_FRESH 32
    builtin test $left -lt $window; and __ssoenv_colour SSOENV_COLOR_SOON 33
    __ssoenv_is_guarded $SSOENV_PROFILE; and __ssoenv_colour SSOENV_COLOR_GUARD '1;37;41'
    # Hours, minutes of the hour, minutes, and how long these stay the same.
    set -l parts (builtin math -s0 $left / 3600; builtin math -s0 $left % 3600 / 60; builtin math -s0 $left / 60; builtin math $left % 60)
    set -l text "$left"s
    if builtin test $left -ge 3600
        set text $parts[1]h$parts[2]m
    else if builtin test $left -ge 60
        set text $parts[3]m
    end
    __ssoenv_draw $text "$colour"
    # Good for the rest of this minute, unless something else is due before.
    set -l up $clock[2]
    set -l rest
    builtin test -r /proc/uptime; and builtin read -d . up rest </proc/uptime
    set -l ends (builtin math $now - $up; builtin math $up + $parts[4]; builtin math $now + $parts[4]; builtin math $left - $parts[4])
    builtin test $left -ge 60 -a $ends[4] -ge $window; or return
    set -q __ssoenv_until[1]; and builtin test $ends[3] -ge $__ssoenv_until[1]; and return
    set -q rest[1]; and set -gu __ssoenv_booted $ends[1]
    set -gu __ssoenv_drawn $ends[1] $up $ends[2] "$made_of"
end

function __ssoenv_announce
    builtin test "x$__ssoenv_told" != "x$SSOENV_EXPIRES"; or return 0
    set -gu __ssoenv_told $SSOENV_EXPIRES
    set -l shown
    __ssoenv_show $SSOENV_PROFILE
    builtin printf 'ssoenv: the credentials of %s have expired\nssoenv: hint: ssoenv use %s\n' "$shown" "$shown" >&2
end

function __ssoenv_at_command
    set -l clock
    set -l made_of
    __ssoenv_is_number "$SSOENV_EXPIRES"; and not __ssoenv_is_drawn; or return
    __ssoenv_time_of_day
    set -l window
    set -l left (builtin math $SSOENV_EXPIRES - $clock[1] - $clock[2])
    __ssoenv_window
    __ssoenv_is_due; or return
    if __ssoenv_is_untouched; or __ssoenv_is_inherited
        __ssoenv_renew
    end
end

# The last of this file: who finds it has all of it.
function __ssoenv_run
    if builtin test "$argv[1]" = off
        if set -q argv[2]
            __ssoenv_program $argv
        else
            __ssoenv_off
        end
    else if set -q argv[3]; or builtin string match -q -- '-*' "$argv[2]"
        __ssoenv_use $argv[2..]
    else
        __ssoenv_enter "$argv[2]" '' $argv[2]
    end
end
