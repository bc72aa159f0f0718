# What counts elements or is a special function's order has numpy's index type on its whole way: 64 bits here, where
# pointers have 32 (see numpy's patch).
here="$SOURCE/scipy"
wide() { sed -i "s/\b$1\b/$2/g" "${@:3}"; }
wide Py_ssize_t npy_intp "$here"/special/{xsf_wrappers.{h,cpp},orthogonal_eval.pxd,cython_special.{pyx,pxd}}
sed -i "s/'p': 'Py_ssize_t'/'p': 'np.npy_intp'/" "$here/special/_generate_pyx.py"
sed -i 's/^from numpy cimport npy_cdouble$/&, npy_intp/' "$here/special/orthogonal_eval.pxd"
sed -i '1i from numpy cimport npy_intp' "$here/special/cython_special.pxd"
wide Py_ssize_t npy_intp "$here"/signal/_splinemodule.{h,cc}
wide intptr_t "long long" "$here"/spatial/ckdtree/src/*.{h,cxx} "$here"/spatial/src/{views.h,distance_{metrics.h,pybind.cpp}} \
    "$here"/optimize/{rectangular_lsap/*.{h,cpp},_pava/*.cpp}
