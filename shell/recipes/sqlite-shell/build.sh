# What its tool/mkshellc.tcl does: puts the included files in, without the headers and types that are then there.
cd "$SOURCE/src"
perl -ne '
    sub put { my ($line) = @_; print $line unless $line =~ /^typedef .*\b(\w+);/ && $seen{$1}++ }
    if (/^INCLUDE (\S+)/) {
        open my $file, "<", $1 or die "$1: $!";
        while (<$file>) { put($_) unless /^#include "sqlite/ || /^# *include "test_windirent.h"/ }
    } else { put($_) }' shell.c.in >shell.c
mkdir -p "$OUT/programs"
wasm-cc -O2 -w -DNDEBUG -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_HAVE_ZLIB \
    -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DBSTAT_VTAB shell.c -lsqlite3 -lz \
    -o "$OUT/programs/sqlite3.wasm"
