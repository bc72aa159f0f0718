# wasi-libc leaves the FE_* macros out, as wasm has no floating-point flags. The linked program has flags in memory
# (recipe python): LAPACK's wrappers raise them by hand, and LinAlgError depends on it.
flags="'-msimd128', '-Werror=format', '-DFE_INVALID=1', '-DFE_DIVBYZERO=4', '-DFE_OVERFLOW=8', '-DFE_UNDERFLOW=16'"
cat >python.meson <<END
[binaries]
python = '$DEP_CPYTHON/bin/cross-python'

[built-in options]
c_args = [$flags]
cpp_args = [$flags, '-fwasm-exceptions']
END
# numpy builds with a meson of its own, which has its `features` module.
python3.11 "$SOURCE/vendored-meson/meson/meson.py" setup . "$SOURCE" --cross-file "$TOOLS/wasm.meson" \
    --cross-file python.meson --prefix=/usr -Dbuildtype=release -Db_ndebug=true -Dallow-noblas=true \
    -Dblas=openblas -Dlapack=none -Dcpu-dispatch=none
ninja -j"$JOBS"
# As in the wheel there are the modules that numpy's tests call, but for the one on vector instructions.
DESTDIR="$OUT" python3.11 "$SOURCE/vendored-meson/meson/meson.py" install --no-rebuild \
    --tags runtime,python-runtime,devel,tests >/dev/null
packages="$OUT/usr/lib/python3.11/site-packages"
rm "$packages"/numpy/_core/_simd.*.so
find "$packages" -name tests -prune -exec rm -r {} +
mkdir "$packages/numpy-2.4.6.dist-info"
cp "$SOURCE/PKG-INFO" "$packages/numpy-2.4.6.dist-info/METADATA"
bash "$DEP_CPYTHON/bin/module-objects" "$packages"
