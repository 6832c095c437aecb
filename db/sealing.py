"""How contact data is sealed at rest, and how it is still found: authenticated encryption, and keyed fingerprints."""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_FORM = "s1."

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""What is shown in place of a sealed text when its key is not here."""


class Sealing:
    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a data key has {KEY_BYTES} bytes")
        self._cipher = AESGCM(_derived(key, b"seal"))
        self._fingerprint_key = _derived(key, b"fingerprint")
        self.key_print = _derived(key, b"print").hex()[:32]
        """Tells two keys apart, and nothing of either."""

    def seal(self, text: str) -> str:
        return _FORM + base64.b64encode(self.seal_bytes(text.encode())).decode()

    def unseal(self, sealed: str) -> str:
        try:
            text = self.unseal_bytes(base64.b64decode(sealed.removeprefix(_FORM), validate=True))
            return UNREADABLE if text is None else text.decode()
        except ValueError:
            return UNREADABLE

    def seal_bytes(self, content: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, None)

    def unseal_bytes(self, sealed: bytes) -> bytes | None:
        """None when its key is not here."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        except (ValueError, InvalidTag):
            return None

    def fingerprint(self, user_id: int, what: str, text: str) -> str:
        """Equal for equal texts of one organizer, unlike between two: nobody can tell that they share a buyer."""
        message = f"{user_id}\n{what}\n{text}".encode()
        return hmac.new(self._fingerprint_key, message, hashlib.sha256).hexdigest()[:32]


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, b"raffle-bot " + purpose, hashlib.sha256).digest()
