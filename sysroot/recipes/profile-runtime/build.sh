# The files that compiler-rt's CMakeLists.txt names for WASI, without gcov's.
compile() { "$1" -O2 -I"$SOURCE/compiler-rt/include" -DCOMPILER_RT_HAS_ATOMICS=1 -c "$SOURCE/compiler-rt/lib/profile/$2"; }
for part in '' Buffer File Internal Merge MergeFile NameVar PlatformLinux Util Value VersionVar Writer; do
    compile wasm-cc "InstrProfiling$part.c"
done
compile wasm-c++ InstrProfilingRuntime.cpp
mkdir -p "$OUT/lib"
wasm-ar rcs "$OUT/lib/libprofile.a" ./*.o
