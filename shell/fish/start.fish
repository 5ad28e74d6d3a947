# ssoenv for fish 3.6 and newer: what is read when a shell starts. `__ssoenv_take_parts` reads the rest. In the background and at
# each prompt, all work is done with builtins.
#
# In all parts, functions with --no-scope-shadowing read and set local variables of the function that calls them. Their comments
# name those that they set.

# Private state:
#   __ssoenv_file    this file
#   __ssoenv_parts   this file, and how the paths of the other parts begin; empty if their text comes from elsewhere
#   __ssoenv_own     the program of the package that this file belongs to
#   variables.fish, prompt.fish, record.fish and guard.fish describe the others

## The command

function ssoenv --description 'Run this shell as a role of AWS IAM Identity Center'
    # Tracing would put every value on the screen, and the person's limit on reading may be anything.
    set -l fish_trace
    set -l fish_read_limit
    builtin functions -q __ssoenv_is_read; or __ssoenv_need_parts; or return
    switch "$argv[1]"
        case use
            __ssoenv_use $argv[2..]
        case off
            __ssoenv_off $argv[2..]
        case allow deny login
            __ssoenv_program $argv
            __ssoenv_look_again $argv[1] $status
        case remove rename
            __ssoenv_program $argv
            # The program asks for it with this status if the profile of the role has gone.
            set -l ending $status
            builtin test $ending -eq 75; or return $ending
            __ssoenv_off
        case '*'
            __ssoenv_program $argv
    end
end

## Before each prompt and each command

# A function that is defined again is called after the handlers of others, and those may want the text that it has made.
if not builtin functions -q __ssoenv_hook
    function __ssoenv_hook --on-event fish_prompt
        # Where PWD has changed, the nearest `.ssoenv` may choose the role. A folder of that name is another program's.
        if builtin test "x$SSOENV_DIRECTORIES" = x1 -a "x$PWD" != "x$__ssoenv_place"
            set -l fish_trace
            set -l folder $PWD
            while not builtin test -e "$folder/.ssoenv"; or builtin test -d "$folder/.ssoenv"
                builtin string match -rq '(?s)^(?<folder>.*)/[^/]*\z' -- "$folder"
                or set folder -
                builtin test "x$folder" != x-; or break
            end
            if builtin test "x$folder" = x-
                set folder ''
            else
                set folder "$folder/.ssoenv"
            end
            # Below the same file as before, or neither there nor here below one.
            if begin
                    builtin test "x$folder$__ssoenv_near" = x; and not set -q SSOENV_DIRECTORY
                    or builtin test "x$folder" != x -a "x$folder" = "x$__ssoenv_near"; and not set -q __ssoenv_waiting[1]
                end
                set -gu __ssoenv_place "$PWD"
            else
                builtin functions -q __ssoenv_follow; or __ssoenv_take_parts directory; and __ssoenv_follow "$folder"
            end
        end
        if builtin test -z "$SSOENV_EXPIRES"; or builtin test -z "$SSOENV_PROFILE"
            set -gu SSOENV_PROMPT ''
            return
        end
        set -l fish_trace
        set -l fish_read_limit
        builtin functions -q __ssoenv_is_read; or __ssoenv_take_parts; and __ssoenv_at_prompt
    end

    # A command may be typed long after its prompt was drawn.
    function __ssoenv_before_command --on-event fish_preexec
        builtin test -n "$SSOENV_EXPIRES"; and builtin test -n "$SSOENV_PROFILE"; or return
        set -l fish_trace
        set -l fish_read_limit
        builtin functions -q __ssoenv_is_read; or __ssoenv_take_parts; and __ssoenv_at_command
    end
end

## The other parts

# Reads all parts. Most shells never need them, and reading them takes longer than all else at a start. This file is read again,
# because another version may have taken the place of the package since, and all parts have to be of one version. The private
# state stays. `__ssoenv_is_read` stands at the end of the last part. PART is one more, which few shells need.
function __ssoenv_take_parts --argument-names part
    set -l fish_read_limit
    set -l files $__ssoenv_parts[1] $__ssoenv_parts[2]{text,program,record,guard,variables,prompt}.fish $__ssoenv_parts[2]$part.fish $__ssoenv_parts[2]role.fish
    for file in $files
        builtin test -f $file -a -r $file; or return
    end
    for file in $files
        builtin source $file; or return
    end
    builtin functions -q __ssoenv_is_read
end

# The same for a command. If this file was copied alone, or its package has gone, the program may have the parts.
function __ssoenv_need_parts
    __ssoenv_take_parts; and return
    set -l fish_read_limit
    set -l file (builtin string replace -ar '[^ -~]' '?' -- $__ssoenv_file)
    set -l program $SSOENV_BIN
    builtin test -n "$program"; or set program ssoenv
    command -q $program; and command $program init fish | builtin source
    builtin functions -q __ssoenv_is_read; and return
    # Generated by scripts/shell-layers from src/core/shell: begin
    builtin printf 'ssoenv: %s no longer exists, so nothing was changed\\nssoenv: hint: npm install --global ssoenv && exec fish\\n' $file >&2
    # Generated: end
    # As `__ssoenv_fail`, which is not there.
    builtin status is-command-substitution; and builtin printf 'command sh -c \'exit 1\';\n'
    return 1
end

## At home in this shell

# To define a function takes a tenth of the start, so this is none. Mostly ssoenv.fish has read this file, and has `found` the folder
# of the parts and that of the package.
if set -ql found[2]; and builtin test "$found[1]" = "$found[2]/shell/fish"
    set -gu __ssoenv_file $found[1]/start.fish
    set -gu __ssoenv_parts $__ssoenv_file $found[1]/
    set -gu __ssoenv_own $found[2]/dist/cli.cjs
    builtin contains -- $found[2]/completions $fish_complete_path
    or set -ga fish_complete_path $found[2]/completions
else
    # A plugin manager puts files into conf.d, functions and completions: links, or copies as fisher does.
    set -l fish_read_limit
    set -gu __ssoenv_file (builtin status filename)
    set -gu __ssoenv_parts
    set -gu __ssoenv_own
    set -l here
    set -l package
    set -l file $__ssoenv_file
    set -l named '^(?<here>(?<package>/.*)/shell/fish)/start\.fish\z'
    if not builtin string match -rq $named -- $file
        set file (builtin path resolve -- $file)
        builtin string match -rq $named -- $file
    end
    if builtin test -n "$here"
        set __ssoenv_parts $file $here/
        set __ssoenv_own $package/dist/cli.cjs
        builtin contains -- $package/completions $fish_complete_path
        or set -ga fish_complete_path $package/completions
    else if builtin string match -rq '^(?<here>/.*)/conf\.d/ssoenv\.fish\z' -- $file
        set __ssoenv_parts $file $here/functions/ssoenv-
    end

    # fisher emits this event when it removes the file.
    function __ssoenv_uninstall --on-event ssoenv_uninstall
        set -l fish_read_limit
        builtin functions -q __ssoenv_is_read; or __ssoenv_take_parts; and __ssoenv_leave
    end
end
# Parts that were read before may be of another version.
builtin functions -e __ssoenv_is_read
