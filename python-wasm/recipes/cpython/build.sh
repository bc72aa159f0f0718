# Debian's series from the first fix on; what comes before is Debian's packaging. The last skips tests.
cd "$SOURCE"
for fix in $(sed -n '/^fix-py_compile/,/^CVE-2025-13462/p' debian/patches/series); do
    patch -p1 -s --no-backup-if-mismatch <"debian/patches/$fix"
done
for fix in "$RECIPE"/patches/*.patch; do
    patch -p1 -s --no-backup-if-mismatch <"$fix"
done
sed -n 's/^ *&&TARGET_\([A-Z0-9_]*\).*/INSTRUCTION(\1)/p' Python/opcode_targets.h >Python/opcode_names.h
cd "$BUILD"
# Error messages name source files: not by this machine's folders.
export SOURCE_DATE_EPOCH=1767225600
# Python relies on integers that wrap around.
options="-DNDEBUG -O3 -fwrapv -mtail-call -Wall -ffile-prefix-map=$SOURCE=/usr/src/python3.11"
# A clock's id is a pointer in wasi-libc; Python takes it for a number.
options="$options -Wno-error=int-conversion"
# wasm reads words at any address, which lets strings be hashed by SipHash, as natively.
# It is WASI to configure, which then knows what cannot work, but Linux to Python code: MACHDEP is sys.platform.
MACHDEP=linux ac_sys_system=WASI ac_cv_aligned_required=no CONFIG_SITE="$RECIPE/config.site" \
    CC=wasm-cc CXX=wasm-c++ CPP="wasm-cc -E" AR=wasm-ar RANLIB=wasm-ranlib NM=wasm-nm LDSHARED=wasm-ld \
    PKG_CONFIG=wasm-pkg-config LIBSQLITE3_CFLAGS=" " LIBSQLITE3_LIBS="-lsqlite3 -lm" OPT="$options" CFLAGS= \
    "$SOURCE/configure" --host=wasm32-unknown-wasi --build="$(uname -m)-linux-gnu" --with-build-python=python3.11 \
    --prefix=/usr --with-pymalloc --disable-test-modules --with-ensurepip=no --enable-ipv6
cp "$RECIPE/Setup.local" Modules/Setup.local
libraries="libpython3.11.a Modules/_decimal/libmpdec/libmpdec.a Modules/expat/libexpat.a"
. "$RECIPE/profile.sh"
make -j"$JOBS" OPT="$options -flto -fprofile-use=$profile -Wno-profile-instr-unprofiled" $libraries pybuilddir.txt
. "$RECIPE/optimise.sh"

mkdir -p "$OUT/bin" "$OUT/cross" "$OUT/include" "$OUT/lib/pkgconfig"
cp $libraries "$OUT/lib"
cp -r "$SOURCE/Include" "$OUT/include/python3.11"
cp pyconfig.h "$OUT/include/python3.11"
sed "s|^prefix=.*|prefix=$OUT|" Misc/python.pc >"$OUT/lib/pkgconfig/python-3.11.pc"
cp "$(cat pybuilddir.txt)"/_sysconfigdata__linux_wasm32-wasi.py "$OUT/cross"
cp -r "$SOURCE/Lib" "$OUT/Lib"
for tool in cross-python finish-package meson-extension; do
    install "$RECIPE/$tool.sh" "$OUT/bin/$tool"
done
