# The program: which one it is, and what is said if it cannot be run.

# Runs the program. Without one, there is one message and status 127.
function __ssoenv_program
    set -l program
    if not __ssoenv_find_program
        __ssoenv_miss_program
        return 127
    end
    command $program $argv
end

# Sets `program`: SSOENV_BIN, else the program of this package, else the one on PATH. False if it cannot be run.
function __ssoenv_find_program --no-scope-shadowing
    set program $SSOENV_BIN
    if builtin test -z "$program"
        set program $__ssoenv_own
        builtin test -n "$program" -a -x "$program"; or set program ssoenv
    end
    command -q $program; and __ssoenv_has_node
end

# False if `program` needs a node that is not there: `env` would say so in words that nobody understands. Some systems put the path
# of their node into the file.
function __ssoenv_has_node --no-scope-shadowing
    command -q node; and return
    builtin read -l first <(command -s $program)
    builtin test "x$first" != 'x#!/usr/bin/env node'
end

# Says why `program` cannot be run.
function __ssoenv_miss_program --no-scope-shadowing
    if command -q $program
        __ssoenv_say node-missing
    else if builtin test -n "$SSOENV_BIN"
        __ssoenv_tell program-unfit $SSOENV_BIN
    else if builtin test -n "$__ssoenv_own" -a ! -e "$__ssoenv_file"
        __ssoenv_tell program-gone $__ssoenv_own
    else
        __ssoenv_say program-missing
    end
end
