#!/bin/sh
# The host's python3.11 as seen by a build: it answers questions about itself with wasm's configuration.
here="$(dirname "$(dirname "$(readlink -f "$0")")")"
export _PYTHON_HOST_PLATFORM=linux-wasm32 _PYTHON_SYSCONFIGDATA_NAME=_sysconfigdata__linux_wasm32-wasi
PYTHONPATH="$here/cross${PYTHONPATH:+:$PYTHONPATH}" exec python3.11 "$@"
