# For pybind11's numpy.h and buffer_info.h: numpy counts elements in 64 bits (recipe numpy), Python in 32. Lists of
# counts that numpy gives or takes are of an `intp`; a single one is a `ssize_t` to packages, as ever.
/^static_assert.*Py_intptr_t/d
s/^class dtype; .*/using intp = long long;\n&/
s/\bPy_intptr_t\b/intp/g
s/\bssize_t \(elsize\|alignment\);/intp \1;/
s/^inline std::vector<ssize_t> \([cf]_strides(\)const std::vector<ssize_t> &/template <typename Size = ssize_t>\nstd::vector<Size> \1const std::vector<Size> \&/
s/std::vector<ssize_t> strides(ndim, itemsize)/std::vector<Size> strides(ndim, itemsize)/
