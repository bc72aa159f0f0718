mkdir -p "$OUT/bin"
cp -r "$SOURCE/lib" "$OUT/lib"
python3.11 -m compileall -q "$OUT/lib"
command() {
    printf '#!/bin/sh\nPYTHONPATH="%s:$PYTHONPATH" exec python3.11 -P -m %s "$@"\n' "$OUT/lib/$1" "$2" >"$OUT/bin/$3"
    chmod +x "$OUT/bin/$3"
}
command cython cython cython
command numpy numpy.f2py f2py
