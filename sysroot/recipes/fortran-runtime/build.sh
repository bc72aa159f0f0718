printf '#define HAVE_STRERROR_R 1\n#define HAVE_DECL_STRERROR_S 0\n' >config.h
compile() {
    wasm-c++ -std=c++17 -O2 -w -Wno-c++11-narrowing -fno-exceptions -fno-rtti -I. -I"$SOURCE/flang-rt/include" \
        -I"$SOURCE/flang/include" -I"$SOURCE/flang-rt/lib/runtime" -c "$1"
}
export -f compile
# Intrinsic functions of whole arrays take most of the time to compile, and F77 has none; no program is Fortran's own.
printf '%s\n' "$SOURCE"/flang/lib/Decimal/*.cpp "$SOURCE"/flang-rt/lib/runtime/*.cpp |
    grep -v -E '/(main|findloc|extrema|matmul|matmul-transpose|dot-product|reduce)\.cpp$' |
    xargs -P"$JOBS" -I{} bash -euc 'compile "$1"' compile {}
wasm-cc -O2 -Wall -c "$RECIPE/complex.c"
mkdir -p "$OUT/lib" "$OUT/include"
wasm-ar rcs "$OUT/lib/libfortran.a" ./*.o
