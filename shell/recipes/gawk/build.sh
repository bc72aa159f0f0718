cd "$BUILD"
"$SOURCE/configure" --host=wasm32-unknown-wasi --build="$(cc -dumpmachine)" \
    --disable-nls --disable-mpfr --disable-extensions --disable-pma --without-readline CC=wasm-cc CFLAGS=-O2
make -j"$JOBS" -C support
make -j"$JOBS" gawk
mkdir -p "$OUT/programs"
cp gawk "$OUT/programs/gawk.wasm"
