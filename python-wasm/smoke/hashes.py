import hashlib
import hmac
import secrets
import uuid

expected = {
    "md5": "900150983cd24fb0d6963f7d28e17f72",
    "sha1": "a9993e364706816aba3e25717850c26c9cd0d89d",
    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "sha3_256": "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
}
for name, digest in expected.items():
    assert hashlib.new(name, b"abc").hexdigest() == digest, name
assert hashlib.sha512(b"abc").hexdigest().startswith("ddaf35a193617aba")
assert hashlib.blake2b(b"abc").hexdigest().startswith("ba80a53f981c4d0d")
assert hashlib.blake2s(b"abc").hexdigest().startswith("508c5e8c327c14e2")
assert hmac.new(b"key", b"message", "sha256").hexdigest().startswith("6e9ef29b75fffc5b")
assert hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 2).hex().startswith("ae4d0c95af6b46d3")
assert len({secrets.token_hex(16) for _ in range(100)}) == 100
assert uuid.uuid4() != uuid.uuid4()
assert uuid.uuid5(uuid.NAMESPACE_DNS, "python.org") == uuid.UUID("886313e1-3b8a-5372-9b90-0c9aee199e5d")
