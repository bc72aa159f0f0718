# A bc for this machine writes libmath.h, the library that `bc -l` loads.
mkdir "$BUILD/host" "$BUILD/guest"
cd "$BUILD/host"
"$SOURCE/configure" --without-readline
make -C lib && make -C bc libmath.h
# Its config.sub is older than WASI; i686 is a 32-bit machine too.
cd "$BUILD/guest"
"$SOURCE/configure" --host=i686-linux-gnu --build="$(cc -dumpmachine)" --without-readline \
    CC=wasm-cc CFLAGS="-O2 -Dflockfile= -Dfunlockfile="
cp "$BUILD/host/bc/libmath.h" bc/
make -C lib
make -C bc -o libmath.h bc
make -C dc dc
mkdir -p "$OUT/programs"
cp bc/bc "$OUT/programs/bc.wasm"
cp dc/dc "$OUT/programs/dc.wasm"
