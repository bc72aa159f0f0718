# Built from a copy, so that the tree holds no links into the cache. The copies are new, so cargo compiles and links
# the programs again, which it would not for a libc.a alone that changed; the crates they use are kept.
rm -rf "$KEEP/tree" && mkdir -p "$KEEP/tree/shell/vendor"
cp -rp "$TREE/abi" "$KEEP/tree/abi"
cp -r "$TREE"/shell/{Cargo.toml,Cargo.lock,bash} "$KEEP/tree/shell"
if [ -d "$TREE/shell/.cargo" ]; then cp -r "$TREE/shell/.cargo" "$KEEP/tree/shell"; fi
ln -s "$DEP_BRUSH_CORE" "$KEEP/tree/shell/vendor/brush-core"
ln -s "$DEP_BRUSH_BUILTINS" "$KEEP/tree/shell/vendor/brush-builtins"
ln -s "$DEP_BRUSH_PARSER" "$KEEP/tree/shell/vendor/brush-parser"
cd "$KEEP/tree/shell"
wasm-cargo build --release --locked --package vivarium-bash -j"$JOBS"
mkdir -p "$OUT/programs"
cp "$KEEP/target-$(basename "$DEP_RUST_STD")/wasm32-wasip1/release/bash.wasm" "$OUT/programs"
