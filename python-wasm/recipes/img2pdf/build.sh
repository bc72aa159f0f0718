bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension"
