mkdir -p "$OUT/programs"
wasm-cc -O2 -D_FILE_OFFSET_BITS=64 "$SOURCE/bzip2.c" -o "$OUT/programs/bzip2.wasm" -lbz2
wasm-cc -O2 "$SOURCE/bzip2recover.c" -o "$OUT/programs/bzip2recover.wasm"
