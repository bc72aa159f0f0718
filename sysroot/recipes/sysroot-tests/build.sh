mkdir -p "$OUT/programs"
for source in "$TREE"/sysroot/tests/*.c; do
    wasm-cc -O2 "$source" -o "$OUT/programs/$(basename "$source" .c).wasm" -Wl,--fatal-warnings
done
for source in "$TREE"/sysroot/tests/*.cc; do
    wasm-c++ -O2 "$source" -o "$OUT/programs/$(basename "$source" .cc).wasm" -Wl,--fatal-warnings
done
# A fresh copy is compiled again; cargo would not link again for a libc.a alone that changed.
rm -rf "$KEEP/std" && cp -r "$TREE/sysroot/tests/std" "$KEEP/std"
cd "$KEEP/std"
wasm-cargo build --release --locked -j"$JOBS"
cp "$KEEP/target-$(basename "$DEP_RUST_STD")/wasm32-wasip1/release/std-test.wasm" "$OUT/programs/std.wasm"
