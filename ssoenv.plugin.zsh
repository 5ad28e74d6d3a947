# ssoenv for plugin managers of zsh (oh-my-zsh, zinit, antidote and others).

# With FUNCTION_ARGZERO off, `$0` is not the name of a sourced file, so the prompt escape %x is.
source "${${(%):-%x}:A:h}/shell/zsh/start.zsh"
if (( ! ${fpath[(Ie)${${(%):-%x}:A:h}/completions]} )); then
	fpath+=("${${(%):-%x}:A:h}/completions")
fi
