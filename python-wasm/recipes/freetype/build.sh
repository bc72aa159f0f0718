# No PNG: bitmap emoji are the only glyphs that are such pictures, and no font in the image has any.
meson setup . "$SOURCE" --cross-file "$TOOLS/wasm.meson" --prefix="$OUT" --libdir=lib -Ddefault_library=static \
    -Dbuildtype=release -Dbrotli=disabled -Dbzip2=disabled -Dharfbuzz=disabled -Dmmap=disabled -Dpng=disabled \
    -Dzlib=system
ninja -j"$JOBS" install
# The program links the library once: meson would put an archive whose folder is said into each extension module.
sed -i 's|-L${libdir} ||' "$OUT/lib/pkgconfig/freetype2.pc"
