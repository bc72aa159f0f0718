# A numpy to import on the host: it says where ours has its headers, and shows Cython its declarations.
numpy="$DEP_NUMPY/usr/lib/python3.11/site-packages/numpy"
mkdir -p import/numpy
cp "$numpy"/*.pxd import/numpy
echo "def get_include(): return '$numpy/_core/include'" >import/numpy/__init__.py
# meson asks this script for the version, which a release has in its metadata.
printf '#!/bin/sh\necho 0.15.0\n' >"$SOURCE/statsmodels/_build/git_version.py"
cat >python.meson <<END
[binaries]
python = '$DEP_CPYTHON/bin/cross-python'
cython = '$DEP_HOST_SCIENCE_BUILD/bin/cython'

[built-in options]
c_args = ['-msimd128', '-Werror=incompatible-pointer-types']
END
scipy="$DEP_SCIPY_DECLARATIONS/lib:$DEP_SCIPY/usr/lib/python3.11/site-packages"
export PYTHONPATH="$PWD/import:$scipy:$DEP_HOST_SCIENCE_BUILD/lib/cython"
meson setup . "$SOURCE" --cross-file "$TOOLS/wasm.meson" --cross-file python.meson \
    --prefix=/usr -Dbuildtype=release -Db_ndebug=true --wrap-mode=nodownload
ninja -j"$JOBS"
# No tags: its Python files have none.
DESTDIR="$OUT" meson install --no-rebuild >/dev/null
packages="$OUT/usr/lib/python3.11/site-packages"
find "$packages" -name tests -prune -exec rm -r {} +
mkdir "$packages/statsmodels-0.15.0.dist-info"
cp "$SOURCE/PKG-INFO" "$packages/statsmodels-0.15.0.dist-info/METADATA"
bash -euo pipefail "$DEP_CPYTHON/bin/module-objects" "$packages"
