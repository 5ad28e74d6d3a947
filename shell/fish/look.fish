# Looks for the `.ssoenv` of a folder, for people whose folders choose roles.

# Finds the nearest file after PWD has changed. A folder of that name is another program's. True if there is a role then.
function __ssoenv_look_here
    if builtin test "x$PWD" != "x$__ssoenv_place" -a "x$SSOENV_DIRECTORIES" = x1
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
        else
            builtin functions -q __ssoenv_follow; or __ssoenv_take_parts directory; and __ssoenv_follow "$folder"
        end
    end
    builtin test -n "$SSOENV_EXPIRES"; and builtin test -n "$SSOENV_PROFILE"; and return
    set -gu SSOENV_PROMPT ''
    return 1
end
