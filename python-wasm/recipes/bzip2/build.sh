for file in blocksort huffman crctable randtable compress decompress bzlib; do
    wasm-cc -O2 -D_FILE_OFFSET_BITS=64 -c "$SOURCE/$file.c" -o "$file.o"
done
mkdir -p "$OUT/lib" "$OUT/include"
wasm-ar rcs "$OUT/lib/libbz2.a" ./*.o
cp "$SOURCE/bzlib.h" "$OUT/include"
