# Times what the layer does in fish. Prints `ROW<TAB>CALLS<TAB>MILLISECONDS` for each sample. fish has no clock finer than a
# second, so `date` is asked twice for each sample: about a millisecond, divided by the calls.
# fish loads the completion by itself. Sourced here as well, it would offer each name twice.
source $BENCH_ROOT/shell/ssoenv.fish

function die
    echo "bench.fish: $argv" >&2
    exit 1
end

# sample ROW SAMPLES CALLS COMMAND ...
function sample
    set -l row $argv[1]
    set -l calls (seq $argv[3])
    set -l call $argv[4..]
    $call; or die $row
    for i in (seq $argv[2])
        set -l start (date +%s%N)
        for j in $calls
            $call
        end
        set -l stop (date +%s%N)
        printf '%s\t%d\t%s\n' $row $argv[3] (math -s3 "($stop - $start) / 1000000")
    end
end

function hook
    __ssoenv_hook
    return 0
end

function use
    ssoenv use dev
end

function use_other
    if test "$SSOENV_PROFILE" = dev
        ssoenv use other
    else
        ssoenv use dev
    end
end

function tab
    complete -C "ssoenv use $typed" >/dev/null
end

## Steps: why a goal is missed, or nearly. The least is what any layer has to do, in as few commands as fish allows.

function find_time
    set -l clock (path mtime /; path mtime -R /)
end

function match_record
    builtin string match -rq $__ssoenv_record -- "$argv[1]"
end

function set_twelve
    set -gx BENCH_1 $argv[1]
    set -gx BENCH_2 $argv[2]
    set -gx BENCH_3 $argv[3]
    set -gx BENCH_4 $argv[4]
    set -gx BENCH_5 $argv[5]
    set -gx BENCH_6 $argv[6]
    set -gx BENCH_7 $argv[7]
    set -gx BENCH_8 $argv[8]
    set -gx BENCH_9 $argv[9]
    set -gx BENCH_10 $argv[10]
    set -gx BENCH_11 $argv[11]
    set -gx BENCH_12 $argv[12]
end

# The file is regular and of this user, it is read and not stale, its role lasts, and its variables are set.
function least_of_use
    set -l folder $HOME/.cache/ssoenv/shell/roles
    set -l file $folder/dev
    set -l config $HOME/.aws/config
    set -l credentials $HOME/.aws/credentials
    test -f $file -a ! -L $file -a -O $file -a -O $folder -a -r $file; or return
    read -z -d \n= -a rows <$file
    test ! $config -nt $file -a ! $HOME/.aws -nt $file -a ! $credentials -nt $file -a ! $HOME/.aws -nt $file; or return
    set -l clock (path mtime /; path mtime -R /)
    test "$rows[10]" = dev -a $clock[2] -ge 0; or return
    set_twelve $rows[3..14]
end

function steps_of_use
    set -l copy $HOME/.cache/ssoenv/shell/roles/dev
    read -z text <$copy
    read -z -d \n= -a rows <$copy
    sample 'step of use: all that any layer has to do' 20 100 least_of_use
    sample 'step of use: find the time' 20 100 find_time
    sample 'step of use: take the record apart' 20 100 __ssoenv_with_record match_record "$text"
    sample 'step of use: set 12 variables' 20 100 set_twelve $rows[3..14]
    set -eg BENCH_(seq 12)
end

function find_time_once
    set -l clock
    __ssoenv_clock
end

function compare_text
    set -l made_of
    __ssoenv_look
    test "x$made_of" = "x$bench_drawn"
end

function call_inner
end

function call_two
    call_inner
end

function steps_of_hook
    set -l made_of
    __ssoenv_look
    set -g bench_drawn $made_of
    sample 'step of hook: find the time' 20 500 find_time_once
    sample 'step of hook: compare what the text tells' 20 500 compare_text
    sample 'step of hook: call two functions that do nothing' 20 500 call_two
    set -e bench_drawn
end

function read_list
    read -z -d \np\t -a names <$XDG_CACHE_HOME/ssoenv/shell/names
end

function read_global_list
    read -z -d \np\t -a -g bench_names <$XDG_CACHE_HOME/ssoenv/shell/names
end

function tab_bare
    complete -C 'bench-bare ' >/dev/null
end

function tab_without_names
    complete -C 'ssoenv off ' >/dev/null
end

# At first, the names are in a variable before fish is asked.
function steps_of_tab
    sample 'step of Tab: find that the words take no name' 7 20 tab_without_names
    sample 'step of Tab: read the list of 10000 names' 7 3 read_list
    read_global_list
    set -e bench_names[1]
    complete -c bench-bare -f -a '$bench_names'
    sample 'step of Tab: complete with 10000 names alone, without ssoenv' 7 3 tab_bare
    set bench_names (string replace -r '(?s)\t.*' '' -- $bench_names)
    sample 'step of Tab: the same with names that have no descriptions' 7 3 tab_bare
    complete -ec bench-bare
    complete -c bench-bare -f -a '(read_global_list) $bench_names[2..] (set -eg bench_names)'
    sample 'step of Tab: read 10000 names and complete with them, without ssoenv' 7 3 tab_bare
    complete -ec bench-bare
end

## All rows

# another_copy: of the same role, for a profile `other`. It is as old as that of dev.
function another_copy
    set -l copies $HOME/.cache/ssoenv/shell/roles
    sed 's/^=dev$/=other/' $copies/dev >$copies/other
    and touch -r $copies/dev $copies/other
    or die 'no other copy'
end

sample 'hook, no role' 20 1000 hook
set -g SSOENV_DIRECTORIES 1
sample 'hook, no role, folders choose' 20 1000 hook
set -e SSOENV_DIRECTORIES
sample 'use, warm' 20 100 use
another_copy
sample 'use, warm, another profile' 20 100 use_other
use
sample 'hook, role active' 20 500 hook
test "$SSOENV_PROFILE" = dev -a -n "$SSOENV_PROMPT"; or die 'no role'
steps_of_use
steps_of_hook

for count in (string split ' ' $BENCH_COUNTS)
    set -gx AWS_CONFIG_FILE $HOME/$count/config
    for kind in list parsed
        set -gx XDG_CACHE_HOME $HOME/cache/$count/$kind
        set -l calls (test $count -lt 1000; and echo 20; or echo 3)
        for left in all one hundred
            set -g typed
            set -l row "Tab, $count profiles, $kind"
            set -l names $count
            switch $left
                case one
                    set typed team-77.
                    set row "$row, one left"
                    set names 1
                case hundred
                    test $count -eq 10000; or continue
                    set typed team-77
                    set row "$row, 111 left"
                    set names 111
            end
            set -l found (complete -C "ssoenv use $typed" | count)
            test $found -eq $names; or die "$row: $found names"
            sample $row 7 $calls tab
        end
        if test $count -eq 10000 -a $kind = list
            steps_of_tab
        end
    end
end
