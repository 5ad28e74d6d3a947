# The words of the tests of small layers in Nushell; see small-layer.bash.

load_language() { use_small_layer nushell nu; }

assign() { echo "\$env.$1 = '$2'"; }
drop() { echo "hide-env $1"; }
child() { echo "^sh -c '$1'"; }
attempt() { echo "try { $1; print done } catch { print failed }"; }
capture() { echo "let x = ($1)
\$x | to text | save captured"; }
prompt_text() { echo 'print (ssoenv-prompt)'; }
offered() {
	printf '%s\nssoenv use ' "$begin" >completing.nu
	echo "^nu -n --ide-complete $(wc -c <completing.nu) completing.nu | from json | get completions | each {|it| print \$it } | ignore"
}
evaluating() { echo "^cat code | from json | load-env"; }
