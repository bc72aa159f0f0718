# grep-cli's test whether standard input can be read, and same-file, are for unix alone.
perl "$TREE/shell/recipes/uutils/unix.pl" "$SOURCE"/grep-cli/src/lib.rs "$SOURCE"/same-file/src/*.rs
cd "$SOURCE/ripgrep"
# One thread, whatever -j says.
sed -i '/} else if let Some(threads) = low.threads {/,+1 s/threads$/threads.min(1)/' crates/core/flags/hiargs.rs
wasm-cargo build --release -j"$JOBS" --config profile.release.lto=true --config profile.release.panic='"abort"' \
    --config profile.release.strip=true --config profile.release.debug=0 \
    --config "patch.crates-io.grep-cli.path='$SOURCE/grep-cli'" \
    --config "patch.crates-io.same-file.path='$SOURCE/same-file'"
mkdir -p "$OUT/programs"
cp "$KEEP/target-$(basename "$DEP_RUST_STD")/wasm32-wasip1/release/rg.wasm" "$OUT/programs"
