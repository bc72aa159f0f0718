cd "$SOURCE"
bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension" img2pdf-0.6.3
