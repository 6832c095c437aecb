"""The text of a call with its entities, whichever way it was marked, within Telegram's limits."""

from playground.errors import BadRequest, NotImitated
from playground.jsons import JSON
from playground.text.entities import in_order, trimmed, with_found
from playground.text.found import find_entities
from playground.text.html_tags import MarkupFault, parse_html
from playground.text.markdown import parse_markdown_v2
from playground.text.utf16 import units

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_CONTROLS = {code: " " for code in range(32) if code not in (9, 10)} | {13: None}
_FOR_INPUT = {
    "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote",
    "code", "pre", "text_link", "text_mention", "custom_emoji",
}  # fmt: skip


def formatted(source: str, parse_mode: str | None, entities: list[JSON] | None) -> tuple[str, list[JSON]]:
    text = source if source.isprintable() else source.translate(_CONTROLS)
    marked: list[JSON] = []
    if parse_mode and entities is None:
        text, marked = _parsed(text, parse_mode)
    elif entities:
        marked = [_checked(entity) for entity in entities if entity["type"] in _FOR_INPUT]
    if text[:1].isspace() or text[-1:].isspace():
        text, marked = trimmed(text, marked)
    if marked:
        marked = in_order(marked, units(text))
    found = find_entities(text)
    return text, with_found(marked, found) if found else marked


def _parsed(text: str, parse_mode: str) -> tuple[str, list[JSON]]:
    mode = parse_mode.lower()
    if mode == "markdown":
        raise NotImitated("the legacy Markdown")
    if mode not in {"html", "markdownv2"}:
        raise BadRequest("unsupported parse_mode")
    try:
        return parse_html(text) if mode == "html" else parse_markdown_v2(text)
    except MarkupFault as fault:
        raise BadRequest(f"can't parse entities: {fault}") from None


def _checked(entity: JSON) -> JSON:
    if entity["offset"] < 0 or entity["length"] <= 0:
        raise BadRequest("can't parse MessageEntity: wrong offset or length")
    if entity["type"] == "text_link" and not entity.get("url"):
        raise BadRequest("can't parse MessageEntity: Can't find field \"url\"")
    return entity


def message_text(source: str, parse_mode: str | None, entities: list[JSON] | None) -> tuple[str, list[JSON]]:
    text, found = formatted(source, parse_mode, entities)
    if not text:
        raise BadRequest("message text is empty" if not source else "text must be non-empty")
    if units(text) > TEXT_LIMIT:
        raise BadRequest("message is too long")
    return text, found


def caption(params: JSON) -> JSON:
    """Caption fields for a message; nothing when there is none."""
    text, found = formatted(params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities"))
    if units(text) > CAPTION_LIMIT:
        raise BadRequest("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": found} if found else {"caption": text}
