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
    $call >/dev/null; or die $row
    for i in (seq $argv[2])
        set -l start (date +%s%N)
        for j in $calls
            $call >/dev/null
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

function tab
    complete -C 'ssoenv use '
end

sample 'hook, no role' 20 200 hook
sample 'use, warm' 20 20 use
sample 'hook, role active' 20 100 hook
test "$SSOENV_PROFILE" = dev -a -n "$SSOENV_PROMPT"; or die 'no role'

for count in (string split ' ' $BENCH_COUNTS)
    set -gx AWS_CONFIG_FILE $HOME/$count/config
    for kind in list parsed
        set -gx XDG_CACHE_HOME $HOME/cache/$count/$kind
        test (tab | count) -eq $count; or die (tab | count) of $count names
        sample "Tab, $count profiles, $kind" 7 (test $count -lt 1000; and echo 20; or echo 3) tab
    end
end
