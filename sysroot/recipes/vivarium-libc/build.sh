# What wasi-libc lacks or does otherwise than POSIX; the sysroot recipe puts the objects into libc.a.
compile() {
    wasm-cc -O2 -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Wno-unused-parameter -Werror -isystem "$TREE/sysroot/include" -I"$TREE/sysroot/libc" \
        -c "$1" -o "viv_$(basename "$1" .c).o"
}
export -f compile
printf '%s\0' "$TREE"/sysroot/libc/*.c | xargs -0 -P"$JOBS" -I{} bash -euc 'compile "$1"' compile {}
mkdir -p "$OUT/lib"
wasm-ar rcs "$OUT/lib/libvivarium.a" ./*.o
