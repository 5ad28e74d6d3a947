# The words of the tests of small layers in tcsh; see small-layer.bash.

load_language() { use_small_layer tcsh tcsh; }

assign() { echo "setenv $1 '$2'"; }
drop() { echo "unsetenv $1"; }
child() { echo "sh -c '$1'"; }
attempt() {
	printf '%s\n' "$1" 'if ($status == 0) then' 'echo done' 'else' 'echo failed' 'endif'
}
capture() { echo "eval \"\`$1\`\""; }
prompt_text() { printf '%s\n' ssoenv-prompt 'echo $ssoenv_prompt:q'; }
offered() { echo _ssoenv_names; }
# A syntax error ends a script of tcsh.
trying() { echo "$1"; }
evaluating() { echo 'eval "`cat code`"'; }
