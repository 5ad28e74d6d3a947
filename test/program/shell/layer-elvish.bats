# The layer for elvish.

load ../support/support
load ../support/layer
load ../support/small-layer

prepare() {
	use_small_layer elvish elv
	# A script has no `edit:add-var`, so it takes the functions out of the namespace of the layer.
	local load="eval &on-end={|layer| set ssoenv~ ssoenv-prompt~ complete~ = \$layer[ssoenv~] \$layer[ssoenv-prompt~] \$layer[complete~] }"
	begin="var ssoenv~ ssoenv-prompt~ complete~ = {|@_| } {|@_| } {|@_| }
${begin/eval/"$load"}"
}

assign() { echo "set-env $1 '$2'"; }
drop() { echo "unset-env $1"; }
child() { echo "e:sh -c '$1'"; }
attempt() { echo "try { $1; echo done } catch { echo failed }"; }
capture() { echo "put ($1) > captured"; }

small_layer_tests elvish
