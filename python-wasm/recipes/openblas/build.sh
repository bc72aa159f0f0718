# OpenBLAS builds in its source. Its defaults for WebAssembly would replace the kernels that the target chooses.
: >"$SOURCE/kernel/wasm/KERNEL"
cp "$RECIPE"/kernel/ge*_simd128.c "$SOURCE/kernel/wasm"
cp "$RECIPE/kernel/memory.c" "$SOURCE/driver/others/memory.c"
# c_check takes what is before a hyphen in the compiler's name for a prefix of all tools.
printf '#!/bin/sh\nexec wasm-cc "$@"\n' >wasmcc
chmod +x wasmcc
make -C "$SOURCE" -j"$JOBS" libs TARGET=WASM128_GENERIC CC="$PWD/wasmcc" HOSTCC=cc AR=wasm-ar RANLIB=wasm-ranlib \
    CROSS=1 NO_SHARED=1 NOFORTRAN=1 C_LAPACK=1 NO_LAPACKE=1 BUILD_RELAPACK=0 BUILD_BFLOAT16=0 BUILD_HFLOAT16=0 \
    USE_THREAD=0 USE_LOCKING=0 CFLAGS="-DNO_SYSV_IPC -w"

mkdir -p "$OUT/lib/pkgconfig" "$OUT/include"
cp "$SOURCE"/libopenblas_*.a "$OUT/lib/libopenblas.a"
cp "$SOURCE/cblas.h" "$OUT/include"
# cblas.h reads how the library was built from here.
sed -n 's/^#define \([A-Z]\)/#define OPENBLAS_\1/p' "$SOURCE/config.h" >"$OUT/include/openblas_config.h"
cat "$SOURCE/openblas_config_template.h" >>"$OUT/include/openblas_config.h"
# The library's folder is not said, and known to the compiler: meson would put the archive into each extension module.
cat >"$OUT/lib/pkgconfig/openblas.pc" <<END
includedir=$OUT/include
openblas_config=0.3.34 WASM128_GENERIC

Name: openblas
Description: BLAS for WebAssembly's 128-bit vectors
Version: 0.3.34
Libs: -lopenblas
Cflags: -I\${includedir}
END
