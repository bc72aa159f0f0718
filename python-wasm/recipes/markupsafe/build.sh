cd "$SOURCE"
bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension" markupsafe-3.0.3
