"""What a country says about money, phones and the clock."""

from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.countries import OFFERED, Country, country_defaults, read_country, zones_of
from rules.deadlines import read_zone
from rules.misreadings import CountryUnknown
from rules.money import CURRENCIES
from rules.phones import read_phone
from tests.rules.texts import ANYTHING, is_accepted

LATIN_AMERICA = {
    "AR",
    "BO",
    "BR",
    "CL",
    "CO",
    "CR",
    "CU",
    "DO",
    "EC",
    "GT",
    "HN",
    "MX",
    "NI",
    "PA",
    "PE",
    "PY",
    "SV",
    "UY",
    "VE",
}
TERRITORIES = sorted(iso for iso in get_global("territory_zones") if len(iso) == 2)


def test_all_of_latin_america_and_its_neighbours_are_offered() -> None:
    assert LATIN_AMERICA | {"ES", "PT", "US", "CA", "GB"} <= OFFERED.keys()


@pytest.mark.parametrize(
    ("iso", "country"),
    [
        ("CO", Country("CO", "COP", "+57", "America/Bogota")),
        ("BR", Country("BR", "BRL", "+55", "America/Sao_Paulo")),
        ("EC", Country("EC", "USD", "+593", "America/Guayaquil")),
        ("DE", Country("DE", "EUR", "+49", "Europe/Berlin")),
        ("JP", Country("JP", "JPY", "+81", "Asia/Tokyo")),
        ("NA", Country("NA", "NAD", "+264", "Africa/Windhoek")),
    ],
)
def test_a_country_gives_currency_prefix_and_zone(iso: str, country: Country) -> None:
    assert country_defaults(iso) == country


@pytest.mark.parametrize("iso", sorted(OFFERED))
def test_an_offered_country_agrees_with_the_phone_and_currency_tables(iso: str) -> None:
    country = country_defaults(iso)
    assert country.phone_prefix == f"+{phonenumbers.country_code_for_region(iso)}"
    tenders = [code for code, _, until, is_tender in get_global("territory_currencies")[iso] if is_tender and not until]
    assert country.currency in tenders
    example = phonenumbers.example_number(iso)
    assert example is not None
    phone = read_phone(phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL), iso)
    assert phone.e164 is not None
    assert phone.e164.startswith(country.phone_prefix)


@given(st.sampled_from(TERRITORIES))
@settings(deadline=None, max_examples=300)
def test_every_inhabited_country_has_defaults_that_the_other_rules_know(iso: str) -> None:
    uninhabited = {"AQ", "GS", "PN", "TF", "UM", "ZZ"}
    if is_accepted(country_defaults, iso):
        country = country_defaults(iso)
        assert country.iso == iso == read_country(iso.lower())
        assert country.currency in CURRENCIES
        assert read_zone(country.zone) == country.zone
        assert country.phone_prefix[1:].isdigit()
    else:
        assert iso in uninhabited


@pytest.mark.parametrize(("iso", "language"), sorted(product(OFFERED, ("es", "en", "pt_BR"))))
def test_an_offered_country_is_read_by_its_name_in_every_language(iso: str, language: str) -> None:
    assert read_country(Locale.parse(language).territories[iso].upper()) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [("mexico", "MX"), ("Brasil", "BR"), ("España", "ES"), ("USA", "US"), ("EE. UU.", "US"), ("uk", "GB")],
)
def test_a_country_is_read_as_people_call_it(text: str, iso: str) -> None:
    assert read_country(text) == iso


@pytest.mark.parametrize("iso", ["", "XX", "ZZ", "001", "co", "COL", "ＣＯ", "C"])
def test_what_names_no_country_has_no_defaults(iso: str) -> None:
    with pytest.raises(CountryUnknown) as refusal:
        country_defaults(iso)
    assert refusal.value.text == iso


@given(ANYTHING)
@settings(deadline=None)
def test_any_text_is_a_country_or_a_refusal(text: str) -> None:
    is_accepted(country_defaults, text)
    if is_accepted(read_country, text):
        assert read_country(read_country(text)) == read_country(text)


@pytest.mark.parametrize("iso", [*OFFERED, "AU", "DE"])
def test_the_zones_of_a_country_begin_with_its_usual_one_and_differ(iso: str) -> None:
    zones = zones_of(iso, datetime(2026, 3, 2, tzinfo=UTC))
    assert zones[0] == country_defaults(iso).zone
    assert all(read_zone(zone) == zone for zone in zones)
    clocks = [
        tuple(datetime(2026, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() for month in range(1, 13)) for zone in zones
    ]
    assert len(set(clocks)) == len(clocks)


def test_of_zones_alike_the_best_known_is_named() -> None:
    assert "America/Los_Angeles" in zones_of("US", datetime(2026, 3, 2, tzinfo=UTC))
    assert zones_of("CO", datetime(2026, 3, 2, tzinfo=UTC)) == ["America/Bogota"]
