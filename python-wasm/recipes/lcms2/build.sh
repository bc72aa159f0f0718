printf "%s\n" "$SOURCE"/src/*.c |
    xargs -P"$JOBS" -n4 wasm-cc -O2 -DCMS_NO_PTHREADS -I"$SOURCE/include" -c
mkdir -p "$OUT/include" "$OUT/lib"
wasm-ar rcs "$OUT/lib/liblcms2.a" ./*.o
cp "$SOURCE"/include/*.h "$OUT/include"
