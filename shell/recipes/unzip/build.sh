cd "$SOURCE"
while read -r fix; do patch -p1 -s --no-backup-if-mismatch <"debian/patches/$fix"; done <debian/patches/series
# As in Debian's rules.
options="-I. -DUNIX -DACORN_FTYPE_NFS -DWILD_STOP_AT_DIR -DLARGE_FILE_SUPPORT -DUNICODE_SUPPORT \
    -DUNICODE_WCHAR -DUTF8_MAYBE_NATIVE -DNO_LCHMOD -DDATE_FORMAT=DF_YMD -DUSE_BZIP2 -DIZ_HAVE_UXUIDGID -DNOMEMCPY \
    -DNO_WORKING_ISPRINT"
make -f unix/Makefile -j"$JOBS" CC=wasm-cc LD=wasm-cc CF="-O2 -std=gnu89 -w $options" \
    LF2= L_BZ2=-lbz2 unzip funzip
mkdir -p "$OUT/programs"
cp unzip "$OUT/programs/unzip.wasm"
cp funzip "$OUT/programs/funzip.wasm"
