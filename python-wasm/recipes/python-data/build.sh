# What the packages call besides the libraries of the base image.
LIBRARIES=""
RECIPE="$TREE/python-wasm/recipes/python"
. "$RECIPE/build.sh"
