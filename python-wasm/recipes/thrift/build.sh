mkdir -p "$OUT/include/thrift" "$OUT/lib"
cd "$SOURCE/lib/cpp/src"
cat >thrift/config.h <<END
#define PACKAGE_VERSION "0.17.0"
#define HAVE_ARPA_INET_H 1
#define HAVE_INTTYPES_H 1
#define HAVE_NETINET_IN_H 1
#define HAVE_STDINT_H 1
#define HAVE_STRERROR_R 1
#define HAVE_SYS_PARAM_H 1
#define ARITHMETIC_RIGHT_SHIFT 1
#define SIGNED_RIGHT_SHIFT_IS ARITHMETIC_RIGHT_SHIFT
END
sources="TApplicationException TOutput protocol/TProtocol transport/TBufferTransports transport/TTransportException"
for source in $sources; do
    wasm-c++ -std=c++20 -O2 -DNDEBUG -w -I. -c "thrift/$source.cpp" -o "$BUILD/$(basename "$source").o"
done
wasm-ar rcs "$OUT/lib/libthrift.a" "$BUILD"/*.o
find thrift \( -name '*.h' -o -name '*.tcc' \) -exec cp --parents {} "$OUT/include" \;
