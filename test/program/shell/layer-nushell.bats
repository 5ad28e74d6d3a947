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

small_layer_tests nushell
