# Shows the role in front of a PROMPT that may be set anew at any time, as oh-my-zsh and prezto do when the theme changes.
# Put this into ~/.zshrc, below the shell integration and below the framework. The aws plugin of oh-my-zsh shows the region
# alone beside it: SHOW_AWS_PROMPT=false above the line that reads oh-my-zsh.sh turns that off.

ssoenv_in_prompt() { [[ ${PROMPT-} == *"${ssoenv_prompt-}"* ]] || PROMPT=$ssoenv_prompt$PROMPT }
typeset -ga precmd_functions
(( ${precmd_functions[(Ie)ssoenv_in_prompt]} )) || precmd_functions+=(ssoenv_in_prompt)
