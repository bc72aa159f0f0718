mkdir -p "$OUT/programs"
for source in "$TREE"/sysroot/tests/*.c; do
    wasm-cc -O2 "$source" -o "$OUT/programs/$(basename "$source" .c).wasm" -Wl,--fatal-warnings
done
for source in "$TREE"/sysroot/tests/*.cc; do
    wasm-c++ -O2 "$source" -o "$OUT/programs/$(basename "$source" .cc).wasm" -Wl,--fatal-warnings
done
