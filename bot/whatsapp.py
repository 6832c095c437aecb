"""Links that open WhatsApp with a text for one phone: how a buyer is reached whom the bot cannot write to."""

from urllib.parse import quote

from bot.rewording import without_markup

_LONGEST = 1900
"""Of the text as a link writes it: more than that, some telephones do not open."""


def link_to(e164: str | None, words: str) -> str:
    """Without a phone, whoever opens it chooses whom it goes to."""
    text = without_markup(words)
    while len(quote(text, safe="")) > _LONGEST:
        text = f"{text[: len(text) * 9 // 10]}…"
    return f"https://wa.me/{(e164 or '').lstrip('+')}?text={quote(text, safe='')}"
