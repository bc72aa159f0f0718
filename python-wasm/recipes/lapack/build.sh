mkdir modules objects
compile() {
    object="objects/$(basename "${1%.*}").o"
    wasm-fortran -O2 -Imodules -Jmodules -o "$object" -c "$1"
}
export -f compile
# The two modules come first.
compile "$SOURCE/SRC/la_constants.f90"
compile "$SOURCE/SRC/la_xisnan.F90"
# Without ?gedmd*, which want Fortran's intrinsic modules, and the routines that refine by XBLAS, which is not here.
find "$SOURCE/SRC" -name VARIANTS -prune -o -name '*.[fF]' -print -o -name '*.[fF]90' -print |
    grep -v -E '/(la_(constants|xisnan)|.gedmdq?|.*(rfsx|svxx)|.la_.*|.larscl2|.lascl2)\.' >sources
printf '%s\n' "$SOURCE"/INSTALL/{{d,s}lamch,{d,s}roundup_lwork,ilaver,second_INT_CPU_TIME,dsecnd_INT_CPU_TIME}.f >>sources
xargs -P"$JOBS" -I{} bash -euc 'compile "$1"' compile {} <sources

# OpenBLAS goes first: what it has is not here a second time.
defined() { wasm-nm --defined-only --extern-only --format=just-symbols "$1" | grep -v ':$' | sort -u; }
defined "$DEP_OPENBLAS/lib/libopenblas.a" >there
for object in objects/*.o; do
    if [ -n "$(comm -12 there <(defined "$object"))" ]; then rm "$object"; fi
done
xtask wasm adapt --library "$DEP_OPENBLAS/lib/libopenblas.a" --library "$DEP_FORTRAN_RUNTIME/lib/libfortran.a" \
    --library "$SYSROOT/lib/wasm32-wasip1/libc.a" objects/*.o
mkdir -p "$OUT/lib" "$OUT/include"
find objects -name '*.o' | sort | xargs wasm-ar rcs "$OUT/lib/liblapack.a"
