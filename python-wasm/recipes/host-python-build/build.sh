# Each command is a line of shell over the host's python3.11. meson starts itself again, by the script it came from.
mkdir -p "$OUT/bin"
cp -r "$SOURCE/lib" "$OUT/lib"
printf 'import sys\nfrom mesonbuild.mesonmain import main\n\nsys.exit(main())\n' >"$OUT/lib/meson/meson.py"
python3.11 -m compileall -q "$OUT/lib"
for command in cython meson; do
    printf '#!/bin/sh\nexec python3.11 "$(dirname "$0")/../lib/%s/%s.py" "$@"\n' "$command" "$command" >"$OUT/bin/$command"
    chmod +x "$OUT/bin/$command"
done
