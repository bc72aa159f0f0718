cd "$SOURCE"
make -j"$JOBS" CC=wasm-cc CFLAGS="-O2 -std=c11 -DLINUX -D_GNU_SOURCE" LDFLAGS= tree
mkdir -p "$OUT/programs"
cp tree "$OUT/programs/tree.wasm"
