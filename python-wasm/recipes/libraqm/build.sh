sed 's/@RAQM_VERSION_MAJOR@/0/; s/@RAQM_VERSION_MINOR@/10/; s/@RAQM_VERSION_MICRO@/5/; s/@RAQM_VERSION@/0.10.5/' \
    "$SOURCE/src/raqm-version.h.in" >"$SOURCE/src/raqm-version.h"
wasm-cc -O2 -DRAQM_SHEENBIDI -DRAQM_SHEENBIDI_GT_2_9 $(wasm-pkg-config --cflags freetype2 harfbuzz) \
    -c "$SOURCE/src/raqm.c" -o raqm.o
mkdir -p "$OUT/include" "$OUT/lib/pkgconfig"
wasm-ar rcs "$OUT/lib/libraqm.a" raqm.o
cp "$SOURCE/src/raqm.h" "$SOURCE/src/raqm-version.h" "$OUT/include"
cat >"$OUT/lib/pkgconfig/raqm.pc" <<END
includedir=$OUT/include

Name: raqm
Description: Layout of text in several directions
Version: 0.10.5
Requires: freetype2 harfbuzz
Libs: -lraqm -lsheenbidi
Cflags: -I\${includedir}
END
