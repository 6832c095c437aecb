"""HTML from its parts: the one place where what people wrote is kept from becoming markup."""

import re
from html import escape, unescape

from bot.texts.say import Said

_ALONE = {"meta"}


class Html(str):
    """Markup already: put inside something else it stays as it is."""

    __slots__ = ()


def element(name: str, /, *inside: object, **attributes: object) -> Html:
    """An attribute that is None is left out; `class_` is a class."""
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if name in _ALONE:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{together(*inside)}</{name}>")


def together(*parts: object) -> Html:
    return Html("".join(_text(part) for part in parts if part is not None))


def in_lines(said: Said, name: str = "p") -> Html:
    """An element for each line; points of a list go without their signs."""
    return together(*[element(name, Said(line.removeprefix("· "))) for line in said.split("\n") if line])


def plain(said: Said) -> str:
    """Without markup, for where there can be none."""
    return unescape(re.sub("<[^>]*>", "", said))


def _text(part: object) -> str:
    return part if isinstance(part, Html | Said) else escape(str(part), quote=False)


def _attribute(name: str, value: object) -> str:
    text = plain(value) if isinstance(value, Said) else str(value)
    return f' {name.rstrip("_").replace("_", "-")}="{escape(text)}"'
