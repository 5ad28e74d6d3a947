# The words of the tests of small layers in elvish; see small-layer.bash.

load_language() {
	use_small_layer elvish elv
	begin="var complete~ = { }
${begin/&on-end={|layer| /"&on-end={|layer| set complete~ = \$layer[complete~]; "}"
}

assign() { echo "set-env $1 '$2'"; }
drop() { echo "unset-env $1"; }
child() { echo "e:sh -c '$1'"; }
attempt() { echo "try { $1; echo done } catch { echo failed }"; }
capture() { echo "put ($1) > captured"; }
prompt_text() { echo 'echo (ssoenv-prompt)'; }
offered() { echo "complete ssoenv use '' | each {|it| echo \$it }"; }
evaluating() { echo 'eval (e:cat code | slurp)'; }
