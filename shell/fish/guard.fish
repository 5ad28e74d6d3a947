# SSOENV_GUARD and SSOENV_GUARD_MINUTES: profiles that need care.

# Private state:
#   __ssoenv_until     when a guarded profile is left, in epoch seconds
#   __ssoenv_minutes   after how many minutes that is

# The parts of a pattern, and of a set in it. `(?>…)` never tries shorter parts, so a `[` without its `]` stands for itself.
set -gu __ssoenv_in_set '\[:.*?:\]|\[\..+?\.\]|\[=.+?=\]|\\\\.'
set -gu __ssoenv_in_pattern '\[[!^]?+(?>(?:'$__ssoenv_in_set'|.)(?:'$__ssoenv_in_set'|[^]])*)\]|\\\\.|[^][*?\\\\]+|.'

# The patterns of fish have no sets, and lately no question mark, so a pattern becomes a regular expression. If fish refuses that,
# with status 2, the pattern guards every name. With UCP, classes know letters that are not ASCII.
function __ssoenv_is_guarded
    builtin test -n "$SSOENV_GUARD"; or return 1
    set -l IFS \n
    set -l expression
    for pattern in (builtin string match -ar '\S+' -- "$SSOENV_GUARD")
        __ssoenv_translate $pattern
        builtin string match -rq -- "(*UCP)(?s)^$expression\\z" "$argv[1]" 2>/dev/null
        builtin test $status -ne 1; and return 0
    end
    return 1
end

# Sets `expression` to the regular expression for PATTERN.
function __ssoenv_translate --no-scope-shadowing
    set expression
    for part in (builtin string match -ar $__ssoenv_in_pattern -- $argv[1])
        if builtin test "x$part" = 'x*'
            set expression "$expression.*"
        else if builtin test "x$part" = 'x?'
            set expression "$expression."
        else if builtin string match -rq '^\[.' -- $part
            __ssoenv_translate_set
        else
            builtin string match -rq '^\\\\.' -- $part; and set part (builtin string sub -s 2 -- $part)
            set expression "$expression"(builtin string escape --style=regex -- $part)
        end
    end
end

# Adds the set `part` to `expression`. A range, and a class such as `[:lower:]`, are written alike in both. What else is written alike
# in neither fish nor here, such as `[.space.]`, makes fish refuse the expression.
function __ssoenv_translate_set --no-scope-shadowing
    set -l negation
    set -l body
    set -l sign
    set -l lone
    set -l dash -
    builtin string match -rq '^\[(?<negation>[!^]?)(?<body>.+)\]\z' -- $part
    set expression "$expression"'['(builtin string replace '!' '^' -- $negation)
    for item in (builtin string match -ar "$__ssoenv_in_set|." -- $body)
        set sign $item
        if builtin test "x$item" = x-
            set sign $dash
        else if builtin string match -rq '^(?:\\\\|\[[.=])?(?<lone>.)(?:[.=]\])?\z' -- $item
            set sign $lone
            builtin string match -rq '\w' -- $sign; or set sign \\$sign
        end
        set expression "$expression$sign"
        # Behind a class, a regular expression would not take it for a sign.
        set dash -
        builtin string match -q '[:*' -- $item; and set dash '\\-'
    end
    set expression "$expression]"
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
