# The layer for xonsh.

load ../support/support
load ../support/layer
load ../support/small-layer

prepare() { use_small_layer xonsh xsh; }

assign() { echo "\$$1 = '$2'"; }
drop() { echo "del \$$1"; }
child() { echo "sh -c '$1'"; }
attempt() { echo "print('done' if !($1) else 'failed')"; }
capture() { echo "open('captured', 'w').write(\$($1) or '')"; }
prompt_text() { echo "print(\$PROMPT_FIELDS['ssoenv']())"; }
offered() { echo "[print(str(it).strip()) for it in __import__('xonsh.completer').completer.Completer().complete('', 'ssoenv use ', 11, 11, {}, 'ssoenv use ', 11)[0]]"; }
evaluating() { echo 'execx($(cat code))'; }
trying() { printf '%s\n' 'try:' "    $1" 'except BaseException:' '    pass'; }

small_layer_tests xonsh
