"""Texts from people: made harmless, bounded in length, and compared without case, accents and spaces."""

import re
import unicodedata

from rules.misreadings import EmailUnreadable, TextMissing, TextTooLong

NAME_LIMIT = 80
DESCRIPTION_LIMIT = 1000
REASON_LIMIT = 300
NOTE_LIMIT = 500
EMAIL_LIMIT = 254

# Persian, the scripts of India and composed emoji are written with these two.
JOINERS = "\u200c\u200d"
# Letters and signs by their category, yet nothing is seen of them: a name of these would be an empty name.
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")

_BREAKS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
_ALPHABETS_WITH_ACCENTS = ("LATIN", "GREEK", "CYRILLIC")
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])",
    re.IGNORECASE | re.ASCII,
)


def clean_line(text: str, field: str, limit: int) -> str:
    """One line that shows something and hides nothing, at most `limit` characters long."""
    return _bounded(_clean(text), field, limit)


def clean_text(text: str, field: str, limit: int) -> str:
    """Like a line, but its line breaks stay, with at most one empty line between two others."""
    lines = "\n".join(_clean(line) for line in _BREAKS.split(text))
    return _bounded(re.sub("\n{3,}", "\n\n", lines).strip("\n"), field, limit)


def split_words(text: str) -> list[str]:
    """At spaces and line breaks; what is not seen, such as a direction mark, is taken off the ends of each."""
    return [word for word in map(_without_unseen_ends, text.split()) if word]


def initials(name: str) -> str:
    """Enough for who knows the person, and no name for who does not."""
    letters = [next((char for char in word if char.isalnum()), "") for word in name.split()]
    return " ".join(f"{letter.upper()}." for letter in [one for one in letters if one][:3]) or "…"


def fold(text: str) -> str:
    """What two names have in common when case, accents and spaces are set aside.

    A mark is an accent on a Latin, Greek or Cyrillic letter only: elsewhere it is part of the letter.
    """
    if _is_plain(text):
        return text.replace(" ", "").lower()
    bare = "".join(char for char in text if not char.isspace() and not _is_unseen(char) and not _is_selector(char))
    spread = unicodedata.normalize("NFD", unicodedata.normalize("NFD", bare).casefold())
    return unicodedata.normalize("NFC", _without_accents(spread))


def read_email(text: str) -> str:
    """The address as typed, its domain in lower case."""
    local, at, domain = text.strip().rpartition("@")
    address = local + at + domain.lower()
    if len(address) > EMAIL_LIMIT or not _EMAIL.fullmatch(address):
        raise EmailUnreadable(text)
    return address


def _is_plain(text: str) -> bool:
    """Without accents, and of what is seen alone, as most of what people write is: nothing has to be looked up."""
    return text.isascii() and text.isprintable()


def _clean(line: str) -> str:
    if _is_plain(line):
        return " ".join(line.split())
    spaced = "".join(" " if char.isspace() else char for char in line)
    seen = "".join(char for char in spaced if char in JOINERS or not _is_unseen(char))
    return " ".join(word for word in map(_without_loose_ends, unicodedata.normalize("NFC", seen).split()) if word)


def _without_loose_ends(word: str) -> str:
    # A joiner between nothing and something joins nothing; it would only make two equal names differ.
    return word.strip(JOINERS)


def _without_unseen_ends(word: str) -> str:
    if _is_plain(word):
        return word
    seen = [at for at, char in enumerate(word) if not _is_unseen(char)]
    return word[seen[0] : seen[-1] + 1] if seen else ""


def _bounded(text: str, field: str, limit: int) -> str:
    if not any(_is_visible_alone(char) for char in text):
        raise TextMissing(field)
    if len(text) > limit:
        raise TextTooLong(field, len(text), limit)
    return text


def _is_unseen(char: str) -> bool:
    category = unicodedata.category(char)
    return char in BLANKS or category in _UNSEEN_CATEGORIES or (category == "Cn" and not _may_be_young(char))


def _is_visible_alone(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS" or _may_be_young(char)


def _may_be_young(char: str) -> bool:
    """An emoji or a letter that was assigned after this Python's tables were made."""
    is_character = ord(char) & 0xFFFE != 0xFFFE
    return unicodedata.category(char) == "Cn" and 0x10000 <= ord(char) <= 0x3FFFF and is_character


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _without_accents(spread: str) -> str:
    kept: list[str] = []
    on_accented = False
    for char in spread:
        if not unicodedata.category(char).startswith("M"):
            on_accented = unicodedata.name(char, "").startswith(_ALPHABETS_WITH_ACCENTS)
        elif on_accented:
            continue
        kept.append(char)
    return "".join(kept)
