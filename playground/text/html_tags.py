"""HTML of the Bot API parsed into text and entities, with the same faults at the same byte offsets."""

import re
from dataclasses import dataclass
from html import unescape

from playground.jsons import JSON
from playground.text.links import link_entity
from playground.text.utf16 import units

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = {*_SIMPLE, "a", "code", "pre", "blockquote", "tg-emoji"}
_PLAIN = re.compile(r"[^&<]+")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,8})|#x([0-9a-f]{1,8})|(lt|gt|amp|quot));?", re.IGNORECASE)
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[a-zA-Z0-9.\-]*")
_SPACES = re.compile(r"\s*")


class MarkupFault(Exception):
    """The markup cannot be read."""


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    place: int


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[JSON] = []

    def parse(self) -> tuple[str, list[JSON]]:
        while self.at < len(self.source):
            plain = _PLAIN.match(self.source, self.at)
            if plain:
                self._say(plain[0], plain.end())
            elif self.source[self.at] == "&":
                self._reference()
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise MarkupFault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.parts), self.entities

    def _say(self, text: str, then: int) -> None:
        self.parts.append(text)
        self.offset += units(text)
        self.at = then

    def _reference(self) -> None:
        found = _REFERENCE.match(self.source, self.at)
        if found and (sign := _sign(found)):
            self._say(sign, found.end())
        else:
            self._say("&", self.at + 1)

    def _byte(self, place: int) -> int:
        return len(self.source[:place].encode("utf-8", "surrogatepass"))

    def _peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        assert found is not None
        self.at = found.end()
        return found[0]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._skip(_TAG_NAME).lower()
        if not self._peek():
            raise MarkupFault(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in _TAGS:
            raise MarkupFault(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        argument = ""
        while True:
            self._skip(_SPACES)
            if self._peek() == ">":
                break
            argument = self._attribute(tag, begin) or argument
        if tag == "span" and argument != "spoiler":
            raise MarkupFault(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.at += 1
        self.open.append(_Open(tag, argument, self.offset, len(self.parts)))

    def _attribute(self, tag: str, begin: int) -> str:
        """Its value when the tag has a use for it, else nothing."""
        name = self._skip(_ATTRIBUTE_NAME)
        if not name and self._peek():
            raise MarkupFault(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        self._skip(_SPACES)
        if self._peek() != "=":
            self._still_open(tag, begin)
            return "1" if tag == "blockquote" and name == "expandable" else ""
        self.at += 1
        self._skip(_SPACES)
        self._still_open(tag, begin)
        value = self._value()
        if not self._peek():
            raise MarkupFault(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return _use(tag, name, value)

    def _still_open(self, tag: str, begin: int) -> None:
        if not self._peek():
            raise MarkupFault(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')

    def _value(self) -> str:
        quote = self._peek()
        begin = self.at
        if quote not in {"'", '"'}:
            token = self._skip(_TOKEN).lower()
            if self._peek() and self._peek() != ">" and not self._peek().isspace():
                raise MarkupFault(f"Unexpected end of name token at byte offset {self._byte(begin)}")
            return token
        end = self.source.find(quote, begin + 1)
        self.at = len(self.source) if end < 0 else end + 1
        return _REFERENCE.sub(lambda found: _sign(found) or found[0], self.source[begin + 1 : self.at - 1])

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise MarkupFault(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        name = self._skip(_TAG_NAME)
        self._skip(_SPACES)
        if self._peek() != ">":
            raise MarkupFault(f"Unclosed end tag at byte offset {self._byte(begin)}")
        opened = self.open.pop()
        if name and name != opened.tag:
            raise MarkupFault(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>", found "</{name}>"'
            )
        self.at += 1
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        span: JSON = {"offset": opened.offset, "length": self.offset - opened.offset}
        inner = self.entities[-1] if self.entities else None
        same = inner is not None and (inner["offset"], inner["length"]) == (span["offset"], span["length"])
        if opened.tag in _SIMPLE:
            self.entities.append({"type": _SIMPLE[opened.tag], **span})
        elif opened.tag == "a":
            target = opened.argument or "".join(self.parts[opened.place :])
            self.entities += link_entity(target, span)
        elif opened.tag == "blockquote":
            self.entities.append({"type": "expandable_blockquote" if opened.argument else "blockquote", **span})
        elif opened.tag == "tg-emoji":
            self.entities.append({"type": "custom_emoji", **span, "custom_emoji_id": opened.argument})
        elif opened.tag == "pre" and same and inner and inner["type"] == "code" and "language" in inner:
            inner["type"] = "pre"
        elif opened.tag == "code" and same and inner and inner["type"] == "pre" and opened.argument:
            inner["language"] = opened.argument
        else:
            language = {"language": opened.argument} if opened.argument else {}
            self.entities.append({"type": opened.tag, **span, **language})


def _sign(found: re.Match[str]) -> str:
    """The sign a reference stands for; nothing when it is not one Telegram knows."""
    if found[3]:
        return _NAMED.get(found[3], "") or unescape(found[0])
    number = int(found[1]) if found[1] else int(found[2], 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def _use(tag: str, name: str, value: str) -> str:
    if tag == "a" and name == "href":
        return value
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if tag == "tg-emoji" and name == "emoji-id":
        return value
    return "1" if tag == "blockquote" and name == "expandable" else ""


def parse_html(source: str) -> tuple[str, list[JSON]]:
    return _Parser(source).parse()
