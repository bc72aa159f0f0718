# Every recipe that this one depends on may have a folder of module objects; see cpython's finish-package.sh.
for product in "${!DEP_@}"; do
    if [ -d "${!product}/modules" ]; then
        printf '%s\n' "${!product}"/modules/*.o
    fi
done | sort >objects
while IFS= read -r object; do
    name="$(basename "$object" .o)"
    echo "MODULE(\"$name\", PyInit_${name//./_DOT_})"
done <objects >modules.def
for source in "$RECIPE"/*.c; do
    wasm-cc -O2 -Wall -I. -I"$DEP_CPYTHON/include/python3.11" -I"$DEP_CPYTHON/include/python3.11/internal" -c "$source"
done
mkdir -p "$OUT/programs"
# The stack comes first, so that running out of it traps instead of writing over data; untouched, it costs nothing.
wasm-c++ -o "$OUT/programs/python.wasm" ./*.o $(cat objects) -nostartfiles \
    -L"$DEP_CPYTHON/lib" -lpython3.11 -lmpdec -lexpat -lz -lbz2 -llzma -lsqlite3 ${LIBRARIES:-} -lopenblas \
    -lc-printscan-long-double -ldl -lm \
    -Wl,-z,stack-size=33554432 -Wl,--stack-first -Wl,--max-memory=4294967296 -Wl,--fatal-warnings -Wl,--strip-all \
    -Wl,--export=__stack_pointer -Wl,--wrap=__cxa_atexit
