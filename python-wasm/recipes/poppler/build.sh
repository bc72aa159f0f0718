cmake -G Ninja -S "$SOURCE" -B . -DCMAKE_TOOLCHAIN_FILE="$TOOLS/wasm.cmake" -DCMAKE_INSTALL_PREFIX=/usr \
    -DCMAKE_PREFIX_PATH=/ -DPKG_CONFIG_EXECUTABLE="$TOOLS/wasm-pkg-config" -DCMAKE_BUILD_TYPE=Release \
    -DBUILD_SHARED_LIBS=OFF -DFONT_CONFIGURATION=generic -DRUN_GPERF_IF_PRESENT=OFF -DWITH_{NSS3,Cairo}=OFF \
    -DENABLE_{BOOST,CPP,GLIB,LIBCURL,QT5,QT6,UTILS}=OFF -DBUILD_{GTK,QT5,QT6,CPP,MANUAL}_TESTS=OFF
ninja -j"$JOBS" poppler
# Each program's `main` gets its name; programs.cc calls the one that the program is started as.
cd "$SOURCE/utils"
for program in pdf{attach,detach,fonts,images,info,separate,toppm,tops,totext,tohtml,unite}; do
    echo "$program.cc -Dmain=$program -o $program.o"
    echo "$program" >>programs.names
done >commands
sed 's/.*/PROGRAM(&)/' programs.names >programs.def
printf '%s\n' parseargs sanitychecks printencodings {Image,Html}OutputDev Html{Fonts,Links} InMemoryFile |
    sed 's/.*/&.cc -o &.o/' >>commands
echo "$RECIPE/programs.cc -o programs.o" >>commands
xargs -P"$JOBS" -L1 wasm-c++ -std=c++17 -O2 -DNDEBUG -I. -I.. -I../{goo,fofi,splash,poppler} -I"$BUILD" \
    -I"$BUILD/poppler" -I"$DEP_FREETYPE/include/freetype2" -c <commands
mkdir -p "$OUT/programs"
wasm-c++ -O2 ./*.o "$BUILD/libpoppler.a" -lfreetype -ltiff -lpng -ljpeg -lopenjp2 -llcms2 -lz -lm \
    -Wl,--fatal-warnings -Wl,--strip-all -o "$OUT/programs/poppler.wasm"
mv programs.names "$OUT/programs/poppler.names"
