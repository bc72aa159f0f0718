"""Drives eryx (PyPI: pyeryx): CPython as a WebAssembly component under wasmtime, pre-initialised."""

import eryx
from protocol import serve


class Eryx:
    def run(self, code):
        return text(eryx.Sandbox().execute(code).stdout)

    def hold(self, code):
        session = eryx.Session()
        session.execute(code)
        return session

    def ask(self, session, line):
        return text(session.execute(f"print({line!r})").stdout)


def text(output):
    return output.decode() if isinstance(output, bytes) else output


serve(Eryx())
