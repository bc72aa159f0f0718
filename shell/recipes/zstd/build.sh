cd "$SOURCE/programs"
wasm-cc -O2 -w -include stdio.h -DNDEBUG -DBACKTRACE_ENABLE=0 -DZSTD_NOBENCH -DZSTD_NODICT -DZSTD_NOTRACE -DZSTD_LEGACY_SUPPORT=0 \
    -DZSTD_GZCOMPRESS -DZSTD_GZDECOMPRESS -I../lib -I../lib/common ../lib/common/*.c ../lib/compress/*.c \
    ../lib/decompress/*.c zstdcli.c zstdcli_trace.c util.c timefn.c fileio.c fileio_asyncio.c -lz -o zstd
mkdir -p "$OUT/programs"
cp zstd "$OUT/programs/zstd.wasm"
