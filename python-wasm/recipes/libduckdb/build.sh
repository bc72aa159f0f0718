# DUCKDB_NO_THREADS is for all, as it changes classes; DuckDB would tell it to the sources of its engine alone.
engine="$SOURCE/external/duckdb"
cmake -G Ninja -S "$engine" -B . -DCMAKE_TOOLCHAIN_FILE="$TOOLS/wasm.cmake" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_CXX_FLAGS="-DDUCKDB_NO_THREADS -Werror=cast-function-type-mismatch" \
    -DCMAKE_{C,CXX}_FLAGS_RELEASE="-O2 -DNDEBUG" -DDISABLE_THREADS=ON -DENABLE_JEMALLOC=OFF \
    -DOVERRIDE_GIT_DESCRIBE=v2.0.0 -DGIT_COMMIT_HASH=d54cbbe3df -DDUCKDB_EXPLICIT_PLATFORM=wasm \
    -DENABLE_{EXTENSION_LOAD,BUILTIN_HTTPLIB}=OFF -DDUCKDB_CAPABILITIES=none -DBUILD_{SHELL,UNITTESTS,BENCHMARKS}=OFF \
    -DBUILD_EXTENSIONS="core_functions;icu;json;parquet"
mkdir objects "$OUT/lib"
ninja -t commands duckdb_static {core_functions,icu,json,parquet}_extension \
    src/CMakeFiles/duckdb.dir/duckdb_static_extension_loader.c.o |
    python3.11 "$RECIPE/join-units.py" >commands
xargs -a commands -d '\n' -P "$JOBS" -I COMMAND sh -c COMMAND
wasm-ar rcs "$OUT/lib/libduckdb.a" objects/*.o
# What the Python module includes.
cd "$engine"
find src/include third_party -name '*.h' -o -name '*.hpp' | xargs cp --parents -t "$OUT"
mv "$OUT/src/include" "$OUT/include"
