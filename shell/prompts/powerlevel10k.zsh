# Adds the role to the right prompt of powerlevel10k, as a segment. Put this into ~/.zshrc, below the shell integration and below
# the line that reads ~/.p10k.zsh.

# The theme puts blanks around a segment by itself.
ssoenv_segment=${ssoenv_prompt//' .)'/.)}
function prompt_ssoenv() { p10k segment -c '$SSOENV_PROMPT' -e -t '$ssoenv_segment' }
(( ${POWERLEVEL9K_RIGHT_PROMPT_ELEMENTS[(Ie)ssoenv]} )) || POWERLEVEL9K_RIGHT_PROMPT_ELEMENTS+=(ssoenv)
