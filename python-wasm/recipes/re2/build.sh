mkdir -p "$OUT/include/re2" "$OUT/lib"
cd "$SOURCE/third_party/re2"
printf '%s\n' re2/*.cc util/rune.cc util/strutil.cc | xargs -P "$JOBS" -I FILE sh -c \
    'wasm-c++ -std=c++20 -O2 -DNDEBUG -w -I. -c FILE -o "$BUILD/$(basename FILE .cc).o"'
wasm-ar rcs "$OUT/lib/libre2.a" "$BUILD"/*.o
cp re2/{filtered_re2,re2,set,stringpiece}.h "$OUT/include/re2"
