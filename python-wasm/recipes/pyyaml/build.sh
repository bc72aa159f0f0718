# Without libyaml: the parser in Python reads and writes the same.
cd "$SOURCE"
bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension" pyyaml-6.0.3
