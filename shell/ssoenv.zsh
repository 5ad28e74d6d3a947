# ssoenv for zsh 5.4 and newer: source this file. The layer itself is in the folder zsh beside it.
# shellcheck disable=all # zsh, which it cannot read: `zsh -n` does
# In the output of `ssoenv init zsh`, the layer follows as text, so there this line does nothing.
[[ $ZSH_EVAL_CONTEXT != *file || ${${(%):-%x}:A} != */shell/ssoenv.zsh ]] || 'builtin' 'source' "${${(%):-%x}:A:h}/zsh/start.zsh"
