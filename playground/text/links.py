"""Links behind words: which addresses Telegram accepts, and links that are mentions of a person."""

import re

from playground.jsons import JSON

_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[^\s/@:]+(?::[^\s/@]*)?@)?((?:[\w\-]+\.)+[^\W\d_]{2,}|localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\])"
    r"(?::\d{1,5})?(?:[/?#]\S*)?$",
    re.IGNORECASE,
)
_USER = re.compile(r"tg://user/?\?id=(\d+)$", re.IGNORECASE)
_SCHEMES = {"http", "https", "tg", "ton", "tonsite"}


def checked_link(address: str) -> str | None:
    """The address as Telegram keeps it, or nothing if it is no link."""
    address = address.strip()
    if not address or any(sign.isspace() for sign in address):
        return None
    if address.lower().startswith(("tg:", "ton:")):
        return address
    found = _SCHEME.match(address)
    if found and address[found.end() :].startswith("//"):
        if found[0][:-1].lower() not in _SCHEMES:
            return None
        scheme, rest = found[0].lower(), address[found.end() + 2 :]
    else:
        scheme, rest = "http:", address
    if not _HOST.match(rest):
        return None
    cut = min((rest.index(sign) for sign in "/?#" if sign in rest), default=len(rest))
    return f"{scheme}//{rest[:cut].lower()}{rest[cut:] or '/'}"


def link_entity(target: str, span: JSON) -> list[JSON]:
    user = _USER.match(target.strip())
    if user:
        return [{"type": "text_mention", **span, "user_id": int(user[1])}]
    link = checked_link(target)
    return [{"type": "text_link", **span, "url": link}] if link else []
