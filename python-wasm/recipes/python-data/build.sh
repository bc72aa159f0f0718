# What the packages call besides the libraries of the base image.
LIBRARIES="${LIBRARIES:-} -lfreetype -lharfbuzz -lraqm -lsheenbidi -lqhull_r -ljpeg -ltiff"
LIBRARIES="$LIBRARIES -lwebp -lwebpmux -lwebpdemux -lsharpyuv -lopenjp2 -llcms2 -lxml2 -lxslt -lexslt -lyaml -lavif -laom"
LIBRARIES="$LIBRARIES -lopenblas_lapack -lfortran"
# Objects that lie here are linked.
wasm-cc -O2 -Wall -c "$RECIPE"/*.c
RECIPE="$TREE/python-wasm/recipes/python"
. "$RECIPE/build.sh"
