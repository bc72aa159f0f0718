# Its config.sub is older than WASI; i686 is a 32-bit machine too.
cd "$BUILD"
"$SOURCE/configure" --host=i686-linux-gnu --build="$(cc -dumpmachine)" --disable-nls  CC=wasm-cc CFLAGS="-O2 -Dflockfile= -Dfunlockfile="
make -j"$JOBS"
mkdir -p "$OUT/programs"
cp src/patch "$OUT/programs/patch.wasm"
