# wasi-libc has an opendirat of its own.
grep -rlw opendirat "$SOURCE" --include="*.[ch]" | xargs sed -i "s/\\bopendirat\\( \\?(\\)/gnulib_opendirat\\1/g"
# It recurses with the tree; a program on Linux has as much stack.
export LDFLAGS=-Wl,-z,stack-size=8388608
cd "$BUILD"
"$SOURCE/configure" --host=wasm32-unknown-wasi --build="$(cc -dumpmachine)" --disable-nls FORCE_UNSAFE_CONFIGURE=1 CC=wasm-cc CFLAGS="-O2 -Dflockfile= -Dfunlockfile="
make -j"$JOBS"
mkdir -p "$OUT/programs"
cp src/tar "$OUT/programs/tar.wasm"
