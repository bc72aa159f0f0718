# The lock file holds the line editor too, which the patch takes out: cargo drops it and keeps the rest.
cd "$SOURCE"
wasm-cargo build --release --no-default-features -j"$JOBS" --config profile.release.lto=true \
    --config profile.release.panic='"abort"' --config profile.release.strip=true
mkdir -p "$OUT/programs"
cp "$KEEP/target-$(basename "$DEP_RUST_STD")/wasm32-wasip1/release/jaq.wasm" "$OUT/programs/jq.wasm"
