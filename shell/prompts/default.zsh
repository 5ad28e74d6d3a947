# Shows the role in front of PROMPT. Put this into ~/.zshrc, below the shell integration and all lines that set PROMPT.

[[ ${PROMPT-} == *"${ssoenv_prompt-}"* ]] || PROMPT=$ssoenv_prompt$PROMPT
