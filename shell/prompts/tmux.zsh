# Shows the role in the status line of tmux: each prompt sets the title of its pane, without starting a process.
# Put this into ~/.zshrc, below the shell integration, and these lines into ~/.tmux.conf:
#   set -g status-right '#{q/h:pane_title}'
#   set -g status-right-length 60
# Keep `q/h`: without it, tmux reads `#[fg=red]` in the name of a profile as a color.

ssoenv_title() { print -rn -- $'\e]2;'"${SSOENV_PROMPT-}"$'\e\\' }
typeset -ga precmd_functions
(( ${precmd_functions[(Ie)ssoenv_title]} )) || precmd_functions+=(ssoenv_title)
