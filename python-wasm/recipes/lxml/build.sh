# The C files in the release are what Cython made of its sources.
bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension"
