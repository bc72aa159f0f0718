packages="$OUT/usr/lib/python3.11/site-packages"
nanobind="$SOURCE/nanobind"
includes="src/include $nanobind/include $nanobind/ext/robin_map/include $DEP_CPYTHON/include/python3.11"
includes="$includes $DEP_NUMPY/usr/lib/python3.11/site-packages/numpy/_core/include"
for folder in include third_party{,/re2,/fast_float,/utf8proc/include,/fmt/include}; do
    includes="$includes $DEP_LIBDUCKDB/$folder"
done
export CXXFLAGS="-std=c++17 -O2 -DNDEBUG -fno-strict-aliasing -Werror=cast-function-type-mismatch \
    -DDUCKDB_NO_THREADS -DDUCKDB_STATIC_BUILD -DNB_COMPACT_ASSERTIONS $(printf -- '-I%s ' $includes)"
cd "$SOURCE"
# Four units, as each reads all of DuckDB's headers; neighbours, which share names, go to different ones.
find src -name '*.cpp' | sort | split -n r/4 - "$BUILD/unit."
for unit in "$BUILD"/unit.??; do
    sed "s|.*|#include \"$SOURCE/&\"|" "$unit" >"$unit.cpp"
done
cp external/duckdb/extension/loader/static_extension_autoregister.cpp "$BUILD"
printf '#define NB_BUILD\n#include "%s"\n' "$nanobind/src/nb_combined.cpp" >"$BUILD/nanobind.cpp"
printf '%s\n' "$BUILD"/*.cpp | xargs -P "$JOBS" -I FILE sh -c 'wasm-c++ $CXXFLAGS -c FILE -o FILE.o'
wasm-cc -O2 -Wall -c "$RECIPE/thread_exit.c" -o "$BUILD/thread_exit.o"
mkdir -p "$packages"
cp -r duckdb adbc_driver_duckdb "$packages"
wasm-module-c++ -shared -o "$packages/_duckdb.cpython-311-wasm32-wasi.so" "$BUILD"/*.o \
    "$DEP_LIBDUCKDB/lib/libduckdb.a"
bash "$DEP_CPYTHON/bin/finish-package"
