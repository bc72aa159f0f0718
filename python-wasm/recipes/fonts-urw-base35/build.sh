fonts="usr/share/fonts/type1/urw-base35"
mkdir -p "$OUT/$fonts"
cd "$SOURCE/$fonts"
cp Nimbus{MonoPS,Roman,Sans}-{Regular,Bold,Italic,BoldItalic}.t1 StandardSymbolsPS.t1 D050000L.t1 "$OUT/$fonts"
