# ssoenv for plugin managers of zsh (oh-my-zsh, zinit, antidote and their kin).

# With `source` the parameter 0 is the shell's, where FUNCTION_ARGZERO is off.
source "${${(%):-%x}:A:h}/shell/ssoenv.zsh"
if (( ! ${fpath[(Ie)${${(%):-%x}:A:h}/completions]} )); then
	fpath+=("${${(%):-%x}:A:h}/completions")
fi
