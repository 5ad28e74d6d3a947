# The variables of a role: whose they are, what they were before, and how they change.
#
# Only global variables are changed: a universal variable belongs to every shell of this person.

# Private state:
#   __ssoenv_held         the variables that this shell has set, or met with an inherited role; empty without a role
#   __ssoenv_values       what they were set to
#   __ssoenv_gone         the variables that it has unset
#   __ssoenv_gone_count   how many those are, with what is not there without rare settings: `rare` of the record, and the labels
#   __ssoenv_was_NAME     what NAME was before, if it was set: `plain` or `exported`, and its value, which can be a list
#   __ssoenv_direnv_NAME  DIRENV_DIFF when that was remembered
#   __ssoenv_mise_NAME    __MISE_DIFF when that was remembered
#   __ssoenv_met          the end and the name of an inherited role
#   __ssoenv_last         the profile before this one, for `use -`

# Private state is never exported, so a variable with a name of ours that is exported came from the environment.
set -l name
for name in held values gone gone_count met last until minutes retry told seen doubt drawn drawn_from drawn_until booted limits
    if not set -qg __ssoenv_$name; or set -qgx __ssoenv_$name
        set -gu __ssoenv_$name
    end
end
set -qgx __ssoenv_{was,direnv,mise}_$__ssoenv_all
if builtin test $status -ne $__ssoenv_kept_count
    for name in __ssoenv_{was,direnv,mise}_$__ssoenv_all
        set -qgx $name; and set -eg $name
    end
end

## Whose a variable is

# Sets `mine` to the variables that are as this shell left them.
function __ssoenv_find_mine --no-scope-shadowing
    set mine
    set -l values $__ssoenv_values
    for name in $__ssoenv_held
        set -qg $name; and builtin test "x$$name" = "x$values[1]"; and set -a mine $name
        set -e values[1]
    end
    for name in $__ssoenv_gone
        set -qg $name; or set -a mine $name
    end
end

# True if the role is the one that this shell took, or inherited.
function __ssoenv_is_ours
    __ssoenv_is_number "$SSOENV_EXPIRES"; or return
    __ssoenv_meet
    set -l mine
    __ssoenv_find_mine
    for name in $__ssoenv_identity
        builtin contains -- $name $mine; or return
    end
    # A universal variable can be exported, too.
    set -qx $__ssoenv_rivals
    builtin test $status -eq $__ssoenv_rival_count
end

# Holds `held`, `values`, and NAME ... as the variables that are unset.
function __ssoenv_hold --no-scope-shadowing
    set -gu __ssoenv_held $held
    set -gu __ssoenv_values $values
    set -gu __ssoenv_gone $argv
    set -gu __ssoenv_gone_count (builtin count $argv rare $__ssoenv_rare_labels)
end

# The same after a renewal, for what it has changed. An inherited role can lack some of that.
function __ssoenv_hold_renewed
    set -l held
    set -l values
    set -l gone
    set -l old $__ssoenv_values
    for name in $__ssoenv_held
        if not builtin contains -- $name $__ssoenv_renewed
            set -a held $name
            set -a values $old[1]
        end
        set -e old[1]
    end
    for name in $__ssoenv_renewed
        set -a held $name
        set -a values "$$name"
    end
    for name in $__ssoenv_gone
        builtin contains -- $name $__ssoenv_renewed; or set -a gone $name
    end
    __ssoenv_hold $gone
end

function __ssoenv_remember
    set -eg __ssoenv_{was,direnv,mise}_$argv[1]
    set -qg $argv[1]; or return
    set -l how plain
    set -qgx $argv[1]; and set how exported
    set -gu __ssoenv_was_$argv[1] $how $$argv[1]
    set -gu __ssoenv_direnv_$argv[1] $DIRENV_DIFF
    set -gu __ssoenv_mise_$argv[1] $__MISE_DIFF
end

# Makes a variable what it was before.
function __ssoenv_give_back
    set -l was __ssoenv_was_$argv[1]
    set was $$was
    switch "$was[1]"
        case exported
            set -gx $argv[1] $was[2..]
        case plain
            set -gu $argv[1] $was[2..]
        case '*'
            set -eg $argv[1]
    end
end

# Takes an inherited role, from the shell above this one, tmux or an editor, for one of ours. Then renewal and `off` are the same
# for both. Nobody knows what was there before it, so that counts as absent. A role that came later by itself is met again.
function __ssoenv_meet
    builtin test -n "$SSOENV_PROFILE"; and builtin test -n "$SSOENV_EXPIRES"; or return
    set -l role "$SSOENV_EXPIRES $SSOENV_PROFILE"
    if set -q __ssoenv_held[1]
        set -q __ssoenv_met[1]; and builtin test "x$__ssoenv_met" != "x$role"; or return
    end
    set -l held
    set -l values
    set -l gone $__ssoenv_rivals
    __ssoenv_inherit_settings
    set -q $__ssoenv_rare_labels
    builtin test $status -eq $__ssoenv_rare_label_count; or __ssoenv_inherit_rare
    for name in $__ssoenv_given
        set -qg $name; and set -a held $name; or set -a gone $name
    end
    for name in $held
        set -a values "$$name"
    end
    __ssoenv_forget
    __ssoenv_hold $gone
    set -gu __ssoenv_met $role
end

function __ssoenv_forget
    for name in held values gone gone_count met until minutes told drawn
        set -gu __ssoenv_$name
    end
    set -eg __ssoenv_{was,direnv,mise}_$__ssoenv_all
end

## Variables in other scopes

# Children see an exported local variable of the caller, also one for a single command, in place of the global one. fish copies such
# a variable into each function that is called. One that is not exported cannot be seen from here, and does no harm after its function.
function __ssoenv_refuse_local
    set -l found
    for name in $__ssoenv_all
        set -qlx $name; and set -a found $name
    end
    __ssoenv_say local (builtin string join ', ' -- $found)
    return 3
end

## Taking a role

# Erasing a global variable uncovers a universal variable of that name, and children see it if it is exported.
function __ssoenv_refuse_universal
    set -l found
    for name in $__ssoenv_rivals
        set -qUx $name; and set -a found $name
    end
    set -q found[1]; or return 0
    __ssoenv_say universal "$found"
    return 3
end

# Takes the role of the record, whole or not at all, after any role.
function __ssoenv_take_another --no-scope-shadowing
    set -l held
    set -l values
    __ssoenv_list_new
    if __ssoenv_is_as_left
        set -gu __ssoenv_values $values
    else
        set -l names $__ssoenv_names
        __ssoenv_has_no_rare; or __ssoenv_list_rare; or return
        __ssoenv_refuse_universal; or return
        __ssoenv_make_room
        set -q rare[1]; and __ssoenv_set_rare
    end
    builtin test "x$SSOENV_PROFILE" != x -a "x$SSOENV_PROFILE" != "x$new_SSOENV_PROFILE"
    and set -gu __ssoenv_last $SSOENV_PROFILE
    __ssoenv_set_new
    return 0
end

# True if the role before set the same variables as the one to come, and all is as it left them.
function __ssoenv_is_as_left --no-scope-shadowing
    set -q __ssoenv_held[1]; and set -qgx $__ssoenv_held; or return
    set -l now $$__ssoenv_held
    set -q $__ssoenv_gone rare[1] $__ssoenv_rare_labels
    builtin test "$status $held" = "$__ssoenv_gone_count $__ssoenv_held" -a "x$now" = "x$__ssoenv_values"
end

# True if neither the record, nor the role before, nor the shell has a rare setting.
function __ssoenv_has_no_rare --no-scope-shadowing
    set -q rare[1] $__ssoenv_rare_labels
    builtin test $status -gt $__ssoenv_rare_label_count
    and not builtin string match -rq -- $__ssoenv_rare_pattern x $__ssoenv_held
end

# Adds the rare settings to `names`, and those that the record sets to `held` and `values`.
function __ssoenv_list_rare --no-scope-shadowing
    set -qlx $__ssoenv_rare
    builtin test $status -eq $__ssoenv_rare_count; or __ssoenv_refuse_local; or return
    set -a names $__ssoenv_rare
    set -q rare[1]; or return 0
    set -l IFS \n
    set -l lines (builtin string split \n -- $rare)
    for name in $__ssoenv_rare
        if builtin string match -q -- '=*' "$lines[1]"
            set -a held $name
            set -a values (builtin string sub -s 2 -- $lines[1])
        end
        set -e lines[1]
    end
    return 0
end

# Sets the rare settings that the record sets.
function __ssoenv_set_rare --no-scope-shadowing
    set -l left $values
    for name in $held
        builtin contains -- $name $__ssoenv_rare; and set -gx $name $left[1]
        set -e left[1]
    end
end

# Remembers the variables that are not ours. Those that the record does not set go, or are what they were before.
function __ssoenv_make_room --no-scope-shadowing
    __ssoenv_meet
    set -l mine
    __ssoenv_find_mine
    set -l gone
    for name in $names
        builtin contains -- $name $mine; or __ssoenv_remember $name
        builtin contains -- $name $held; and continue
        if builtin contains -- $name $__ssoenv_settings
            # The value of an earlier role goes, and the person's own stays.
            builtin contains -- $name $mine; and __ssoenv_give_back $name
        else
            set -a gone $name
            set -eg $name
        end
    end
    __ssoenv_hold $gone
end

## Giving it up

# Gives NAME ... back, and names those that decide who AWS commands run as.
function __ssoenv_give_all_back
    set -l restored
    set -l left_direnv
    set -l left_mise
    set -l listed_direnv
    set -l listed_mise
    for name in $argv
        if __ssoenv_has_left direnv $name "$DIRENV_DIFF"
            set -a left_direnv $name
        else if __ssoenv_has_left mise $name "$__MISE_DIFF"
            set -a left_mise $name
        else
            __ssoenv_give_back $name
            __ssoenv_is_restored $name
        end
    end
    set -q left_direnv[1]; and __ssoenv_tell not-restored direnv (builtin string join ', ' -- $left_direnv)
    set -q left_mise[1]; and __ssoenv_tell not-restored mise (builtin string join ', ' -- $left_mise)
    set -q restored[1]; and builtin test -t 2; and __ssoenv_tell restored (builtin string join ', ' -- $restored | builtin string collect)
end

# Unsets NAME, and is true, if TOOL may have set it and has left that folder: DIFF, which is the tool's own variable, was another one
# then. The tool itself would have unset NAME. Only this odd case takes processes. Sets `listed_TOOL` to what that variable was, and to
# the names in it.
function __ssoenv_has_left --no-scope-shadowing
    set -l fish_read_limit
    set -l IFS \n
    set -l diff __ssoenv_$argv[1]_$argv[2]
    set -q $diff[1]; or return
    builtin test -n "$$diff" -a "x$$diff" != "x$argv[3]"; or return
    set -l listed listed_$argv[1]
    builtin test "x$$listed[1][1]" = "x$$diff"; or set $listed $$diff (builtin printf %s $$diff | __ssoenv_list_names)
    set -q "$listed"[2]; and not builtin contains -- $argv[2] $$listed[1][2..]; and return 1
    set -eg $argv[2]
    return 0
end

# Adds NAME to `restored` if it decides who AWS commands run as, and is in force.
function __ssoenv_is_restored --no-scope-shadowing
    set -qgx $argv[1]; or return
    switch $argv[1]
        case AWS_PROFILE AWS_DEFAULT_PROFILE
            set -a restored "$argv[1]=$$argv[1]"
        case AWS_ACCESS_KEY_ID
            set -a restored $argv[1]
    end
end
