# finish-package: in $OUT, gives the package that was built from $SOURCE its metadata, drops its tests, and moves its
# extension modules to $OUT/modules, one object each, named and initialised by their dotted names, to be linked.
set -euo pipefail
packages="$OUT/usr/lib/python3.11/site-packages"
find "$packages" -name tests -prune -exec rm -r {} +
name="$(sed -n '/^Name: /{s///;s/[-.]/_/g;p;q}' "$SOURCE/PKG-INFO")"
version="$(sed -n '/^Version: /{s///;p;q}' "$SOURCE/PKG-INFO")"
mkdir "$packages/${name,,}-$version.dist-info"
cp "$SOURCE/PKG-INFO" "$packages/${name,,}-$version.dist-info/METADATA"
find "$packages" -name '*.cpython-311-wasm32-wasi.so' -print0 | while IFS= read -r -d '' library; do
    module="${library#"$packages"/}"
    module="${module%%.*}"
    mkdir -p "$OUT/modules"
    xtask wasm module-object "${module//\//.}" "$library" "$OUT/modules/${module//\//.}.o"
    rm "$library"
done
