# The recipe `xz` makes liblzma for Python, without what only programs need.
"$SOURCE/configure" --host=wasm32-wasi --disable-shared --disable-threads --disable-nls --disable-doc \
    --disable-xzdec --disable-lzmadec --disable-lzmainfo --disable-scripts --disable-dependency-tracking \
    CC=wasm-cc AR=wasm-ar RANLIB=wasm-ranlib NM=wasm-nm CFLAGS=-O2
make -C src/liblzma -j"$JOBS"
make -C src/xz -j"$JOBS"
mkdir -p "$OUT/programs"
cp src/xz/xz "$OUT/programs/xz.wasm"
