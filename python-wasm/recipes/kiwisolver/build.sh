cd "$SOURCE"
bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension" kiwisolver-1.5.1
