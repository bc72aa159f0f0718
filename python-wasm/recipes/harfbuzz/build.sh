# One file includes all others. There are no threads, and errors are no exceptions.
wasm-c++ -O2 -std=c++17 -fno-exceptions -fno-rtti -fno-threadsafe-statics -DHB_NO_MT -DHAVE_FREETYPE \
    -DHAVE_FT_GET_VAR_BLEND_COORDINATES -DHAVE_FT_SET_VAR_BLEND_COORDINATES -DHAVE_FT_DONE_MM_VAR \
    -DHAVE_FT_GET_TRANSFORM $(wasm-pkg-config --cflags freetype2) -c "$SOURCE/src/harfbuzz.cc" -o harfbuzz.o
mkdir -p "$OUT/include/harfbuzz" "$OUT/lib/pkgconfig"
wasm-ar rcs "$OUT/lib/libharfbuzz.a" harfbuzz.o
cp "$SOURCE"/src/hb.h "$SOURCE"/src/hb-*.h "$OUT/include/harfbuzz"
cat >"$OUT/lib/pkgconfig/harfbuzz.pc" <<END
includedir=$OUT/include

Name: harfbuzz
Description: Text shaping
Version: 12.3.2
Libs: -lharfbuzz
Cflags: -I\${includedir}/harfbuzz
END
