# meson-extension setup [OPTION]…: configures the package in $SOURCE, in the current folder, for ninja to build.
# meson-extension install [OPTION]…: installs what ninja has built.
set -euo pipefail
meson="${MESON:-meson}"
case "$1" in
setup)
    $meson setup . "$SOURCE" --cross-file "$TOOLS/wasm.meson" --prefix=/usr -Dbuildtype=release -Db_ndebug=true \
        -Dwerror=false --wrap-mode=nodownload "${@:2}"
    ;;
install)
    DESTDIR="$OUT" $meson install --no-rebuild "${@:2}" >/dev/null
    bash "$(dirname "$0")/finish-package"
    ;;
esac
