# The config.fish for the picture of Tab.
source $LAYER
source $COMPLETION
set -g fish_greeting
# The default colours of fish, which this fish does not load.
set -g fish_color_command blue
set -g fish_color_param cyan
set -g fish_pager_color_completion normal
set -g fish_pager_color_description B3A06D yellow
set -g fish_pager_color_prefix normal --bold --underline
function fish_prompt
    set -q SSOENV_PROMPT[1]; and test -n "$SSOENV_PROMPT"; and echo -n "$SSOENV_PROMPT "
    set_color blue
    echo -n (prompt_pwd)
    set_color normal
    echo -n ' ❯ '
end
