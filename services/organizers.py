"""What an organizer sets about themselves; nobody has to answer anything before they can act."""

from datetime import time, timedelta
from typing import Any, NamedTuple

from db.bars import find_user_and_bar
from db.events import note_event
from db.projects import lock_every_project
from db.users import User, add_user, change_user, find_user_if_any, lock_user
from db.work import Work
from rules.choices import read_language
from rules.countries import country_defaults
from rules.deadlines import DEFAULT_GRACE, DEFAULT_HOLD, DEFAULT_QUIET, read_zone
from rules.misreadings import TextMissing
from rules.money import read_currency
from rules.refusals import NotFound
from rules.terms import check_grace, check_hold, minutes
from rules.words import NAME_LIMIT, NOTE_LIMIT, clean_line, clean_text
from services.errands import plan_new_hours, replan_for_organizer

CURRENCY_UNTIL_ASKED = "USD"
ZONE_UNTIL_ASKED = "UTC"
_WHAT_SHIFTS = frozenset({"zone", "quiet_from", "quiet_to", "digest_at", "summary_off_at"})
"""When they hear of what happens by itself."""


async def find_organizer(work: Work, user_id: int) -> User:
    user = await find_user_if_any(work, user_id)
    if user is None:
        raise NotFound("user", user_id)
    return user


class Met(NamedTuple):
    """Whoever writes, and whether an operator lets them organize nothing."""

    user: User
    is_barred: bool


async def meet(work: Work, user_id: int, name: str, language: str) -> Met:
    known = await find_user_and_bar(work, user_id)
    if known is not None and known[0].erased_at is None:
        return Met(*known)
    return Met(await welcome(work, user_id, name, language), known is not None and known[1])


async def welcome(work: Work, user_id: int, name: str, language: str) -> User:
    """The organizer as known, or as they are until they have answered anything."""
    known = await find_user_if_any(work, user_id)
    if known is not None and known.erased_at is None:
        return known
    if known is not None:
        return await _begin_again(work, known, name, language)
    user = User(
        id=user_id,
        name=_short(name) or str(user_id),
        language=read_language(language),
        country=None,
        currency=CURRENCY_UNTIL_ASKED,
        zone=ZONE_UNTIL_ASKED,
        hold_minutes=minutes(DEFAULT_HOLD),
        grace_minutes=minutes(DEFAULT_GRACE),
        quiet_from=f"{DEFAULT_QUIET.start:%H:%M}",
        quiet_to=f"{DEFAULT_QUIET.end:%H:%M}",
        payment_text=None,
        active_project=None,
    )
    await add_user(work, user)
    note_event(work, "organizer.welcomed", user_id=user_id, made_by=user_id, after=user.facts)
    return user


async def _begin_again(work: Work, erased: User, name: str, language: str) -> User:
    """Who had themselves erased and came back is a newcomer, with the numbers that they had."""
    user = erased._replace(name=_short(name) or str(erased.id), language=read_language(language), erased_at=None)
    await change_user(work, user)
    note_event(work, "organizer.welcomed", user_id=user.id, made_by=user.id, before=erased.facts, after=user.facts)
    return user


async def choose_country(work: Work, user_id: int, iso: str) -> User:
    """Gives the currency and the zone too; each can be corrected afterwards."""
    country = country_defaults(iso)
    return await _change(work, user_id, country=country.iso, currency=country.currency, zone=country.zone)


async def choose_language(work: Work, user_id: int, language: str) -> User:
    return await _change(work, user_id, language=read_language(language))


async def choose_currency(work: Work, user_id: int, currency: str) -> User:
    """For the projects made from now on."""
    return await _change(work, user_id, currency=read_currency(currency))


async def choose_zone(work: Work, user_id: int, zone: str) -> User:
    return await _change(work, user_id, zone=read_zone(zone))


async def choose_quiet_hours(work: Work, user_id: int, start: time, end: time) -> User:
    return await _change(work, user_id, quiet_from=f"{start:%H:%M}", quiet_to=f"{end:%H:%M}")


async def choose_digest(work: Work, user_id: int, clock: time) -> User:
    """When they hear of what is theirs to do: whom to write to, and how the day went."""
    return await _change(work, user_id, digest_at=f"{clock:%H:%M}")


async def choose_hold(work: Work, user_id: int, hold: timedelta) -> User:
    return await _change(work, user_id, hold_minutes=minutes(check_hold(hold)))


async def choose_grace(work: Work, user_id: int, grace: timedelta) -> User:
    return await _change(work, user_id, grace_minutes=minutes(check_grace(grace)))


async def write_payment_text(work: Work, user_id: int, words: str | None) -> User:
    """How to pay, in the organizer's own words, or None: the history tells that it changed, not what it says."""
    cleaned = None if words is None else clean_text(words, "payment_text", NOTE_LIMIT)
    return await _change(work, user_id, payment_text=cleaned)


async def rename_organizer(work: Work, user_id: int, name: str) -> User:
    return await _change(work, user_id, name=clean_line(name, "name", NAME_LIMIT))


async def choose_summary(work: Work, user_id: int, wanted: bool) -> User:
    """Each day how things stand, or not."""
    since = (await find_organizer(work, user_id)).summary_off_at
    return await _change(work, user_id, summary_off_at=None if wanted else since or work.now)


async def _change(work: Work, user_id: int, **settings: Any) -> User:
    # The locks of projects come before that of their organizer.
    projects = [] if _WHAT_SHIFTS.isdisjoint(settings) else await lock_every_project(work, user_id)
    user = await lock_user(work, user_id)
    changed = user._replace(**settings)
    if changed == user:
        return user
    await change_user(work, changed)
    if not _WHAT_SHIFTS.isdisjoint(settings):
        await replan_for_organizer(work, changed, projects)
        await plan_new_hours(work, user_id)
    note_event(
        work,
        "organizer.changed",
        user_id=user_id,
        made_by=user_id,
        before=user.facts,
        after=changed.facts | {"fields": sorted(settings)},
    )
    return changed


def _short(name: str) -> str:
    """A name is what somebody is called elsewhere: it is no reason to turn them away."""
    try:
        return clean_line(name[:NAME_LIMIT], "name", NAME_LIMIT)
    except TextMissing:
        return ""
