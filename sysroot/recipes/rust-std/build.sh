# std for the guests: upstream's source with our patches, which bring processes and POSIX paths, built as cargo's
# -Zbuild-std does. Linking happens later, against our libc; here wasi-libc's start files are enough.
toolchain=$(sh "$TREE/sysroot/recipes/rust/toolchain.sh")
source=$SOURCE/usr/src/rustc-1.97.1
for patch in "$TREE"/sysroot/std/*.patch; do
    if [ -e "$patch" ]; then patch -p1 --batch --fuzz=0 -d "$source" -i "$patch"; fi
done
cp -al "$(rustup run "$toolchain" rustc --print sysroot)" toolchain || {
    rm -rf toolchain && cp -a "$(rustup run "$toolchain" rustc --print sysroot)" toolchain
}
libraries=$PWD/toolchain/lib/rustlib
rm -rf "$libraries/src" "$libraries/wasm32-wasip1"
mkdir -p "$libraries/src/rust" "$libraries/wasm32-wasip1/lib/self-contained"
mv "$source/library" "$libraries/src/rust/library"
cp "$DEP_WASI_LIBC"/lib/wasm32-wasip1/{crt1-command.o,crt1-reactor.o,libc.a} "$libraries/wasm32-wasip1/lib/self-contained"
mkdir -p probe/src
printf '[package]\nname = "probe"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >probe/Cargo.toml
echo 'fn main() {}' >probe/src/main.rs
cd probe
# The nightly features of -Zbuild-std, whatever channel the toolchain is of.
export RUSTC_BOOTSTRAP=1 RUSTC=$PWD/../toolchain/bin/rustc
# Guests print the places of panics: they hold no path of this machine.
RUSTFLAGS="-Cembed-bitcode=yes --remap-path-prefix=$(realpath ../toolchain)/lib/rustlib/src/rust=/usr/src/rust"
export RUSTFLAGS="$RUSTFLAGS --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/usr/src"
export CARGO_TARGET_DIR=$PWD/target
"$PWD/../toolchain/bin/cargo" build --release --target wasm32-wasip1 -Zbuild-std=std,panic_abort -j"$JOBS"
mkdir -p "$OUT/lib"
cp target/wasm32-wasip1/release/deps/*.rlib "$OUT/lib"
rm -f "$OUT"/lib/libprobe*
