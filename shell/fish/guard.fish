# SSOENV_GUARD and SSOENV_GUARD_MINUTES: profiles that need care.

# Private state:
#   __ssoenv_until     when a guarded profile is left, in epoch seconds
#   __ssoenv_minutes   after how many minutes that is

# The patterns of fish have no sets, and lately no question mark, so a pattern becomes a regular expression.
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

# True if PROFILE may be used. Asks on a terminal if it is guarded and the person has not said --yes. `read` of fish would be a line
# editor with its own prompt.
function __ssoenv_may_enter
    not set -q argv[2]
    and __ssoenv_is_guarded "$argv[1]"
    and builtin test -t 0
    and builtin test -t 2
    or return 0
    __ssoenv_tell guarded $argv[1]
    command sh -c 'IFS= read -r answer || echo >&2; case $answer in [Yy] | [Yy][Ee][Ss]) exit 0 ;; esac; exit 1'
    and return 0
    __ssoenv_say unchanged
    return 130
end

# Sets the time after which the role of the record is left.
function __ssoenv_start_timer --no-scope-shadowing
    __ssoenv_is_number "$SSOENV_GUARD_MINUTES"; and __ssoenv_is_guarded $new_SSOENV_PROFILE; or return
    set -l now
    __ssoenv_now
    set -gu __ssoenv_until (builtin math $now + $SSOENV_GUARD_MINUTES x 60)
    set -gu __ssoenv_minutes $SSOENV_GUARD_MINUTES
end
