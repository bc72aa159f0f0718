cat >python.meson <<EOF
[binaries]
python = '$DEP_CPYTHON/bin/cross-python'

[built-in options]
cpp_args = ['-fwasm-exceptions', '-Werror=cast-function-type-mismatch']
EOF
PYTHONPATH="$DEP_HOST_EXTENSION_BUILD/lib/meson-python" \
    meson setup . "$SOURCE" --cross-file "$TOOLS/wasm.meson" --cross-file python.meson --prefix=/usr \
    -Dbuildtype=release -Db_ndebug=true -Dwerror=false
ninja -j"$JOBS"
DESTDIR="$OUT" meson install --no-rebuild >/dev/null
packages="$OUT/usr/lib/python3.11/site-packages"
mkdir "$packages/contourpy-1.3.3.dist-info"
cp "$SOURCE/PKG-INFO" "$packages/contourpy-1.3.3.dist-info/METADATA"
bash "$DEP_CPYTHON/bin/module-objects" "$packages"
