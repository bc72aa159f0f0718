RECIPE="$TREE/python-wasm/recipes/python-data-tree"
. "$RECIPE/build.sh"
