# The reentrant library alone; nothing else is asked for.
cmake -G Ninja -S "$SOURCE" -B . -DCMAKE_TOOLCHAIN_FILE="$TOOLS/wasm.cmake" -DCMAKE_BUILD_TYPE=Release
ninja -j"$JOBS" libqhullstatic_r.a
mkdir -p "$OUT/include/libqhull_r" "$OUT/lib/pkgconfig"
cp libqhullstatic_r.a "$OUT/lib/libqhull_r.a"
cp "$SOURCE"/src/libqhull_r/*.h "$OUT/include/libqhull_r"
cat >"$OUT/lib/pkgconfig/qhull_r.pc" <<END
includedir=$OUT/include

Name: qhull_r
Description: Convex hulls, Delaunay triangulations and Voronoi diagrams
Version: 8.0.2
Libs: -lqhull_r
Cflags: -I\${includedir}
END
