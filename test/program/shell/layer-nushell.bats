# The layer for Nushell.

load ../support/support
load ../support/layer
load ../support/small-layer

prepare() { use_small_layer nushell nu; }

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

it_unsets_the_variables_inside_a_command_of_the_person() {
	role_program dev
	in_small_layer 'def --env nothing [] { null }' 'def --env all [] { nothing; ssoenv use dev; nothing; ssoenv off }' all "$(dumping after)" \
		'ssoenv use dev' 'def --env end [] { nothing; ssoenv off }' end "$(dumping after2)"
	silent
	lacks after AWS_SECRET_ACCESS_KEY
	lacks after2 AWS_SECRET_ACCESS_KEY
	lacks after2 SSOENV_PROFILE
}

small_layer_tests nushell
