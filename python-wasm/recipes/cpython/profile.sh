# Read by build.sh in the configured folder. An interpreter that counts is built in a copy of it and runs the programs
# of training/; $profile then says which code is hot. Compiled with it, Python is a tenth faster.
profile="$BUILD/../python.profdata"
cp -r "$BUILD" ../counting
cd ../counting
make -j"$JOBS" OPT="$options -fprofile-generate" $libraries Programs/python.o
wasm-cc -o python.wasm Programs/python.o -L. -lpython3.11 Modules/_decimal/libmpdec/libmpdec.a Modules/expat/libexpat.a \
    -lz -lbz2 -llzma -lsqlite3 -lc-printscan-long-double -ldl -lm \
    -L"$DEP_PROFILE_RUNTIME/lib" -Wl,-u,__llvm_profile_runtime -lprofile -Wl,-z,stack-size=33554432 -Wl,--stack-first
# A hash seed and an environment of its own, so that two builds count alike.
env -i PATH="$PATH" LLVM_PROFILE_FILE="$PWD/counts" PYTHONHOME=/usr PYTHONPATH="$SOURCE/Lib" PYTHONHASHSEED=0 \
    PYTHONDONTWRITEBYTECODE=1 node --no-warnings "$RECIPE/run-guest.mjs" "$PWD/python.wasm" -S "$RECIPE/train.py"
llvm-profdata-22 merge -o "$profile" counts
cd "$BUILD"
