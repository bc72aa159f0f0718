# A numpy to import on the host: it says where ours has its headers, and shows Cython its declarations.
numpy="$DEP_NUMPY/usr/lib/python3.11/site-packages/numpy"
mkdir -p import/numpy
cp "$numpy"/*.pxd import/numpy
echo "def get_include(): return '$numpy/_core/include'" >import/numpy/__init__.py
cat >python.meson <<END
[binaries]
python = '$DEP_CPYTHON/bin/cross-python'

[built-in options]
c_args = ['-msimd128']
cpp_args = ['-msimd128', '-fwasm-exceptions']
END
host="$DEP_HOST_PYTHON_BUILD/lib"
export PYTHONPATH="$PWD/import:$host/cython:$host/versioneer:$host/packaging"
meson setup . "$SOURCE" --cross-file "$TOOLS/wasm.meson" --cross-file python.meson \
    --prefix=/usr -Dbuildtype=release -Db_ndebug=true --wrap-mode=nodownload
ninja -j"$JOBS"
# No tags: pandas' Python files have none.
DESTDIR="$OUT" meson install --no-rebuild >/dev/null
rm -rf "$OUT/usr/lib/python3.11/site-packages/pandas/tests"
packages="$OUT/usr/lib/python3.11/site-packages"
mkdir "$packages/pandas-3.1.1.dist-info"
cp "$SOURCE/PKG-INFO" "$packages/pandas-3.1.1.dist-info/METADATA"
bash "$DEP_CPYTHON/bin/module-objects" "$packages"
