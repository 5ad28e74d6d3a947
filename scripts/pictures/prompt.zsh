# The .zshrc for the picture of the prompt.
source $LAYER
SSOENV_GUARD='*prod*'
setopt prompt_subst
PROMPT='$ssoenv_prompt%F{blue}%~%f ❯ '
