# setup-extension [ARGUMENT]…: builds the package in $SOURCE by its setup.py and installs it.
# Calls through functions of another type are errors: natively they work, WebAssembly traps.
set -euo pipefail
host="$(dirname "$(dirname "$(readlink -f "$0")")")/lib"
export PYTHONPATH="$host/setuptools:$host/pybind11:$host/cppy"
export CC=wasm-module-cc CXX=wasm-module-c++ LDSHARED="wasm-module-cc -shared" LDCXXSHARED="wasm-module-c++ -shared"
export AR=wasm-ar PKG_CONFIG=wasm-pkg-config
export CFLAGS="-O2 -fwrapv -DNDEBUG -Werror=cast-function-type-mismatch"
export CXXFLAGS="$CFLAGS"
export CPPFLAGS="-I$DEP_CPYTHON/include/python3.11 ${CPPFLAGS:-}"
packages="$OUT/usr/lib/python3.11/site-packages"
cd "$SOURCE"
"$DEP_CPYTHON/bin/cross-python" setup.py build --build-base="$BUILD/setup" --build-lib="$packages" "$@"
bash "$DEP_CPYTHON/bin/finish-package"
