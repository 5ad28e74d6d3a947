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

small_layer_tests xonsh
