# wasi-libc leaves the FE_* macros out, as wasm has no floating-point flags. The linked program has flags in memory
# (recipe python): LAPACK's wrappers raise them by hand, and LinAlgError depends on it.
flags="-Werror=format -DFE_INVALID=1 -DFE_DIVBYZERO=4 -DFE_OVERFLOW=8 -DFE_UNDERFLOW=16"
# numpy builds with a meson of its own, which has its `features` module.
export MESON="python3.11 $SOURCE/vendored-meson/meson/meson.py"
bash "$DEP_CPYTHON/bin/meson-extension" setup -Dc_args="$flags" -Dcpp_args="$flags" \
    -Dallow-noblas=true -Dblas=openblas -Dlapack=none -Dcpu-dispatch=none
ninja -j"$JOBS"
# As in the wheel there are the modules that numpy's tests call, but for the one on vector instructions.
bash "$DEP_CPYTHON/bin/meson-extension" install --tags runtime,python-runtime,devel,tests
rm "$OUT"/modules/numpy._core._simd.o
# For packages that build on it: what Cython sees of it, and a numpy that a script of theirs can ask for its headers.
numpy="$OUT/usr/lib/python3.11/site-packages/numpy"
mkdir -p "$OUT/cython/numpy" "$OUT/answers/numpy"
cp "$numpy"/*.pxd "$OUT/cython/numpy"
echo "def get_include(): return '$numpy/_core/include'" >"$OUT/answers/numpy/__init__.py"
