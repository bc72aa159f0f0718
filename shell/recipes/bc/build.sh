# Its config.sub is older than WASI; i686 is a 32-bit machine too.
cd "$BUILD"
"$SOURCE/configure" --host=i686-linux-gnu --build="$(cc -dumpmachine)" --disable-nls --without-readline CC=wasm-cc CFLAGS="-O2 -Dflockfile= -Dfunlockfile="
make -j"$JOBS"
mkdir -p "$OUT/programs"
cp bc/bc "$OUT/programs/bc.wasm"
cp dc/dc "$OUT/programs/dc.wasm"
