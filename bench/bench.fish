# Times what the layer does in fish. Prints `ROW<TAB>CALLS<TAB>MILLISECONDS` for each sample. fish has no clock finer than a
# second, so `date` is asked twice for each sample: about a millisecond, divided by the calls.
source $BENCH_ROOT/shell/ssoenv.fish
source $BENCH_ROOT/completions/ssoenv.fish

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

# another_copy: of the same role, for a profile `other`. It is as old as that of dev.
function another_copy
    set -l copies $HOME/.cache/ssoenv/shell/roles
    sed 's/^=dev$/=other/' $copies/dev >$copies/other
    and touch -r $copies/dev $copies/other
    or die 'no other copy'
end

sample 'hook, no role' 20 1000 hook
sample 'use, warm' 20 100 use
another_copy
sample 'use, warm, another profile' 20 100 use_other
use
sample 'hook, role active' 20 500 hook
test "$SSOENV_PROFILE" = dev -a -n "$SSOENV_PROMPT"; or die 'no role'

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
    end
end
