# What it calls of the libraries for pictures, the program links. Its vectors of wasm round otherwise than natively.
# Nothing is destroyed at the end of the one thread.
flags="-Werror=cast-function-type-mismatch -Wno-deprecated-declarations -fno-c++-static-destructors"
modules=calib3d,core,features2d,flann,highgui,imgcodecs,imgproc,ml,objdetect,photo,python3,stitching,video,videoio
cmake -G Ninja -S "$SOURCE/opencv" -B . -DCMAKE_TOOLCHAIN_FILE="$TOOLS/wasm.cmake" -DCMAKE_INSTALL_PREFIX="$OUT" \
    -DCMAKE_PREFIX_PATH=/ -DCMAKE_BUILD_TYPE=Release -DCMAKE_{C,CXX}_FLAGS="$flags" \
    -DCMAKE_{C,CXX}_FLAGS_RELEASE="-O2 -DNDEBUG" -DBUILD_SHARED_LIBS=OFF -DOPENCV_DISABLE_THREAD_SUPPORT=ON \
    -DCV_ENABLE_INTRINSICS=OFF \
    -DCMAKE_CXX_CREATE_SHARED_MODULE="$TOOLS/wasm-module-c++ -shared -o <TARGET> <OBJECTS> lib/libopencv_*.a" \
    -DBUILD_LIST="$modules" -DBUILD_opencv_{objdetect,python3}=ON \
    -DBUILD_{DOCS,EXAMPLES,JAVA,PACKAGE,PERF_TESTS,TESTS,opencv_apps}=OFF \
    -DWITH_{ADE,AVIF,FFMPEG,FLATBUFFERS,GSTREAMER,ITT,LAPACK,OPENCL,OPENEXR,PROTOBUF,PTHREADS_PF,V4L}=OFF \
    -DPYTHON3_INCLUDE_DIR="$DEP_CPYTHON/include/python3.11" -DPYTHON3_LIBRARY="$DEP_CPYTHON/lib/libpython3.11.a" \
    -DPYTHON3_EXECUTABLE="$(command -v python3.11)" -DPYTHON3_CVPY_SUFFIX=.cpython-311-wasm32-wasi.so \
    -DPYTHON3_NUMPY_INCLUDE_DIRS="$DEP_NUMPY/usr/lib/python3.11/site-packages/numpy/_core/include"
# The program's zlib has no files.
mkdir -p lib
for file in gzclose gzlib gzread gzwrite; do
    wasm-cc -O2 -DHAVE_UNISTD_H -c "$SOURCE/opencv/3rdparty/zlib/$file.c" -o "$file.o"
done
wasm-ar rcs lib/libopencv_gz.a gz*.o
ninja -j"$JOBS" opencv_python3
package="$OUT/usr/lib/python3.11/site-packages/cv2"
mkdir -p "$package"
cp -r python_loader/cv2/{__init__.py,mat_wrapper,misc,utils} modules/python_bindings_generator/cv2/typing \
    "$SOURCE"/cv2/{data,version.py} "$package"
cp "$SOURCE"/opencv/data/haarcascades/*.xml "$package/data"
cp lib/python3/cv2.cpython-311-wasm32-wasi.so "$package/_native.cpython-311-wasm32-wasi.so"
bash "$DEP_CPYTHON/bin/finish-package"
