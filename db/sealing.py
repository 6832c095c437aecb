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
        nonce = os.urandom(_NONCE_BYTES)
        return _FORM + base64.b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), None)).decode()

    def unseal(self, sealed: str) -> str:
        try:
            raw = base64.b64decode(sealed.removeprefix(_FORM), validate=True)
            return self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()
        except (ValueError, InvalidTag):
            return UNREADABLE

    def fingerprint(self, user_id: int, what: str, text: str) -> str:
        """Equal for equal texts of one organizer, unlike between two: nobody can tell that they share a buyer."""
        message = f"{user_id}\n{what}\n{text}".encode()
        return hmac.new(self._fingerprint_key, message, hashlib.sha256).hexdigest()[:32]


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, b"raffle-bot " + purpose, hashlib.sha256).digest()
