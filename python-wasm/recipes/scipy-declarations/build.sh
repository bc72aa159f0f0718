linalg="$OUT/lib/scipy/linalg"
mkdir -p "$linalg"
touch "$OUT/lib/scipy/__init__.pxd"
cp "$SOURCE/scipy/linalg/__init__.pxd" "$linalg"
python3.11 "$SOURCE/scipy/linalg/_generate_pyx.py" -o .
cp cython_blas.pxd cython_lapack.pxd "$linalg"
