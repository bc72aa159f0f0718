# Its index type is numpy's, which has 64 bits here, where pointers have 32 (see numpy's patch). What stays a pointer to
# Py_ssize_t is the shape of a memoryview, which libsvm's helpers read.
here="$SOURCE/sklearn"
sed -i 's/^ctypedef Py_ssize_t intp_t$/ctypedef signed long long intp_t/' "$here/utils/_typedefs.pxd"
sed -i -E 's/\b(Py_ssize_t|intptr_t)\[:/signed long long[:/' "$here"/_isotonic.pyx "$here"/datasets/_svmlight_format_fast.pyx \
    "$here"/decomposition/_cdnmf_fast.pyx "$here"/utils/sparsefuncs_fast.pyx
sed -i -E 's/\bintp_t ?\*/Py_ssize_t */g' "$here"/svm/_lib*.p*
# No child: what (size_t)-1 is in as many bits.
sed -i 's/cell\.children\[i\] = SIZE_MAX/cell.children[i] = -1/' "$here/neighbors/_quad_tree.pyx"
