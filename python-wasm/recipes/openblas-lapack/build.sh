mkdir -p openblas lapack "$OUT/lib" "$OUT/include"
(cd openblas && wasm-ar x "$DEP_OPENBLAS/lib/libopenblas.a")
(cd lapack && wasm-ar x "$DEP_LAPACK/lib/liblapack.a")
xtask wasm adapt --library "$DEP_FORTRAN_RUNTIME/lib/libfortran.a" --library "$SYSROOT/lib/wasm32-wasip1/libc.a" \
    openblas/*.o lapack/*.o
find openblas lapack -name '*.o' | sort | xargs wasm-ar rcs "$OUT/lib/libopenblas_lapack.a"
