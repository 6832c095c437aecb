"""What an organizer sets about themselves, and what holds until they have answered anything."""

from collections.abc import Awaitable, Callable
from datetime import time, timedelta
from typing import Any

from db.users import User
from rules.misreadings import (
    CountryUnknown,
    CurrencyUnknown,
    HoldOutOfBounds,
    LanguageUnknown,
    TextMissing,
    TextTooLong,
    ZoneUnknown,
)
from rules.refusals import NotFound, Refusal
from services.organizers import (
    choose_country,
    choose_currency,
    choose_grace,
    choose_hold,
    choose_language,
    choose_quiet_hours,
    choose_zone,
    find_organizer,
    rename_organizer,
    welcome,
    write_payment_text,
)
from services.projects import create_project
from tests.cast import ANA, BETO, House

Setting = Callable[..., Awaitable[User]]

CHOICES: list[tuple[Setting, tuple[Any, ...], dict[str, Any]]] = [
    (choose_country, ("CO",), {"country": "CO", "currency": "COP", "zone": "America/Bogota"}),
    (choose_language, ("pt-PT",), {"language": "pt_BR"}),
    (choose_currency, ("eur",), {"currency": "EUR"}),
    (choose_zone, ("europe/madrid",), {"zone": "Europe/Madrid"}),
    (choose_quiet_hours, (time(22, 30), time(7)), {"quiet_from": "22:30", "quiet_to": "07:00"}),
    (choose_hold, (timedelta(minutes=5),), {"hold_minutes": 5}),
    (choose_hold, (timedelta(days=90),), {"hold_minutes": 90 * 24 * 60}),
    (choose_grace, (timedelta(0),), {"grace_minutes": 0}),
    (choose_grace, (timedelta(days=30),), {"grace_minutes": 30 * 24 * 60}),
    (write_payment_text, ("Nequi 300\n\n\n\nor cash\u202e",), {"payment_text": "Nequi 300\n\nor cash"}),
    (write_payment_text, (None,), {"payment_text": None}),
    (rename_organizer, ("  Ana   María ",), {"name": "Ana María"}),
]

REFUSED: list[tuple[type[Refusal], Setting, tuple[Any, ...]]] = [
    (CountryUnknown, choose_country, ("ZZ",)),
    (LanguageUnknown, choose_language, ("Klingon",)),
    (CurrencyUnknown, choose_currency, ("XXX",)),
    (ZoneUnknown, choose_zone, ("../etc/passwd",)),
    (HoldOutOfBounds, choose_hold, (timedelta(minutes=4),)),
    (HoldOutOfBounds, choose_hold, (timedelta(days=90, minutes=1),)),
    (HoldOutOfBounds, choose_grace, (timedelta(minutes=-1),)),
    (HoldOutOfBounds, choose_grace, (timedelta(days=30, minutes=1),)),
    (TextMissing, rename_organizer, (" \u200b ",)),
    (TextTooLong, rename_organizer, ("a" * 81,)),
    (TextMissing, write_payment_text, ("\n",)),
    (TextTooLong, write_payment_text, ("a" * 501,)),
]


async def test_nothing_has_to_be_answered_first(house: House) -> None:
    user = await house.do(welcome, ANA, " Ana ", "es-CO")
    assert user == User(ANA, "Ana", "es", None, "USD", "UTC", 2880, 720, "21:00", "08:00", None, None)
    assert await house.look(find_organizer, ANA) == user
    (welcomed,) = await house.told()
    assert (welcomed.kind, welcomed.made_by, welcomed.before) == ("organizer.welcomed", ANA, {})
    assert welcomed.after["language"] == "es"


async def test_a_second_welcome_changes_nothing(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    before = await house.everything()
    assert (await house.do(welcome, ANA, "Somebody", "pt")).name == "Ana"
    assert await house.everything() == before


async def test_each_setting_is_kept_and_told_in_the_history_once(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    await house.do(welcome, BETO, "Beto", "en")
    beto = await house.look(find_organizer, BETO)
    for choose, values, expected in CHOICES:
        before = await house.look(find_organizer, ANA)
        assert await house.do(choose, ANA, *values) == before._replace(**expected)
        assert await house.look(find_organizer, ANA) == before._replace(**expected)
        told = (await house.told())[-1]
        assert (told.kind, told.made_by) == ("organizer.changed", ANA)
        assert set(told.after["fields"]) == set(expected)
        plain = {name: value for name, value in expected.items() if name not in ("name", "payment_text")}
        assert plain.items() <= told.after.items()
        assert {name: getattr(before, name) for name in plain}.items() <= told.before.items()
        again = await house.everything()
        await house.do(choose, ANA, *values)
        assert await house.everything() == again
    assert await house.look(find_organizer, BETO) == beto


async def test_wrong_settings_are_refused_and_nothing_is_written(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    for refusal, choose, values in REFUSED:
        await house.refuses(refusal, choose, ANA, *values)


async def test_the_bounds_of_a_hold_are_told(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    refused = await house.refuses(HoldOutOfBounds, choose_hold, ANA, timedelta(minutes=4))
    assert (refused.minutes, refused.shortest, refused.longest) == (4, 5, 90 * 24 * 60)


async def test_nobody_is_turned_away_for_their_name(house: House) -> None:
    assert (await house.do(welcome, ANA, "a" * 64 + " " + "b" * 64, "es")).name == "a" * 64 + " " + "b" * 15
    assert (await house.do(welcome, BETO, "\u3164", "es")).name == str(BETO)


async def test_a_welcome_in_an_unknown_language_is_refused(house: House) -> None:
    await house.refuses(LanguageUnknown, welcome, ANA, "Ana", "xx")


async def test_who_was_never_welcomed_has_no_settings(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    for choose, values, _ in CHOICES:
        refused = await house.refuses(NotFound, choose, BETO, *values)
        assert (refused.noun, refused.number) == ("user", BETO)
    await house.refuses(NotFound, find_organizer, BETO)


async def test_settings_hold_for_the_projects_made_from_now_on(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "es")
    old = await house.do(create_project, ANA, "Old")
    await house.do(choose_country, ANA, "CO")
    await house.do(choose_hold, ANA, timedelta(hours=1))
    await house.do(choose_grace, ANA, timedelta(0))
    new = await house.do(create_project, ANA, "New")
    assert (old.currency, old.hold_minutes, old.grace_minutes) == ("USD", 2880, 720)
    assert (new.currency, new.hold_minutes, new.grace_minutes) == ("COP", 60, 0)
