# setup.py goes on without what it calls libyaml where that does not compile, unless it is forced.
cython "$SOURCE/yaml/_yaml.pyx"
PYYAML_FORCE_LIBYAML=1 bash "$DEP_HOST_EXTENSION_BUILD/bin/setup-extension"
