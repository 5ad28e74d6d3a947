# What the drivers of bash, zsh and sh have in common. drivers/README.md lists what a driver defines.

quoted() { printf "'%s'" "${1//\'/\'\\\'\'}"; }
applying() { echo "eval \"\$(ssoenv $*)\""; }
loading_layer() { echo ". '$program_root/shell/ssoenv.$shell'"; }
recording() { echo "env -0 >'$1'"; }
exporting() { echo "export $1=$(quoted "$2")"; }
setting() { echo "$1=$(quoted "$2")"; }
unsetting() { echo "unset $*"; }
printing_status() { echo 'echo status=$?'; }
argument_from() { echo "\"\$$1\""; }
showing_prompt() { echo 'printf "prompt=<%s>\n" "$SSOENV_PROMPT"'; }
freezing() { echo "readonly $1"; }
holding() { echo "held=\$(ssoenv $*); printf '%s\n' \"\$held\" >held"; }
evaluating_held() { echo 'eval "$held"'; }
# The parts are read by the first call.
guarding() { echo "ssoenv off 2>/dev/null; _ssoenv_is_guarded $(quoted "$1"); echo guarded=\$?"; }
tracing() { echo 'set -x'; }
tracing_no_more() { echo 'set +x'; }
