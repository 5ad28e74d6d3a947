# ssoenv for fish 3.6 and newer: source this file. The layer itself is in the folder fish beside it, also where this is a link.
# The person's limit on reading may be anything.
set -l fish_read_limit
builtin source (builtin path resolve -- (builtin status filename)/../fish/start.fish)
