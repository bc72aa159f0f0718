# Cython sees the declarations of our numpy and scipy; the numpy of the host, which runs, is found second.
numpy="$DEP_NUMPY/usr/lib/python3.11/site-packages/numpy"
mkdir -p import/numpy
cp "$numpy"/*.pxd import/numpy
. "$RECIPE/wide-integers.sh"
cat >python.meson <<END
[binaries]
python = '$DEP_CPYTHON/bin/cross-python'
cython = '$DEP_HOST_SCIENCE_BUILD/bin/cython'

[properties]
numpy-include-dir = '$numpy/_core/include'

[built-in options]
c_args = ['-msimd128', '-Werror=incompatible-pointer-types', '-Wno-incompatible-pointer-types-discards-qualifiers']
cpp_args = ['-msimd128', '-fwasm-exceptions']
END
host="$DEP_HOST_SCIENCE_BUILD/lib"
scipy="$DEP_SCIPY_DECLARATIONS/lib:$DEP_SCIPY/usr/lib/python3.11/site-packages"
export PYTHONPATH="$PWD/import:$scipy:$host/cython:$host/numpy"
meson setup . "$SOURCE" --cross-file "$TOOLS/wasm.meson" --cross-file python.meson \
    --prefix=/usr -Dbuildtype=release -Db_ndebug=true --wrap-mode=nodownload
ninja -j"$JOBS"
# No tags: its Python files have none.
DESTDIR="$OUT" meson install --no-rebuild >/dev/null
packages="$OUT/usr/lib/python3.11/site-packages"
find "$packages" -name tests -prune -exec rm -r {} +
mkdir "$packages/scikit_learn-1.9.1.dist-info"
cp "$SOURCE/PKG-INFO" "$packages/scikit_learn-1.9.1.dist-info/METADATA"
bash -euo pipefail "$DEP_CPYTHON/bin/module-objects" "$packages"
