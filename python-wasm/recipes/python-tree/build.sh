library="$OUT/root/usr/lib/python3.11"
# Python warns at start where lib-dynload is missing.
mkdir -p "$library/site-packages" "$library/lib-dynload"
cp -r "$DEP_CPYTHON/Lib/." "$library"
cp "$DEP_CPYTHON/cross/_sysconfigdata__linux_wasm32-wasi.py" "$RECIPE/_multiprocessing.py" "$library"
cd "$library"
rm -rf test idlelib tkinter turtledemo turtle.py ensurepip __phello__ unittest/test lib2to3/tests distutils/tests \
    ctypes/test sqlite3/test distutils/command/*.exe ctypes/macholib/fetch_macholib*
for product in "${!DEP_@}"; do
    packages="${!product}/usr/lib/python3.11/site-packages"
    if [ -d "$packages" ]; then
        cp -r "$packages/." site-packages
    fi
done
# One database of time zones for all programs. pytz's has the first part of its files filled, which dateutil reads.
mkdir -p "$OUT/root/usr/share"
mv site-packages/pytz/zoneinfo "$OUT/root/usr/share/zoneinfo"
rm -r site-packages/tzdata/zoneinfo
ln -s /usr/share/zoneinfo site-packages/pytz/zoneinfo
ln -s /usr/share/zoneinfo site-packages/tzdata/zoneinfo
# Nothing in the image compiles C or checks types.
find site-packages \( -name '*.pyi' -o -name '*.pxd' -o -name '*.pyx' -o -name '*.h' -o -name '*.a' \) -delete
find . -depth \( -name __pycache__ -o -path '*/site-packages/*/tests' \) -exec rm -rf {} +
# What wheels would put elsewhere: manual pages, scripts without a package.
rm -rf site-packages/*.data
find . -type d -empty ! -name lib-dynload -delete
python3.11 "$RECIPE/console-scripts.py" site-packages "$OUT/root/usr/bin"
# Configuration that packages record for the curious names folders of the machine that built them.
cache="${OUT%/products/*}"
{ grep -rlF "$cache" . || true; } | xargs -r sed -i "s|$cache[^'\", ]*|/usr/src|g"
# The image never changes, so its byte code is not compared with its sources.
python3.11 -m compileall -q -j"$JOBS" --invalidation-mode unchecked-hash -s "$OUT/root" -p / "$library"
