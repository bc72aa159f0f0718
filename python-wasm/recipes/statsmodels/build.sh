# meson asks this script for the version, which a release has in its metadata.
printf '#!/bin/sh\necho 0.15.0\n' >"$SOURCE/statsmodels/_build/git_version.py"
scipy="$DEP_SCIPY_DECLARATIONS/lib:$DEP_SCIPY/usr/lib/python3.11/site-packages"
export PYTHONPATH="$DEP_NUMPY/cython:$DEP_NUMPY/answers:$DEP_HOST_PYTHON_BUILD/lib/cython:$scipy"
bash "$DEP_CPYTHON/bin/meson-extension" setup -Dc_args=-Werror=incompatible-pointer-types
ninja -j"$JOBS"
bash "$DEP_CPYTHON/bin/meson-extension" install
