# Shows the role in the status line of tmux: each prompt sets the title of its pane, without starting a process.
# Put the line below into your function `prompt`, and these lines into ~/.tmux.conf:
#   set -g status-right '#{q/h:pane_title}'
#   set -g status-right-length 60
# Keep `q/h`: without it, tmux reads `#[fg=red]` in the name of a profile as a color.

$Host.UI.RawUI.WindowTitle = (Get-SsoenvPrompt) -replace "$([char] 27)\[[0-9;]*m"
