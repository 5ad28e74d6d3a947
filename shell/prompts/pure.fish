# Shows the role at the right end of the line. Put this into config.fish, below the shell integration.

function fish_right_prompt
    echo -n "$SSOENV_PROMPT"
end
