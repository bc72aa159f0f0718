# The C files in the release are what Cython made of its sources.
cd "$SOURCE"
bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension" lxml-6.1.3
