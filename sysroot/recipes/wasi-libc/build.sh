# The package has the target under its old name, and links under the new one that dangle once moved.
mkdir -p "$OUT/include" "$OUT/lib"
cp -rL "$SOURCE/usr/include/wasm32-wasi" "$OUT/include/wasm32-wasip1"
cp -rL "$SOURCE/usr/lib/wasm32-wasi" "$OUT/lib/wasm32-wasip1"
