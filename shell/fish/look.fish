# Looks for the `.ssoenv` of a folder, for people whose folders choose roles.

# Private state:
#   __ssoenv_postponed  set while the role of a folder waits for direnv

# Finds the nearest file after PWD has changed. A folder of that name is another program's. True if there is a role then.
function __ssoenv_look_here
    if builtin test "x$PWD" != "x$__ssoenv_place" -a "x$SSOENV_DIRECTORIES" = x1
        set -l is_first
        builtin functions -q __direnv_export_eval; and not builtin functions -q __ssoenv_after_direnv; and __ssoenv_come_after_direnv
        set -l folder $PWD
        while not builtin test -e "$folder/.ssoenv"; or builtin test -d "$folder/.ssoenv"
            builtin string match -rq '(?s)^(?<folder>.*)/[^/]*\z' -- "$folder"; and continue
            set folder -
            break
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
        else if builtin functions -q __ssoenv_after_direnv; and not set -q __ssoenv_postponed; and not set -q is_first[1]
            # It would take away what is set now, if it comes after ours.
            set -gu __ssoenv_postponed 1
        else
            builtin functions -q __ssoenv_follow; or __ssoenv_take_parts directory; and __ssoenv_follow "$folder"
        end
    end
    builtin test -n "$SSOENV_EXPIRES"; and builtin test -n "$SSOENV_PROFILE"; and return
    set -gu SSOENV_PROMPT ''
    return 1
end

# Calls our handler again after that of direnv, for what has waited for it. The event of now is not one of those yet, so if a folder may have
# to be left, direnv does it here. Sets `is_first`.
function __ssoenv_come_after_direnv --no-scope-shadowing
    set is_first 1
    set -q DIRENV_DIR; and __direnv_export_eval
    function __ssoenv_after_direnv --on-event fish_prompt
        set -q __ssoenv_postponed; or return
        __ssoenv_hook
        set -eg __ssoenv_postponed
    end
end
