# Each command is a line of shell over the host's python3.11, so that the product can move with its cache.
mkdir -p "$OUT/bin"
cp -r "$SOURCE/lib" "$OUT/lib"
python3.11 -m compileall -q "$OUT/lib"
for command in cython:cython:cython meson:meson:mesonbuild.mesonmain; do
    IFS=: read -r name folder module <<<"$command"
    path="\$(dirname \"\$0\")/../lib/$folder\${PYTHONPATH:+:\$PYTHONPATH}"
    printf '#!/bin/sh\nPYTHONPATH="%s" exec python3.11 -m %s "$@"\n' "$path" "$module" >"$OUT/bin/$name"
    chmod +x "$OUT/bin/$name"
done
