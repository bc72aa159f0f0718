# setup.py looks for the libraries itself; the program links them.
for library in ZLIB LIBJPEG_TURBO LIBTIFF LIBWEBP OPENJPEG FREETYPE HARFBUZZ LIBRAQM LCMS2 LIBAVIF; do
    product="DEP_$library"
    CPPFLAGS="${CPPFLAGS:-} -I${!product}/include"
    LDFLAGS="${LDFLAGS:-} -L${!product}/lib"
done
export CPPFLAGS="$CPPFLAGS -I$DEP_HARFBUZZ/include/harfbuzz" LDFLAGS
MAX_CONCURRENCY="$JOBS" bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension" \
    build_ext --disable-platform-guessing --enable-{zlib,jpeg,tiff,freetype,raqm,lcms,webp,jpeg2000,avif} \
    --disable-{imagequant,xcb}
