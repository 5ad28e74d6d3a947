# The words of the tests of small layers in xonsh; see small-layer.bash.

load_language() { use_small_layer xonsh xsh; }

assign() { echo "\$$1 = '$2'"; }
drop() { echo "del \$$1"; }
child() { echo "sh -c '$1'"; }
attempt() { echo "print('done' if !($1) else 'failed')"; }
capture() { echo "open('captured', 'w').write(\$($1) or '')"; }
prompt_text() { echo "print(\$PROMPT_FIELDS['ssoenv']())"; }
offered() {
	echo "found = __import__('xonsh.completer').completer.Completer().complete('', 'ssoenv use ', 11, 11, {}, 'ssoenv use ', 11)[0]"
	echo '_ = [print(str(one).strip()) for one in found]'
}
evaluating() { echo 'execx($(cat code))'; }
trying() { printf '%s\n' 'try:' "    $1" 'except BaseException:' '    pass'; }
