# liblzma only, so no threads and no signals.
CC=wasm-cc AR=wasm-ar RANLIB=wasm-ranlib NM=wasm-nm CFLAGS="-O2 -msimd128" "$SOURCE/configure" \
    --host=wasm32-wasi --prefix="$OUT" --disable-shared --disable-threads --disable-nls --disable-doc \
    --disable-xz --disable-xzdec --disable-lzmadec --disable-lzmainfo --disable-scripts --disable-dependency-tracking
make -C src/liblzma -j"$JOBS" install
