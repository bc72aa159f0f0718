"""Usage: PACKAGE FILE TARGET. Downloads FILE of PACKAGE from the index that pip is configured for."""

import sys

from pip._internal.commands import create_command
from pip._internal.models.target_python import TargetPython

package, file, target = sys.argv[1:]
command = create_command("download")
options, _ = command.parse_args(["--ignore-requires-python", "--pre", "--quiet", package])
with command.main_context():
    session = command.get_default_session(options)
    finder = command._build_package_finder(options, session, target_python=TargetPython(), ignore_requires_python=True)
    found = next((c.link for c in finder.find_all_candidates(package) if c.link.filename == file), None)
    if found is None:
        sys.exit(f"the index has no {file} of {package}")
    response = session.get(found.url_without_fragment, headers={"Accept-Encoding": "identity"})
    response.raise_for_status()
    with open(target, "wb") as out:
        out.write(response.content)
