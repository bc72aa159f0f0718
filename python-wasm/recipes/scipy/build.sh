# As in the linked program (see numpy).
status="-DFE_INVALID=1 -DFE_DIVBYZERO=4 -DFE_OVERFLOW=8 -DFE_UNDERFLOW=16"
. "$RECIPE/wide-integers.sh"
cat >science.meson <<END
[binaries]
f2py = '$DEP_HOST_NUMPY/bin/f2py'
fortran = '$TOOLS/wasm-module-fortran'
END
export PYTHONPATH="$DEP_NUMPY/cython:$DEP_HOST_PYTHON_BUILD/lib/cython:$DEP_HOST_NUMPY/lib/numpy"
bash "$DEP_CPYTHON/bin/meson-extension" setup --cross-file science.meson -Duse-pythran=false \
    -Dc_args="$status -Werror=incompatible-pointer-types" \
    -Dcpp_args="-Wno-c++11-narrowing -DPOCKETFFT_NO_MULTITHREADING -DHIGHS_NO_DEFAULT_THREADS"
# The modules, and what is generated beside them; not HiGHS a second time, as a library, nor a test of rounding modes.
ninja -t targets all | sed -n 's/^\(scipy\/[^:]*\.\(so\|py\|pxd\)\): .*/\1/p' | grep -v /_test_internal >targets
xargs ninja -j"$JOBS" <targets
# What scipy's own tests call would be installed with all of the tests.
packages="$OUT/usr/lib/python3.11/site-packages"
mkdir -p "$packages"
grep -E '/_c?y?test[^/]*\.so$' targets | xargs cp --parents -t "$packages"
export ADAPT_TO="$DEP_OPENBLAS_LAPACK/lib/libopenblas_lapack.a:$DEP_FORTRAN_RUNTIME/lib/libfortran.a"
ADAPT_TO="$ADAPT_TO:$SYSROOT/lib/wasm32-wasip1/libc.a"
bash "$DEP_CPYTHON/bin/meson-extension" install --tags runtime,python-runtime
