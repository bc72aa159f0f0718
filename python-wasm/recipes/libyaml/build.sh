wasm-cc -O2 -DYAML_VERSION_{STRING='"0.2.5"',MAJOR=0,MINOR=2,PATCH=5} -I"$SOURCE/include" -c "$SOURCE"/src/*.c
mkdir -p "$OUT/include" "$OUT/lib"
wasm-ar rcs "$OUT/lib/libyaml.a" ./*.o
cp "$SOURCE/include/yaml.h" "$OUT/include"
