RECIPE="$TREE/python-wasm/recipes/python-tree"
. "$RECIPE/build.sh"
