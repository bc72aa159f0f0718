mkdir modules objects
compile() {
    object="objects/$(basename "${1%.*}").o"
    wasm-fortran -O2 -Imodules -Jmodules -o "$object" -c "$1"
}
export -f compile
# The two modules come first.
compile "$SOURCE/SRC/la_constants.f90"
compile "$SOURCE/SRC/la_xisnan.F90"
# ?gedmd* want Fortran's intrinsic modules, and nobody wants them.
find "$SOURCE/SRC" -name '*.[fF]' -o -name '*.[fF]90' >sources
printf '%s\n' "$SOURCE"/INSTALL/{{d,s}lamch,{d,s}roundup_lwork,ilaver,second_INT_CPU_TIME,dsecnd_INT_CPU_TIME}.f >>sources
grep -v -e /la_constants -e /la_xisnan -e 'gedmd' -e /VARIANTS/ sources | xargs -P"$JOBS" -I{} bash -euc 'compile "$1"' compile {}
exit 1
