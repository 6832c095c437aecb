"""The words for states, methods, types and spans of time in the reader's language, and the signs that go with them."""

from collections.abc import Mapping

from bot.texts.say import Said, Say, joined

NUMBERS = "🎟"
RESERVED = "⏳"
PAID = "✅"
FREE = "▫️"
MONEY = "💰"
PRIZE = "🏆"
DATE = "📅"
BUYER = "👤"
PRACTICE = "🧪"
UNDO = "↩️"
BACK = "⬅️"

_SIGNS: Mapping[str, str] = {
    "available": FREE,
    "reserved": RESERVED,
    "sold": PAID,
    "paid": PAID,
    "expired": FREE,
    "cancelled": FREE,
}
_HOUR = 60
_DAY = 24 * _HOUR


def sign_of(state: str) -> str:
    """Of a number or of an order; one that holds nothing any more looks as free as its numbers are."""
    return _SIGNS[state]


def raffle_state(say: Say, state: str) -> Said:
    return _word(state, {"available": say("free"), "reserved": say("reserved"), "sold": say("sold")})


def order_state(say: Say, state: str) -> Said:
    known = {
        "reserved": say("reserved"),
        "paid": say("paid"),
        "expired": say("expired"),
        "cancelled": say("cancelled"),
    }
    return _word(state, known)


def project_state(say: Say, state: str) -> Said:
    # Not "cancelled" again: a raffle and an order are of different genders elsewhere.
    known = {"open": say("open"), "closed": say("closed"), "drawn": say("drawn"), "cancelled": say("called off")}
    return _word(state, known)


def method(say: Say, method: str) -> Said:
    return _word(method, {"cash": say("cash"), "card": say("card"), "transfer": say("transfer")})


def set_type(say: Say, type_: str) -> Said:
    return _word(type_, {"physical": say("physical"), "online": say("online")})


def draw_method(say: Say, method: str) -> Said:
    known = {"beacon": say("public beacon"), "number": say("official lottery"), "sealed": say("practice")}
    return _word(method, known)


def yes_or_no(say: Say, word: str) -> Said:
    return _word(word, {"yes": say("yes"), "no": say("no")})


def span(say: Say, minutes: int) -> Said:
    """48 hours, 3 days, 30 minutes: whole days only from the third on, as people say it."""
    if minutes % _DAY == 0 and minutes > 2 * _DAY:
        return _days(say, minutes // _DAY)
    if minutes < 2 * _HOUR and minutes % _HOUR:
        return _minutes(say, minutes)
    hours, rest = divmod(minutes, _HOUR)
    parts = [_hours(say, hours)] if hours else []
    return joined([*parts, _minutes(say, rest)] if rest or not parts else parts, " ")


def _days(say: Say, count: int) -> Said:
    return say.many(count, "{count} day", "{count} days")


def _hours(say: Say, count: int) -> Said:
    return say.many(count, "{count} hour", "{count} hours")


def _minutes(say: Say, count: int) -> Said:
    return say.many(count, "{count} minute", "{count} minutes")


def _word(word: str, known: Mapping[str, Said]) -> Said:
    # A state that a later version wrote is better read as it is than not at all.
    return known.get(word) or joined([word], "")
