# Without libyaml: the parser in Python reads and writes the same.
bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension"
