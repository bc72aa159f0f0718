# Headers only.
mkdir -p "$OUT/include"
cp -r "$SOURCE/include/rapidjson" "$OUT/include"
