cd "$BUILD"
"$SOURCE/configure" --host=wasm32-unknown-wasi --build="$(cc -dumpmachine)" --prefix="$OUT" \
    --disable-shared --enable-static --enable-unicode CC=wasm-cc CFLAGS=-O2
make -j"$JOBS" libpcre2-8.la
make install-libLTLIBRARIES install-nodist_includeHEADERS install-pkgconfigDATA lib_LTLIBRARIES=libpcre2-8.la
