export PYTHONPATH="$DEP_HOST_EXTENSION_BUILD/lib/meson-python"
bash "$DEP_CPYTHON/bin/meson-extension" setup -Dcpp_args=-Werror=cast-function-type-mismatch
ninja -j"$JOBS"
bash "$DEP_CPYTHON/bin/meson-extension" install
