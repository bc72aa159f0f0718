# The crates as they are published take wasm32-wasip1 for a machine without modes, owners, processes or signals.
# unix.pl has them compile their unix code instead; posix.patch is what that does not settle.
cd "$SOURCE"
keep='uu_sort-|uu_env-|uucore-[0-9.]+/src/lib/(features/signals|features/process/mod|mods/panic).rs'
find . \( -path '*/src/*.rs' -o -path './*/Cargo.toml' \) -print | grep -vE "^./(rustix|libc)-|$keep" | xargs perl "$RECIPE/unix.pl"
patch -p1 -s < "$RECIPE/posix.patch"
find . -name '*.orig' -delete
mkdir -p "$OUT"
cp -a . "$OUT"
