wasm-cc -O2 -DSB_CONFIG_UNITY -I"$SOURCE/Headers" -I"$SOURCE/Source" -c "$SOURCE/Source/SheenBidi.c" -o SheenBidi.o
mkdir -p "$OUT/include" "$OUT/lib/pkgconfig"
wasm-ar rcs "$OUT/lib/libsheenbidi.a" SheenBidi.o
cp -r "$SOURCE/Headers/SheenBidi" "$OUT/include"
