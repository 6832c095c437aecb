"""A line that stands by itself: "07 Luis 5512345678 pagado", "12 - Juan ✅", "Maria: 7, 8 y 9"."""

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from rules.imports.cells import NUMBERS, SPAN, plain, read_name, read_optional_phone, spread
from rules.imports.chats import message_in
from rules.imports.entries import Entry, Free, Ground, Unread, Why, shown
from rules.imports.vocabulary import METHOD_PHRASES, STATE_PHRASES, folded, without_marks
from rules.phones import Phone
from rules.states import PaymentMethod, RaffleState
from rules.words import fold

FoundT = TypeVar("FoundT")

_BULLET = re.compile(
    r"[ *•·▪◦>_~\u200e\u200f🎟🎫🔹🔸👉-]*"
    r"(?:(?:n[uú]meros?|numbers?|n[º°]|nro|no|num|boletos?|tickets?|bilhetes?)[ .:]*(?=[#0-9]))?[#№]? ?(?=[0-9])",
    re.IGNORECASE,
)
_INDEX = re.compile(r"[ *_]*([0-9]{1,5})[.)] +(?=[#0-9])")
_AFTER = re.compile(r"[ )\].:;,=_*~|>➡→►👉-]*|[ ]*[–—][ ]*")
_PHONE = re.compile(r"(?<![0-9])(?:\+ ?)?\(?\+?[0-9](?:[ ().\u2010-\u2013-]*[0-9]){6,}\)?(?![0-9])")
_LAST_NUMBERS = re.compile(
    rf"(?<![0-9.,])[#№]?((?:{SPAN})(?:(?: ?[,;/] ?(?:y|e|and|&)? ?| (?:y|e|and|&) | )[#№]?{SPAN})*)[ .)\]*]*$",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:[A-Z]{0,3}\$|[€₡₲]|S/\.?) ?[0-9][0-9.,]*|[0-9][0-9.,]* ?(?:pesos|reais|euros|d[oó]lares|soles)\b",
    re.IGNORECASE,
)
_TRAILING = " .,;:!()[]*_~-–—|"
_LONGEST_PHRASE = 4
_WISHING_WORDS = (
    *("quiero", "quisiera", "dame", "aparta", "apartame", "me", "das", "doy", "el", "los", "la", "las", "voy", "con"),
    *("numero", "numeros", "por", "favor", "porfa", "para", "mi", "yo", "a", "please", "i", "want", "take", "the"),
    *("number", "numbers", "quero", "o", "os", "fico", "com", "reserva", "reservame"),
)
_WISHING = frozenset(_WISHING_WORDS)
_LONGEST_LINE = 1000


class _Marked(NamedTuple):
    text: str
    state: RaffleState | None
    method: PaymentMethod | None


def read_line(line: int, text: str, ground: Ground) -> Entry:
    message = message_in(text[:_LONGEST_LINE])
    rest, state, method = _marked(plain(message.text))
    rest, phone = _split_phone(rest, ground)
    rest, more, how = _worded(rest)
    state, method = state or more, method or how
    wished = _wished_for(rest, ground.longest) if message.sender else None
    numbers, rest = wished or _split_numbers(rest, ground.longest)
    name, more, how = _worded(rest)
    state, method = state or more, method or how
    if state == RaffleState.AVAILABLE:
        raise Free
    called = _called(_who(name, message.sender), nothing_else=state is None and method is None and phone is None)
    paid = None if state is None and method is None else state != RaffleState.RESERVED
    return Entry(line, shown(text), numbers, called, fold(called), phone, paid, method)


def _wished_for(text: str, longest: int) -> tuple[tuple[int, ...], str] | None:
    """ "I want 45, please", if nobody else is named."""
    found = NUMBERS.search(text)
    words = f"{text[: found.start()]} {text[found.end() :]}" if found else ""
    if found is None or _goes_on(text, found.end()) or not all(_is_wishing(word) for word in words.split()):
        return None
    return spread(found[0], longest), ""


def _is_wishing(word: str) -> bool:
    bare = word.strip(_TRAILING)
    return not bare or folded(bare) in _WISHING


def _who(name: str, sender: str) -> str:
    """Whoever writes "I want 45" in a chat means themselves."""
    return sender if sender and all(map(_is_wishing, name.split())) else name


def _called(name: str, *, nothing_else: bool) -> str:
    """In a list of all numbers the free ones stand there with nothing behind them."""
    try:
        return read_name(name)
    except Unread as unread:
        if unread.why == Why.NO_NAME and nothing_else:
            raise Free from None
        raise


def is_numbered(texts: list[str]) -> bool:
    """Whether its lines are counted before their numbers: "1. 07 Luis", "2. 15 Ana"."""
    counted = [match for match in map(_INDEX.match, texts) if match]
    if len(counted) < 2 or len(counted) < len(texts) * 0.8:
        return False
    places = [int(match[1]) for match in counted]
    return places == list(range(places[0], places[0] + len(places))) and places[0] in (0, 1)


def without_index(text: str) -> str:
    found = _INDEX.match(text)
    return text[found.end() :] if found else text


def _marked(text: str) -> _Marked:
    """Money that is written down beside a name is not read."""
    rest, state = without_marks(text)
    return _Marked(" ".join(_MONEY.sub(" ", rest).split()), state, None)


def _split_phone(text: str, ground: Ground) -> tuple[str, Phone | None]:
    """What has more digits than any number of the raffle; the numbers before it are not a part of it."""
    begins = _end_of_numbers(text, ground.longest)
    found = _PHONE.search(text, begins)
    if found is not None and not begins and not _is_beyond_numbers(found[0], ground.width):
        found = None
    if found is None:
        if any(len(run) > ground.longest for run in re.findall("[0-9]+", text[begins:])):
            raise Unread(Why.PHONE)
        return text, None
    is_whole = found[0].count("(") == found[0].count(")")
    phone = read_optional_phone(found[0] if is_whole else found[0].strip("()"), ground.country)
    return f"{text[: found.start()]} {text[found.end() :]}", phone


def _is_beyond_numbers(text: str, width: int) -> bool:
    """Where a name stands before it, digits may be numbers as long as they are short enough."""
    return text[0] in "+(" or any(len(run) > width for run in re.findall("[0-9]+", text))


def _end_of_numbers(text: str, longest: int) -> int:
    """Where the numbers at the left end: one too long for a number is not theirs."""
    bullet = _BULLET.match(text)
    if bullet is None:
        return 0
    end = bullet.end()
    for span in re.finditer("([0-9]+)([^0-9]*)", text[end:]):
        if span.start() and len(span[1].lstrip("0")) > longest:
            break
        stop = end + span.end(1)
        if not _BETWEEN_NUMBERS.fullmatch(span[2]):
            return stop
    else:
        return len(text)
    return stop


_BETWEEN_NUMBERS = re.compile(r" ?[,;/–—-]? ?(?:(?:y|e|and|&) )?", re.IGNORECASE)


def _split_numbers(text: str, longest: int) -> tuple[tuple[int, ...], str]:
    """At the left, or else at the right."""
    bullet = _BULLET.match(text)
    if bullet is not None:
        found = NUMBERS.match(text, bullet.end())
        if found is None or _goes_on(text, found.end()):
            raise Unread(Why.NUMBERS)
        after = _AFTER.match(text, found.end())
        return spread(found[0], longest), text[after.end() if after else found.end() :]
    last = _LAST_NUMBERS.search(text)
    if last is None:
        raise Unread(Why.NUMBERS if any(char.isdigit() for char in text) else Why.NO_NUMBER)
    return spread(last[1].replace("#", "").replace("№", ""), longest), text[: last.start()]


def _goes_on(text: str, end: int) -> bool:
    """Digits behind a point or a letter that touches them: something else was meant than these numbers."""
    return bool(re.match(r"[.,:][0-9]|[^\W\d_]|\d", text[end : end + 2]))


def _worded(text: str) -> _Marked:
    """Without the words of state and method at its ends."""
    words = text.split()
    state: RaffleState | None = None
    method: PaymentMethod | None = None
    while words:
        if state is None and (found := _phrase_at_end(words, STATE_PHRASES)):
            words, state = found
        elif method is None and (how := _phrase_at_end(words, METHOD_PHRASES)):
            words, method = how
        elif not words[-1].strip(_TRAILING):
            words = words[:-1]
        elif state is None and (found := _phrase_at_start(words)):
            words, state = found
        else:
            break
    return _Marked(" ".join(words), state, method)


def _phrase_at_end(words: list[str], phrases: Mapping[tuple[str, ...], FoundT]) -> tuple[list[str], FoundT] | None:
    last = [folded(word.strip(_TRAILING)) for word in words[-_LONGEST_PHRASE:]]
    for length in range(len(last), 0, -1):
        if tuple(last[-length:]) in phrases:
            return words[:-length], phrases[tuple(last[-length:])]
    return None


def _phrase_at_start(words: list[str]) -> tuple[list[str], RaffleState] | None:
    first = (folded(words[0].strip(_TRAILING)),)
    return (words[1:], STATE_PHRASES[first]) if first in STATE_PHRASES else None
