# Read by build.sh when the libraries hold bitcode: makes one object of each. Functions are inlined across source files,
# and who links the libraries needs no LLVM. Python is a quarter faster for it.
for library in $libraries; do
    name="$(basename "$library" .a)"
    mkdir -p "../bitcode/$name"
    (cd "../bitcode/$name" && wasm-ar x "$BUILD/$library")
    wasm-ld -r -o "$name.o" "../bitcode/$name"/*.o --lto-O3 -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false
    rm "$library"
    wasm-ar rcs "$library" "$name.o"
done
