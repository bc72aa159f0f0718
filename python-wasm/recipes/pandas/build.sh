host="$DEP_HOST_PYTHON_BUILD/lib"
export PYTHONPATH="$DEP_NUMPY/cython:$DEP_NUMPY/answers:$host/cython:$host/versioneer:$host/packaging"
bash "$DEP_CPYTHON/bin/meson-extension" setup
ninja -j"$JOBS"
bash "$DEP_CPYTHON/bin/meson-extension" install
