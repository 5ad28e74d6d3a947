# ssoenv for fish 3.6 and newer: source this file. The layer itself is in the folder fish beside it, also where this is a link.
# The person's limit on reading may be anything.
set -l fish_read_limit
set -l IFS \n
# start.fish takes the folder of the package from here.
set -l found (builtin path resolve -- (builtin status filename)/../{fish,..})
builtin source $found[1]/start.fish
