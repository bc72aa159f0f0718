# The installed toolchain with one more target. Its files are hard links, or copies across file systems; nothing
# writes to them.
toolchain=$(sh "$RECIPE/toolchain.sh")
installed=$(rustup run "$toolchain" rustc --print sysroot)
rmdir "$OUT"
cp -al "$installed" "$OUT" || { rm -rf "$OUT" && cp -a "$installed" "$OUT"; }
target=$OUT/lib/rustlib/wasm32-wasip1
rm -rf "$target" "$OUT/lib/rustlib/src"
mkdir -p "$target/lib/self-contained"
cp "$DEP_RUST_STD"/lib/*.rlib "$target/lib"
cp "$SYSROOT"/lib/wasm32-wasip1/{crt1-command.o,crt1-reactor.o,libc.a} "$target/lib/self-contained"
