import errno
import select
import socket
import ssl
import urllib.error
import urllib.request

try:
    socket.getaddrinfo("example.com", 80)
except socket.gaierror as error:
    assert error.errno == socket.EAI_AGAIN
else:
    raise AssertionError("a name was found")
try:
    with socket.socket() as connection:
        connection.connect(("192.0.2.1", 80))
except OSError as error:
    assert error.errno in (errno.ENETUNREACH, errno.EAFNOSUPPORT), error
else:
    raise AssertionError("connected")
context = ssl.create_default_context()
assert context.verify_mode == ssl.CERT_REQUIRED and context.check_hostname
for scheme in "http", "https":
    try:
        urllib.request.urlopen(f"{scheme}://example.com", context=context)
    except urllib.error.URLError as error:
        assert isinstance(error.reason, socket.gaierror), error
assert select.select([], [], [], 0.01) == ([], [], [])
