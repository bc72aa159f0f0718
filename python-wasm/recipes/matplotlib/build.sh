# meson asks this module for the version, which a release has in its metadata.
mkdir import
echo 'print("3.11.2")' >import/setuptools_scm.py
cat >python.meson <<EOF
[binaries]
python = '$DEP_CPYTHON/bin/cross-python'

[built-in options]
c_args = ['-Werror=cast-function-type-mismatch']
cpp_args = ['-fwasm-exceptions', '-Werror=cast-function-type-mismatch']
EOF
PYTHONPATH="$PWD/import" meson setup . "$SOURCE" --cross-file "$TOOLS/wasm.meson" --cross-file python.meson \
    --prefix=/usr -Dbuildtype=release -Db_ndebug=true -Db_lto=false --wrap-mode=nodownload \
    -Dsystem-freetype=true -Dsystem-libraqm=true -Dsystem-qhull=true -Dmacosx=false
ninja -j"$JOBS"
DESTDIR="$OUT" meson install --no-rebuild --tags data,runtime,python-runtime >/dev/null
packages="$OUT/usr/lib/python3.11/site-packages"
# There is no Tk.
rm "$packages"/matplotlib/backends/_tkagg.*
mkdir "$packages/matplotlib-3.11.2.dist-info"
cp "$SOURCE/PKG-INFO" "$packages/matplotlib-3.11.2.dist-info/METADATA"
bash "$DEP_CPYTHON/bin/module-objects" "$packages"
