# meson asks this module for the version, which a release has in its metadata.
mkdir import
echo 'print("3.11.2")' >import/setuptools_scm.py
export PYTHONPATH="$PWD/import"
checks=-Werror=cast-function-type-mismatch
bash "$DEP_CPYTHON/bin/meson-extension" setup -Dc_args=$checks -Dcpp_args=$checks -Db_lto=false \
    -Dsystem-freetype=true -Dsystem-libraqm=true -Dsystem-qhull=true -Dmacosx=false
ninja -j"$JOBS"
bash "$DEP_CPYTHON/bin/meson-extension" install --tags data,runtime,python-runtime
# There is no Tk.
rm "$OUT"/modules/matplotlib.backends._tkagg.o
