# pandas asks the numpy that it imports where its headers are; all that ours can do at build time is answer that.
headers="$DEP_NUMPY/usr/lib/python3.11/site-packages/numpy/_core/include"
mkdir -p import/numpy
echo "def get_include(): return '$headers'" >import/numpy/__init__.py
cat >python.meson <<END
[binaries]
python = '$DEP_CPYTHON/bin/cross-python'

[built-in options]
c_args = ['-msimd128']
cpp_args = ['-msimd128', '-fwasm-exceptions']
END
export PYTHONPATH="$PWD/import:$DEP_HOST_PYTHON_BUILD/lib/versioneer:$DEP_HOST_PYTHON_BUILD/lib/packaging"
meson setup . "$SOURCE" --cross-file "$TOOLS/wasm.meson" --cross-file python.meson \
    --prefix=/usr -Dbuildtype=release -Db_ndebug=true --wrap-mode=nodownload
ninja -j"$JOBS"
DESTDIR="$OUT" meson install --no-rebuild --tags runtime,python-runtime >/dev/null
rm -rf "$OUT/usr/lib/python3.11/site-packages/pandas/tests"
bash "$DEP_CPYTHON/bin/module-objects" "$OUT/usr/lib/python3.11/site-packages"
