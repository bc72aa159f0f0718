# The libraries alone: its programs and shared libraries are not asked for, so nothing is installed.
cmake -G Ninja -S "$SOURCE" -B . -DCMAKE_TOOLCHAIN_FILE="$TOOLS/wasm.cmake" -DCMAKE_BUILD_TYPE=Release \
    -DBROTLI_DISABLE_TESTS=ON
ninja -j"$JOBS" brotli{common,dec,enc}-static
mkdir -p "$OUT/lib"
cp -r "$SOURCE/c/include" "$OUT"
for name in common dec enc; do
    cp "libbrotli$name-static.a" "$OUT/lib/libbrotli$name.a"
done
