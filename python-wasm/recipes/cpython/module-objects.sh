# module-objects SITE_PACKAGES: moves the extension modules of an installed package to $OUT/modules, one object each,
# named and initialised by their dotted names; the link of python.wasm takes them from there.
mkdir -p "$OUT/modules"
find "$1" -name '*.cpython-311-wasm32-wasi.so' -print0 | while IFS= read -r -d '' library; do
    name="${library#"$1"/}"
    name="${name%%.*}"
    name="${name//\//.}"
    xtask wasm module-object "$name" "$library" "$OUT/modules/$name.o"
    rm "$library"
done
