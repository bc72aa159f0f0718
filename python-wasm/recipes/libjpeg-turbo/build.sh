# Its vector code is assembly of other processors.
cmake -G Ninja -S "$SOURCE" -B . -DCMAKE_TOOLCHAIN_FILE="$TOOLS/wasm.cmake" -DCMAKE_INSTALL_PREFIX="$OUT" \
    -DCMAKE_BUILD_TYPE=Release -DENABLE_SHARED=OFF -DWITH_SIMD=OFF -DWITH_TURBOJPEG=OFF
ninja -j"$JOBS" jpeg-static
mkdir -p "$OUT/include" "$OUT/lib"
cp libjpeg.a "$OUT/lib"
cp jconfig.h "$SOURCE/jpeglib.h" "$SOURCE/jmorecfg.h" "$SOURCE/jerror.h" "$OUT/include"
