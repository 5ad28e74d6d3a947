# Shows the role at the right end of the line, behind a right prompt of your own. Put this into config.fish, below the shell
# integration and below that prompt.

if not functions -q ssoenv_own_right_prompt
    if functions -q fish_right_prompt
        functions -c fish_right_prompt ssoenv_own_right_prompt
    else
        function ssoenv_own_right_prompt
        end
    end
end
function fish_right_prompt
    set -l shown (ssoenv_own_right_prompt)
    test -n "$SSOENV_PROMPT"; and set -a shown $SSOENV_PROMPT
    echo -n "$shown"
end
