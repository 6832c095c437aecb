"""MarkdownV2 of the Bot API parsed into text and entities; quotations by `>` and custom emoji are left out."""

from playground.jsons import JSON
from playground.text.html_tags import MarkupFault
from playground.text.links import link_entity
from playground.text.utf16 import units

_RESERVED = set("_*[]()~`>#+-=|{}.!")
_MARKS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler", "[": "text_link"}
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "text_link": "TextUrl",
    "code": "Code",
    "pre": "Pre",
}


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text = ""
        self.open: list[tuple[str, int, int]] = []  # kind, offset in units, place in the source
        self.entities: list[JSON] = []

    def parse(self) -> tuple[str, list[JSON]]:
        while self.at < len(self.source):
            self._step(self.source[self.at])
        if self.open:
            kind, _, place = self.open[-1]
            raise MarkupFault(f"Can't find end of {_NAMES[kind]} entity at byte offset {self._byte(place)}")
        return self.text, self.entities

    def _byte(self, place: int) -> int:
        return len(self.source[:place].encode("utf-8", "surrogatepass"))

    def _step(self, sign: str) -> None:
        following = self.source[self.at + 1 : self.at + 2]
        if sign == "\\" and following and ord(following) < 127:
            self.text += following
            self.at += 2
        elif sign not in _RESERVED:
            self.text += sign
            self.at += 1
        elif sign == "`":
            self._code()
        elif sign == "]" and self.open and self.open[-1][0] == "text_link":
            self._link()
        elif (mark := self._mark()) in _MARKS:
            self._toggle(mark)
        else:
            raise MarkupFault(f"Character '{sign}' is reserved and must be escaped with the preceding '\\'")

    def _mark(self) -> str:
        pair = self.source[self.at : self.at + 2]
        return pair if pair in {"__", "||"} else pair[:1]

    def _toggle(self, mark: str) -> None:
        kind = _MARKS[mark]
        if self.open and self.open[-1][0] == kind and mark != "[":
            _, offset, _ = self.open.pop()
            self._add({"type": kind}, offset)
        else:
            self.open.append((kind, units(self.text), self.at))
        self.at += len(mark)

    def _add(self, entity: JSON, offset: int) -> None:
        length = units(self.text) - offset
        if length:
            self.entities.append({**entity, "offset": offset, "length": length})

    def _code(self) -> None:
        fence = "```" if self.source.startswith("```", self.at) else "`"
        begin, offset = self.at, units(self.text)
        body = self._until(fence, begin, "pre" if len(fence) == 3 else "code")
        if len(fence) == 1:
            self.text += body
            self._add({"type": "code"}, offset)
            return
        language, line, rest = body.partition("\n")
        named = bool(line and language and not any(sign.isspace() for sign in language))
        self.text += rest if named else body.removeprefix("\n")
        self._add({"type": "pre", "language": language} if named else {"type": "pre"}, offset)

    def _until(self, fence: str, begin: int, kind: str) -> str:
        body = ""
        self.at += len(fence)
        while not self.source.startswith(fence, self.at):
            if self.at >= len(self.source):
                raise MarkupFault(f"Can't find end of {_NAMES[kind]} entity at byte offset {self._byte(begin)}")
            if self.source[self.at] == "\\" and self.source[self.at + 1 : self.at + 2] in {"`", "\\"}:
                self.at += 1
            body += self.source[self.at]
            self.at += 1
        self.at += len(fence)
        return body

    def _link(self) -> None:
        _, offset, begin = self.open.pop()
        target = self.text[_characters(self.text, offset) :]
        self.at += 1
        if self.source.startswith("(", self.at):
            end = self.at + 1
            while end < len(self.source) and (self.source[end] != ")" or self.source[end - 1] == "\\"):
                end += 1
            if end >= len(self.source):
                raise MarkupFault(f"Can't find end of a URL at byte offset {self._byte(begin)}")
            target = self.source[self.at + 1 : end].replace("\\", "")
            self.at = end + 1
        for entity in link_entity(target, {}):
            self._add(entity, offset)


def _characters(text: str, offset: int) -> int:
    """How many characters the first `offset` UTF-16 units are."""
    return len(text.encode("utf-16-le", "surrogatepass")[: offset * 2].decode("utf-16-le", "surrogatepass"))


def parse_markdown_v2(source: str) -> tuple[str, list[JSON]]:
    return _Parser(source).parse()
