. "$RECIPE/wide-integers.sh"
scipy="$DEP_SCIPY_DECLARATIONS/lib:$DEP_SCIPY/usr/lib/python3.11/site-packages"
host="$DEP_HOST_PYTHON_BUILD/lib/cython:$DEP_HOST_NUMPY/lib/numpy"
export PYTHONPATH="$DEP_NUMPY/cython:$scipy:$host"
bash "$DEP_CPYTHON/bin/meson-extension" setup \
    -Dc_args="-Werror=incompatible-pointer-types -Wno-incompatible-pointer-types-discards-qualifiers"
ninja -j"$JOBS"
bash "$DEP_CPYTHON/bin/meson-extension" install
