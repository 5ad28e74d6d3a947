# Shows the role in the status line of tmux: each prompt sets the title of its pane, without starting a process.
# Put this into config.fish, below the shell integration, and these lines into ~/.tmux.conf:
#   set -g status-right '#{q/h:pane_title}'
#   set -g status-right-length 60
# Keep `q/h`: without it, tmux reads `#[fg=red]` in the name of a profile as a color.

function fish_title
    string replace -ar '\e\[[0-9;]*m' '' -- "$SSOENV_PROMPT"
end
