cmake -G Ninja -S "$SOURCE" -B . -DCMAKE_TOOLCHAIN_FILE="$TOOLS/wasm.cmake" -DCMAKE_INSTALL_PREFIX="$OUT" \
    -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -Dtiff-{tools,tests,contrib,docs}=OFF \
    -DCMAKE_PREFIX_PATH=/ -Dzlib=ON -Djpeg=ON -D{libdeflate,jbig,lerc,lzma,zstd,webp,cxx}=OFF
ninja -j"$JOBS" install
