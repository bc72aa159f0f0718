# A private resource directory: the compiler's own headers, with the wasm builtins where the compiler looks for them.
mkdir -p "$OUT/lib/wasm32-unknown-wasip1"
cp -rL "$(clang-22 -print-resource-dir)/include" "$OUT/include"
cp "$SOURCE/usr/lib/llvm-22/lib/clang/22/lib/wasi/libclang_rt.builtins-wasm32.a" \
    "$OUT/lib/wasm32-unknown-wasip1/libclang_rt.builtins.a"
