# wasi-libc has an opendirat of its own.
grep -rlw opendirat "$SOURCE" --include="*.[ch]" | xargs sed -i "s/\\bopendirat\\( \\?(\\)/gnulib_opendirat\\1/g"
# Nothing sets what wasi-libc declares for the program's name.
sed -i 's/return program_invocation_short_name;/return "grep";/' "$SOURCE/lib/getprogname.c"
cd "$BUILD"
"$SOURCE/configure" --host=wasm32-unknown-wasi --build="$(cc -dumpmachine)" --disable-nls --enable-perl-regexp CC=wasm-cc CFLAGS="-O2 -Dflockfile= -Dfunlockfile="
make -j"$JOBS"
mkdir -p "$OUT/programs"
cp src/grep "$OUT/programs/grep.wasm"
