"""The settings of an organizer: all at a glance, and each with its present value and the usual choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import LANGUAGES, button, keyboard
from bot.screen import Screen
from bot.screens.home import go_home
from bot.texts import changing, countries, words
from bot.texts import home as at_home
from bot.texts import settings as texts
from bot.texts.say import Said, Say, joined, lines
from rules.countries import OFFERED, country_defaults, zones_of

if TYPE_CHECKING:
    from db.users import User

Choices = Sequence[tuple[str, str]]
"""Labels, and what one would type."""


class Field(NamedTuple):
    label: Callable[[Say], Said]
    hint: Callable[[Say], Said]
    value: Callable[[Say, User, datetime], Said]
    choices: Callable[[Say, User, datetime], Choices]


def overview(say: Say, user: User, now: datetime, *, changed: bool = False) -> Screen:
    told = [
        texts.line(say, field.label(say), texts.shown(say, field.value(say, user, now))) for field in FIELDS.values()
    ]
    text = lines(texts.kept(say) if changed else None, texts.title(say), "", *told, "", texts.tap_to_change(say))
    buttons = [button(field.label(say), Action.SETTING, name) for name, field in FIELDS.items()]
    return Screen(text, keyboard(*_in_pairs(buttons), go_home(say)))


def one(say: Say, user: User, name: str, now: datetime) -> Screen:
    field = FIELDS[name]
    text = joined([texts.now(say, field.label(say), field.value(say, user, now)), field.hint(say)], "\n\n")
    choices = [button(label, Action.SET_TO, name, typed) for label, typed in field.choices(say, user, now)]
    return Screen(text, keyboard(*_in_pairs(choices), [button(at_home.back(say), Action.SETTING)]))


def _language(say: Say, user: User, now: datetime) -> Said:
    return joined([next(name for name, code in LANGUAGES if code == user.language)], "")


def _country(say: Say, user: User, now: datetime) -> Said:
    if user.country is None:
        return texts.not_chosen(say)
    return texts.country_value(say, countries.country(say, user.country), country_defaults(user.country).phone_prefix)


def _zone(say: Say, user: User, now: datetime) -> Said:
    return _in_zone(say, user.zone, now)


def _in_zone(say: Say, zone: str, now: datetime) -> Said:
    return texts.zone_value(say, countries.city(say, zone), countries.clock(zone, now))


def _quiet(say: Say, user: User, now: datetime) -> Said:
    return _between(say, user.quiet_from, user.quiet_to)


def _between(say: Say, start: str, end: str) -> Said:
    return texts.no_quiet_hours(say) if start == end else texts.quiet_value(say, start, end)


def _payment(say: Say, user: User, now: datetime) -> Said:
    return joined([user.payment_text], "") if user.payment_text else texts.not_written(say)


def _digest(say: Say, user: User, now: datetime) -> Said:
    return joined([f"{user.digest:%H:%M}"], "")


def _digests(say: Say, user: User, now: datetime) -> Choices:
    return [(clock, clock) for clock in ("07:00", "08:00", "09:00", "12:00", "18:00", "20:00")]


def _summary(say: Say, user: User, now: datetime) -> Said:
    return words.yes_or_no(say, "no" if user.summary_off_at else "yes")


def _summaries(say: Say, user: User, now: datetime) -> Choices:
    return [(words.yes_or_no(say, word), word) for word in ("yes", "no")]


def _languages(say: Say, user: User, now: datetime) -> Choices:
    return LANGUAGES


def _countries(say: Say, user: User, now: datetime) -> Choices:
    return sorted(
        ((countries.country(say, iso), iso) for iso in OFFERED), key=lambda choice: choice[0].split(" ", 1)[1]
    )


def _currencies(say: Say, user: User, now: datetime) -> Choices:
    own = [country_defaults(user.country).currency] if user.country else []
    return [(code, code) for code in dict.fromkeys([*own, "USD", "EUR"])]


def _zones(say: Say, user: User, now: datetime) -> Choices:
    known = zones_of(user.country, now)[:10] if user.country else ["UTC"]
    return [(_in_zone(say, zone, now), zone) for zone in known]


def _quiets(say: Say, user: User, now: datetime) -> Choices:
    spans = (("21:00", "08:00"), ("22:00", "07:00"), ("20:00", "09:00"), ("00:00", "00:00"))
    return [(_between(say, *span), "-".join(span)) for span in spans]


def _spans(*hours: int) -> Callable[[Say, User, datetime], Choices]:
    return lambda say, user, now: [(words.span(say, 60 * one), f"{one}h") for one in hours]


FIELDS: Mapping[str, Field] = {
    "language": Field(texts.language, texts.language_hint, _language, _languages),
    "country": Field(texts.country, texts.country_hint, _country, _countries),
    "currency": Field(
        texts.currency, texts.currency_hint, lambda say, user, now: joined([user.currency], ""), _currencies
    ),
    "zone": Field(texts.zone, texts.zone_hint, _zone, _zones),
    "quiet": Field(texts.quiet, texts.quiet_hint, _quiet, _quiets),
    "summary": Field(texts.summary, texts.summary_hint, _summary, _summaries),
    "digest": Field(texts.digest, texts.digest_hint, _digest, _digests),
    "payment": Field(
        texts.payment,
        texts.payment_hint,
        _payment,
        lambda say, user, now: [(changing.remove(say), "")] if user.payment_text else (),
    ),
    "hold": Field(
        texts.hold,
        texts.hold_hint,
        lambda say, user, now: words.span(say, user.hold_minutes),
        _spans(12, 24, 48, 72, 120, 168),
    ),
    "grace": Field(
        texts.grace, texts.grace_hint, lambda say, user, now: words.span(say, user.grace_minutes), _spans(0, 6, 12, 24)
    ),
}
"""In the order in which they are shown, by the name that a button carries."""


def _in_pairs(buttons: Sequence[InlineKeyboardButton]) -> list[Sequence[InlineKeyboardButton]]:
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
