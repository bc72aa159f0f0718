# Cython sees our numpy's declarations; a numpy of the host runs, and is found second.
numpy="$DEP_NUMPY/usr/lib/python3.11/site-packages/numpy"
mkdir -p import/numpy
cp "$numpy"/*.pxd import/numpy
flags="'-msimd128'"
# As in the linked program (see numpy).
status="'-DFE_INVALID=1', '-DFE_DIVBYZERO=4', '-DFE_OVERFLOW=8', '-DFE_UNDERFLOW=16'"
. "$RECIPE/wide-integers.sh"
cat >python.meson <<END
[binaries]
python = '$DEP_CPYTHON/bin/cross-python'
cython = '$DEP_HOST_SCIENCE_BUILD/bin/cython'
f2py = '$DEP_HOST_SCIENCE_BUILD/bin/f2py'
fortran = '$TOOLS/wasm-module-fortran'

[properties]
numpy-include-dir = '$numpy/_core/include'

[built-in options]
c_args = [$flags, $status, '-Werror=incompatible-pointer-types']
cpp_args = [$flags, '-fwasm-exceptions', '-Wno-c++11-narrowing', '-DPOCKETFFT_NO_MULTITHREADING', '-DHIGHS_NO_DEFAULT_THREADS']
END
export PYTHONPATH="$PWD/import:$DEP_HOST_SCIENCE_BUILD/lib/cython:$DEP_HOST_SCIENCE_BUILD/lib/numpy"
meson setup . "$SOURCE" --cross-file "$TOOLS/wasm.meson" --cross-file python.meson --prefix=/usr \
    -Dbuildtype=release -Db_ndebug=true --wrap-mode=nodownload -Duse-pythran=false
# The modules but for those of tests, and what is generated beside them; not HiGHS a second time, as a library.
ninja -t targets all | sed -n 's/^\(scipy\/[^:]*\.\(so\|py\|pxd\)\): .*/\1/p' | grep -v -E '/_c?y?test' >targets
xargs ninja -j"$JOBS" <targets
DESTDIR="$OUT" meson install --no-rebuild --tags runtime,python-runtime >/dev/null
packages="$OUT/usr/lib/python3.11/site-packages"
mkdir "$packages/scipy-1.17.1.dist-info"
cp "$SOURCE/PKG-INFO" "$packages/scipy-1.17.1.dist-info/METADATA"
export ADAPT_TO="$DEP_OPENBLAS_LAPACK/lib/libopenblas_lapack.a:$DEP_FORTRAN_RUNTIME/lib/libfortran.a"
ADAPT_TO="$ADAPT_TO:$SYSROOT/lib/wasm32-wasip1/libc.a"
bash "$DEP_CPYTHON/bin/module-objects" "$packages"
