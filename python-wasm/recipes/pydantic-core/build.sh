# PyO3 asks no interpreter.
cat >pyo3.txt <<END
implementation=CPython
version=3.11
shared=false
pointer_width=32
suppress_build_script_link_lines=true
END
export PYO3_CONFIG_FILE="$PWD/pyo3.txt"
cd "$SOURCE"
wasm-cargo rustc --release --lib --crate-type staticlib -j"$JOBS" --config profile.release.panic='"abort"' \
    --config "patch.crates-io.pyo3-ffi.path='$DEP_PYO3_FFI'"
packages="$OUT/usr/lib/python3.11/site-packages"
mkdir -p "$packages" "$BUILD/objects"
cp -r python/pydantic_core "$packages"
# Every object of the archive, std's too: as in the shared library that it is elsewhere, std is the module's own.
cd "$BUILD/objects"
wasm-ar x "$KEEP/target-$(basename "$DEP_RUST_STD")/wasm32-wasip1/release/lib_pydantic_core.a"
xtask wasm module-link -shared -o "$packages/pydantic_core/_pydantic_core.cpython-311-wasm32-wasi.so" "$PWD"/*.o
bash "$DEP_CPYTHON/bin/finish-package"
