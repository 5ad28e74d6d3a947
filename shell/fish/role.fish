# `use` and `off`. This is the last part.

# ssoenv use WORD ...
set -l clock
function __ssoenv_use --no-scope-shadowing -V clock
    # Mostly there is one plain name, no guard, and a copy. No name has a blank or `/`, so this is one word, and nothing is guarded.
    if builtin string match -rq "^$__ssoenv_plain/\z" -- "$argv/$SSOENV_GUARD"
        and __ssoenv_load_file $argv $argv 900
        __ssoenv_take; or __ssoenv_fail $status; or return
    else if not set -q argv[2]
        and builtin test -z "$SSOENV_GUARD"
        and not builtin string match -q -- '-*' "$argv[1]"
        and __ssoenv_load "$argv[1]" 900
        __ssoenv_take; or __ssoenv_fail $status; or return
    else
        if __ssoenv_is_for_program $argv
            __ssoenv_program use $argv
            return
        end
        __ssoenv_get $argv; or __ssoenv_fail $status; or return
        __ssoenv_take; or __ssoenv_fail $status; or return
        builtin test -n "$SSOENV_GUARD"; and __ssoenv_start_timer
    end
    not builtin test -t 2; or __ssoenv_greet
end

# Code and help are for the program. Behind `--`, everything is a name.
function __ssoenv_is_for_program
    for word in $argv
        switch $word
            case --help -h --fields --shell '--shell=*'
                return 0
            case --
                return 1
        end
    end
    return 1
end

# Gets the role of WORD ..., from a copy or from the program. A guarded profile is asked about once.
function __ssoenv_get --no-scope-shadowing
    set -l flags
    set -l named
    set -l yes
    __ssoenv_read_words $argv; or return
    if set -q named[1]; and not set -q named[2]; and not set -q flags[1]
        __ssoenv_may_enter "$named" $yes; or return
        __ssoenv_load "$named" 900; and return
        set yes --yes
    end
    # Without `--` the program reads the words faster.
    if builtin string match -q -- '-*' $named
        __ssoenv_ask $flags -- $named
    else
        __ssoenv_ask $named $flags
    end
    and __ssoenv_may_enter $new_SSOENV_PROFILE $yes
end

# Sets `flags`, `named` and `yes` from WORD ....
function __ssoenv_read_words --no-scope-shadowing
    set -l next flag
    for word in $argv
        if builtin test $next = value
            set -a flags $word
            set next flag
        else if builtin test "x$word" = x- -a $next != name
            if not set -q __ssoenv_last[1]
                __ssoenv_say no-previous
                return 2
            end
            set -a named $__ssoenv_last
        else if builtin test $next = name; or not builtin string match -q -- '-*' $word
            set -a named $word
        else
            switch $word
                case --yes
                    set yes $word
                case --
                    set next name
                case --account --role --sso-session --role-arn --source-profile --external-id --region --mfa-code
                    set -a flags $word
                    set next value
                case '*'
                    set -a flags $word
            end
        end
    end
    return 0
end

function __ssoenv_greet --no-scope-shadowing
    set -l where
    set -l spelt
    set -q clock[1]; or __ssoenv_time_of_day
    builtin test -n "$new_SSOENV_REGION"; and set where " ($new_SSOENV_REGION)"
    __ssoenv_spell_time (builtin math $new_SSOENV_EXPIRES - $clock[1] - $clock[2])
    __ssoenv_tell greeting $new_SSOENV_PROFILE $new_SSOENV_ROLE_NAME $new_SSOENV_ACCOUNT_ID "$where" "$spelt"
end

# ssoenv off [OPTION ...]
function __ssoenv_off
    if set -q argv[1]
        __ssoenv_program off $argv
        return
    end
    set -qlx $__ssoenv_all
    builtin test $status -eq $__ssoenv_all_count; or __ssoenv_refuse_local; or __ssoenv_fail $status; or return
    __ssoenv_meet
    if not set -q __ssoenv_held[1]
        __ssoenv_say not-active
        return 0
    end
    builtin test -n "$SSOENV_PROFILE"; and set -gu __ssoenv_last $SSOENV_PROFILE
    set -l mine
    __ssoenv_find_mine
    __ssoenv_give_all_back $mine
    __ssoenv_forget
    set -gu SSOENV_PROMPT ''
    return 0
end

# This is the end of the last part.
function __ssoenv_is_read
end
