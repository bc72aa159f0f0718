# What its CMakeLists.txt does, which asks an interpreter that runs for its headers.
packages="$OUT/usr/lib/python3.11/site-packages"
numpy="$DEP_NUMPY/usr/lib/python3.11/site-packages/numpy"
modules="lib _acero _compute _csv _dataset _dataset_parquet _feather _fs _json _parquet"
export CXXFLAGS="-std=c++20 -O2 -fwrapv -DNDEBUG -Werror=cast-function-type-mismatch -Ipyarrow/src \
    -I$DEP_CPYTHON/include/python3.11 -I$numpy/_core/include"
cd "$SOURCE"
printf '%s\n' $modules | xargs -P "$JOBS" -I MODULE cython --cplus -X freethreading_compatible=True \
    -X embedsignature=True --no-c-in-traceback --working . -o "$BUILD/MODULE.cpp" pyarrow/MODULE.pyx
library="$PWD/pyarrow/src/arrow/python"
cp "$BUILD"/lib{,_api}.h "$library"
sed 's/@UPPERCASE_PYBUILD_TYPE@/RELEASE/' "$library/config_internal.h.cmake" >"$library/config_internal.h"
# Neither is built: RPC, and encryption, which needs OpenSSL.
rm "$library"/{flight,parquet_encryption}.cc
mkdir "$BUILD/library" "$OUT/lib"
printf '%s\n' "$BUILD"/lib.cpp "$BUILD"/_*.cpp "$library"/*.cc | xargs -P "$JOBS" -I FILE sh -c 'case FILE in
    *.cc) wasm-c++ $CXXFLAGS -c FILE -o "$BUILD/library/$(basename FILE .cc).o" ;;
    *) wasm-c++ $CXXFLAGS -Wno-unused-function -c FILE -o "$BUILD/$(basename FILE .cpp).o" ;;
esac'
wasm-cc -O2 -c "$RECIPE/pthread_atfork.c" -o "$BUILD/library/pthread_atfork.o"
wasm-ar rcs "$OUT/lib/libarrow_python.a" "$BUILD"/library/*.o
mkdir -p "$packages"
find pyarrow \( -name tests -o -name src -o -name includes \) -prune -o -name '*.py' -exec cp --parents {} "$packages" \;
for module in $modules; do
    wasm-module-c++ -shared -o "$packages/pyarrow/$module.cpython-311-wasm32-wasi.so" "$BUILD/$module.o"
done
bash "$DEP_CPYTHON/bin/finish-package"
