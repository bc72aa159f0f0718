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

# A member of wasi-libc that defines what one of ours defines goes as a whole: whatever else it defines and somebody
# needs is then missing at link time, where it shows.
archive="$OUT/lib/$target/libc.a"
defined() { wasm-nm --defined-only --extern-only --print-file-name "$1" | awk '{ print $NF, $0 }'; }
defined "$DEP_VIVARIUM_LIBC/lib/libvivarium.a" | cut -d' ' -f1 | sort -u >ours
defined "$archive" | awk 'NR == FNR { ours[$1]; next } $1 in ours { sub(/:$/, "", $2); sub(/.*[:(]/, "", $2); sub(/\)$/, "", $2); print $2 }' \
    ours - | sort -u >replaced
xargs -r wasm-ar d "$archive" <replaced
mkdir objects && cd objects
wasm-ar x "$DEP_VIVARIUM_LIBC/lib/libvivarium.a"
wasm-ar rcs "$archive" ./*.o
# What these emulate is real now. A program that names them must not get the emulation.
for emulated in signal getpid mman process-clocks; do
    rm "$OUT/lib/$target/libwasi-emulated-$emulated.a"
    wasm-ar rcs "$OUT/lib/$target/libwasi-emulated-$emulated.a"
done

# wasi-libc's emulations would define the same things; programs may still ask to link them.
for name in signal getpid mman process-clocks; do
    rm -f "$OUT/lib/$target/libwasi-emulated-$name.a"
    wasm-ar crs "$OUT/lib/$target/libwasi-emulated-$name.a"
done
