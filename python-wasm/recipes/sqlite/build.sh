# dotfile locks (vfs "unix-dotfile") are not the default: fcntl locks always succeed, as one container is one machine
# and a database that two of its processes write at once is rare. No threads, no extensions loaded at run time, no WAL
# (it maps shared memory).
wasm-cc -O2 -msimd128 -DNDEBUG -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_WAL \
    -DSQLITE_ENABLE_FTS4 -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_MATH_FUNCTIONS \
    -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_MAX_MMAP_SIZE=0 -DHAVE_USLEEP=1 \
    -DHAVE_GMTIME_R=1 -DHAVE_LOCALTIME_R=1 -c "$SOURCE/sqlite3/sqlite3.c" -o sqlite3.o
mkdir -p "$OUT/lib" "$OUT/include"
wasm-ar rcs "$OUT/lib/libsqlite3.a" sqlite3.o
cp "$SOURCE/sqlite3/sqlite3.h" "$SOURCE/sqlite3/sqlite3ext.h" "$OUT/include"
