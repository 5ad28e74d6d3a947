# The role in prompts that frameworks for fish draw.

load terminal

# plugin NAME: fish finds the files of the plugin as if a plugin manager had put them into its folder.
plugin() {
	local part
	framework "$1"
	for part in conf.d functions completions; do
		mkdir -p "$HOME/.config/fish/$part"
		[ ! -d "$clone/$part" ] || cp -R "$clone/$part/." "$HOME/.config/fish/$part/"
	done
}

# fish would look for manual pages first.
quick_start() { mkdir -p "$HOME/.local/share/fish/generated_completions"; }

@test "fish: the prompt of the shell itself" {
	quick_start
	rc .config/fish/config.fish 'function fish_greeting; end'
	install_finds fish plain
	shows_role fish 1 'here'
}

@test "fish: tide" {
	quick_start
	plugin tide
	rc .config/fish/config.fish 'function fish_greeting; end'
	echo 'ilancosman/tide@v6' >"$HOME/.config/fish/fish_plugins"
	fish -c "tide configure --auto --style=Lean --prompt_colors='16 colors' --show_time=No --lean_prompt_height='Two lines' \
		--prompt_connection=Disconnected --prompt_spacing=Compact --icons='Few icons' --transient=No" >/dev/null
	install_finds fish tide
	shows_role fish 2 '❯'
}

@test "fish: pure" {
	quick_start
	plugin pure-fish
	rc .config/fish/config.fish 'function fish_greeting; end'
	install_finds fish pure
	shows_role fish 2 '❯'
}

@test "fish: a right prompt of the person's own stays, and sees the status" {
	quick_start
	rc .config/fish/config.fish 'function fish_greeting; end' "function fish_right_prompt; echo \"<\$status>\"; end" \
		'source $__fish_config_dir/role.fish' 'source $__fish_config_dir/role.fish'
	ssoenv init fish >"$HOME/.config/fish/role.fish"
	ssoenv prompt --for plain --shell fish >>"$HOME/.config/fish/role.fish"
	cached_role
	shell_opens fish
	prompt_becomes 1 '<0>'
	types 'clear; ssoenv use dev; sh -c "exit 7"'
	prompt_becomes 1 "<7> $role"
	types 'clear; ssoenv off'
	prompt_becomes 1 '<0>$'
}
