# A file for this machine writes the database: it is the same for every machine of its byte order.
mkdir "$BUILD/host" "$BUILD/guest"
cd "$BUILD/host"
"$SOURCE/configure" --disable-shared --disable-zlib --disable-bzlib --disable-xzlib --disable-libseccomp
make -j"$JOBS" -C src
make -C magic FILE_COMPILE="$BUILD/host/src/file" magic.mgc
# Its config.sub is older than WASI; i686 is a 32-bit machine too.
cd "$BUILD/guest"
"$SOURCE/configure" --host=i686-linux-gnu --build="$(cc -dumpmachine)" --disable-shared --disable-libseccomp \
    --datadir=/usr/share CC=wasm-cc AR=wasm-ar RANLIB=wasm-ranlib NM=wasm-nm CFLAGS=-O2
make -j"$JOBS" -C src
mkdir -p "$OUT/programs" "$OUT/root/usr/share/misc"
cp src/file "$OUT/programs/file.wasm"
cp "$BUILD/host/magic/magic.mgc" "$OUT/root/usr/share/misc"
