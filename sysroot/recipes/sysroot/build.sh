# One sysroot: wasi-libc with our objects in place of its own, C++ with exceptions. `local/include` is searched before
# `include`, so that our headers may `#include_next` wasi-libc's.
target=wasm32-wasip1
mkdir -p "$OUT/local" "$OUT/lib" "$OUT/include"
cp -r "$DEP_WASI_LIBC/include/$target" "$OUT/include/$target"
cp -r "$DEP_WASI_LIBC/lib/$target" "$OUT/lib/$target"
cp -r "$TREE/sysroot/include" "$OUT/local/include"
mkdir -p "$OUT/include/$target/c++"
cp -r "$DEP_LIBCXX/include/c++/v1" "$OUT/include/$target/c++/v1"
cp "$DEP_LIBCXX"/lib/*.a "$OUT/lib/$target"

# A member of wasi-libc that defines what one of ours defines goes as a whole.
archive="$OUT/lib/$target/libc.a"
defined() { wasm-nm --defined-only --extern-only --format=just-symbols "$1" 2>/dev/null | grep -v ':$' | sort -u; }
undefined() { wasm-nm --undefined-only --format=just-symbols "$1" 2>/dev/null | grep -v ':$' | sort -u; }
defined "$archive" >before
defined "$DEP_VIVARIUM_LIBC/lib/libvivarium.a" >ours
wasm-nm --defined-only --extern-only --print-file-name "$archive" 2>/dev/null |
    awk 'NR == FNR { ours[$1]; next } $NF in ours { sub(/:$/, "", $1); sub(/.*:/, "", $1); print $1 }' ours - |
    sort -u >replaced
xargs -r wasm-ar d "$archive" <replaced
mkdir objects
(cd objects && wasm-ar x "$DEP_VIVARIUM_LIBC/lib/libvivarium.a" && wasm-ar rcs "$archive" ./*.o)
# What such a member defined besides, and others need, must come from us too.
lost=$(comm -12 <(comm -23 before <(defined "$archive")) <(undefined "$archive"))
if [ -n "$lost" ]; then echo "libvivarium.a must define as well: $lost" >&2 && exit 1; fi

# wasi-libc's emulations would define the same things; programs may still ask to link them.
for name in signal getpid mman process-clocks; do
    rm -f "$OUT/lib/$target/libwasi-emulated-$name.a"
    wasm-ar crs "$OUT/lib/$target/libwasi-emulated-$name.a"
done
