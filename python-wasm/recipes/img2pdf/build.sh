bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension"
printf '[console_scripts]\nimg2pdf = img2pdf:main\n' \
    > "$OUT/usr/lib/python3.11/site-packages/img2pdf-0.6.3.dist-info/entry_points.txt"
