# GNU says "char" in the C locale alone; the guest's is C.UTF-8.
sed -i 's/"%s %s differ: char/"%s %s differ: byte/' "$SOURCE/src/cmp.c"
# Nothing sets what wasi-libc declares for the program's short name; the long one the programs set themselves.
export ac_cv_have_decl_program_invocation_short_name=no
# diff3 and sdiff start diff through popen instead.
export ac_cv_func_fork_works=no ac_cv_func_vfork_works=no
# diff -r recurses into each directory, on the guest's own stack.
export LDFLAGS=-Wl,-z,stack-size=8388608
cd "$BUILD"
"$SOURCE/configure" --host=wasm32-unknown-wasi --build="$(cc -dumpmachine)" --disable-nls CC=wasm-cc CFLAGS="-O2 -Dflockfile= -Dfunlockfile="
make -j"$JOBS"
mkdir -p "$OUT/programs"
cp src/diff "$OUT/programs/diff.wasm"
cp src/cmp "$OUT/programs/cmp.wasm"
cp src/diff3 "$OUT/programs/diff3.wasm"
cp src/sdiff "$OUT/programs/sdiff.wasm"
