# Its configure runs programs to find out what this says.
options="-I. -DUNIX -DLARGE_FILE_SUPPORT -DUNICODE_SUPPORT -DHAVE_DIRENT_H -DHAVE_TERMIOS_H -DUIDGID_NOT_16BIT \
    -DBZIP2_SUPPORT -DNO_ASM"
cd "$SOURCE"
make -f unix/Makefile -j"$JOBS" CC=wasm-cc CFLAGS="-O2 -std=gnu89 -w $options" LFLAGS2=-lbz2 zip
mkdir -p "$OUT/programs"
cp zip "$OUT/programs/zip.wasm"
