# Built from a copy, as bash is: see there.
rm -rf "$KEEP/tree" && mkdir -p "$KEEP/tree/shell/tools"
cp -rp "$TREE/abi" "$KEEP/tree/abi"
cp -r "$TREE"/shell/tools/{Cargo.toml,Cargo.lock,build.rs,src,nix} "$KEEP/tree/shell/tools"
if [ -d "$TREE/shell/tools/.cargo" ]; then cp -r "$TREE/shell/tools/.cargo" "$KEEP/tree/shell/tools"; fi
ln -s "$DEP_UUTILS" "$KEEP/tree/shell/tools/patched"
cd "$KEEP/tree/shell/tools"
wasm-cargo build --release --locked -j"$JOBS"
mkdir -p "$OUT/programs"
cp "$KEEP/target-$(basename "$DEP_RUST_STD")/wasm32-wasip1/release/tools.wasm" "$OUT/programs"
# What the program answers to, for the image.
sed -n 's/^    ("\([^"]*\)",.*/\1/p' "$TREE/shell/tools/src/table.rs" >"$OUT/programs/tools.names"
