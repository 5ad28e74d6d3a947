# ssoenv for fish 3.6 and newer: source this file, or put it in conf.d. What it does in the background and at each prompt, it
# does with builtins. Here is what every shell needs from its start on; the rest is in ssoenv-role.fish, which is read when a
# role is wanted or there. That may be the file of a later version: what the two call of each other keeps its name and meaning.

# Private state, never exported; whatever the environment brought under these names is none of ours.
#   __ssoenv_was         what each global variable was before: absent, plain or exported; empty while no role is active
#   __ssoenv_value_NAME  and its value then, which may be a list
#   __ssoenv_ours        what we made of it, empty where we unset it; and how many of the last twelve are not there
#   __ssoenv_met         the role that this shell inherited: its end and name, and its credentials
#   __ssoenv_last        the profile before this one, for `use -`
#   __ssoenv_until       when a guarded profile is left, in epoch seconds, and after how many minutes that is
#   __ssoenv_retry       before this time no other refresh is started
#   __ssoenv_told        the expiry that has been announced
#   __ssoenv_drawn       what the prompt text was made of, and from when to when it stays the same
#   __ssoenv_booted      when the system started, while the prompt text stays the same
#   __ssoenv_limits      of copies: their end, how many seconds before it they are too old, when / was changed, its age by then
#   __ssoenv_here        the folder of this file
set -q __ssoenv_was __ssoenv_ours __ssoenv_met __ssoenv_last __ssoenv_until __ssoenv_retry __ssoenv_told __ssoenv_drawn __ssoenv_booted __ssoenv_limits
if builtin test $status -ne 10
    for name in was ours met last until retry told drawn booted limits
        if not set -qg __ssoenv_$name; or set -qgx __ssoenv_$name
            set -gu __ssoenv_$name
        end
    end
    set -e name
end

## The command

function __ssoenv_program
    if builtin test -n "$SSOENV_BIN"
        command $SSOENV_BIN $argv
    else
        command ssoenv $argv
    end
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
            builtin functions -q __ssoenv_run; or __ssoenv_take_rest; or __ssoenv_ask_for_rest; or return
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

## Before each prompt and each command

function __ssoenv_hook --on-event fish_prompt
    if builtin test -z "$SSOENV_EXPIRES"; or builtin test -z "$SSOENV_PROFILE"
        set -gu SSOENV_PROMPT ''
        return
    end
    set -l fish_trace
    builtin functions -q __ssoenv_run; or __ssoenv_take_rest; and __ssoenv_at_prompt
end

# A command may be typed long after its prompt was drawn.
function __ssoenv_before_command --on-event fish_preexec
    builtin test -n "$SSOENV_EXPIRES"; and builtin test -n "$SSOENV_PROFILE"; or return
    set -l fish_trace
    builtin functions -q __ssoenv_run; or __ssoenv_take_rest; and __ssoenv_at_command
end

## The other files

# Reads the rest, from beside this file or from where fisher puts it.
function __ssoenv_take_rest
    for file in $__ssoenv_here/{,../functions/}ssoenv-role.fish
        builtin test -f $file -a -r $file; and builtin source $file
        builtin functions -q __ssoenv_run; and return
    end
    return 1
end

# Where this file was copied alone, or its package has gone from under a running shell, the program may know the rest.
function __ssoenv_ask_for_rest
    __ssoenv_program init fish | builtin source
    set -l statuses $pipestatus
    builtin functions -q __ssoenv_run; and return
    builtin test $statuses[1] -eq 0; or return $statuses[1]
    builtin printf 'ssoenv: ssoenv-role.fish no longer exists, so nothing was changed\nssoenv: hint: exec fish\n' >&2
    return 1
end

# Finds what lies around FILE, which is this one, or around what it is a link to; the completion, unless a plugin manager has
# put it where fish looks anyway.
function __ssoenv_look_around
    set -l here
    set -l package
    set -l named '^(?<here>(?<package>/.*)/shell|/.*)/ssoenv\.fish\z'
    builtin string match -rq $named -- $argv[1]
    and builtin test -f $here/ssoenv-role.fish -o -f $here/../functions/ssoenv-role.fish
    or builtin string match -rq $named -- (builtin path resolve -- $argv[1])
    set -gu __ssoenv_here $here
    builtin test -n "$package"; or return
    builtin contains -- $package/completions $fish_complete_path
    or set -ga fish_complete_path $package/completions
end
__ssoenv_look_around (builtin status filename)
# The rest that was read before may be of another version.
builtin functions -e __ssoenv_run

# fisher tells so when it removes this file.
function __ssoenv_uninstall --on-event ssoenv_uninstall
    set -q __ssoenv_ours[1]; and __ssoenv_off
    set -l IFS \n
    set -l kept (set --names -g | builtin string match -r '^__ssoenv_.*')
    set -eg $kept SSOENV_PROMPT
    functions -e ssoenv (functions -an | builtin string match -r '^__ssoenv_.*')
end
