LIBRARIES="-L$DEP_PYARROW/lib -larrow_python -larrow_dataset -larrow_acero -lparquet -larrow_compute -larrow"
LIBRARIES="$LIBRARIES -lthrift -lre2 -lutf8proc -lsnappy -lbrotlienc -lbrotlidec -lbrotlicommon -llz4 -lzstd -lpng"
RECIPE="$TREE/python-wasm/recipes/python-data"
. "$RECIPE/build.sh"
