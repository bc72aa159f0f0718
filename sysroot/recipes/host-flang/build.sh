# Only the compiler, under the two names by which it starts itself, and the one library that is not clang's as well.
mkdir -p "$OUT/bin" "$OUT/lib"
cp -P "$SOURCE"/usr/lib/llvm-22/bin/flang{,-22} "$OUT/bin"
cp -P "$SOURCE"/usr/lib/llvm-22/lib/libMLIR.so* "$OUT/lib"
"$OUT/bin/flang-22" --version
