# Adds the role to the right prompt of tide, as an item. Put this into config.fish, below the shell integration.

function ssoenv_for_tide --on-event fish_prompt
    set -gx ssoenv_text "$SSOENV_PROMPT"
end
function _tide_item_ssoenv
    test -n "$ssoenv_text"
    and _tide_print_item ssoenv (string replace -ar '[\\\\\'"]' '?' -- $ssoenv_text)
end
set -g tide_ssoenv_color green
set -g tide_ssoenv_bg_color normal
contains ssoenv $tide_right_prompt_items; or set -g tide_right_prompt_items $tide_right_prompt_items ssoenv
