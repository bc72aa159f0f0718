# wasi-libc has an opendirat of its own.
grep -rlw opendirat "$SOURCE" --include="*.[ch]" | xargs sed -i "s/\\bopendirat\\( \\?(\\)/gnulib_opendirat\\1/g"
cd "$BUILD"
"$SOURCE/configure" --host=wasm32-unknown-wasi --build="$(cc -dumpmachine)" --disable-nls --enable-perl-regexp CC=wasm-cc CFLAGS="-O2 -Dflockfile= -Dfunlockfile="
make -j"$JOBS"
mkdir -p "$OUT/programs"
cp src/grep "$OUT/programs/grep.wasm"
