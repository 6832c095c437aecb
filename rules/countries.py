"""The countries that are offered, and what a country says about money, phones and the clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale
from babel.core import get_global

from rules.deadlines import is_zone
from rules.misreadings import CountryUnknown
from rules.words import fold


class Country(NamedTuple):
    iso: str
    currency: str
    phone_prefix: str
    zone: str


OFFERED: Mapping[str, Country] = {
    iso: Country(iso, currency, f"+{prefix}", zone)
    for iso, currency, prefix, zone in (
        ("AR", "ARS", 54, "America/Argentina/Buenos_Aires"),
        ("BO", "BOB", 591, "America/La_Paz"),
        ("BR", "BRL", 55, "America/Sao_Paulo"),
        ("CA", "CAD", 1, "America/Toronto"),
        ("CL", "CLP", 56, "America/Santiago"),
        ("CO", "COP", 57, "America/Bogota"),
        ("CR", "CRC", 506, "America/Costa_Rica"),
        ("CU", "CUP", 53, "America/Havana"),
        ("DO", "DOP", 1, "America/Santo_Domingo"),
        ("EC", "USD", 593, "America/Guayaquil"),
        ("ES", "EUR", 34, "Europe/Madrid"),
        ("GB", "GBP", 44, "Europe/London"),
        ("GT", "GTQ", 502, "America/Guatemala"),
        ("HN", "HNL", 504, "America/Tegucigalpa"),
        ("HT", "HTG", 509, "America/Port-au-Prince"),
        ("MX", "MXN", 52, "America/Mexico_City"),
        ("NI", "NIO", 505, "America/Managua"),
        ("PA", "USD", 507, "America/Panama"),
        ("PE", "PEN", 51, "America/Lima"),
        ("PR", "USD", 1, "America/Puerto_Rico"),
        ("PT", "EUR", 351, "Europe/Lisbon"),
        ("PY", "PYG", 595, "America/Asuncion"),
        ("SV", "USD", 503, "America/El_Salvador"),
        ("US", "USD", 1, "America/New_York"),
        ("UY", "UYU", 598, "America/Montevideo"),
        ("VE", "VES", 58, "America/Caracas"),
    )
}

# Where a country has several zones, the one where most people live; elsewhere its only one.
_BUSIEST_ZONES = {
    "AU": "Australia/Sydney",
    "CD": "Africa/Kinshasa",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Gaza",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}

_KNOWN_ZONES = frozenset(
    {
        "America/Anchorage",
        "America/Cancun",
        "America/Chicago",
        "America/Denver",
        "America/Edmonton",
        "America/Halifax",
        "America/Hermosillo",
        "America/Los_Angeles",
        "America/Manaus",
        "America/Mazatlan",
        "America/Noronha",
        "America/Phoenix",
        "America/Rio_Branco",
        "America/St_Johns",
        "America/Tijuana",
        "America/Vancouver",
        "America/Winnipeg",
        "Atlantic/Canary",
        "Pacific/Honolulu",
    }
)
# Daylight saving makes a difference in one of them.
_SEASONS = tuple(timedelta(days=91) * quarter for quarter in range(4))


def country_defaults(iso: str) -> Country:
    """What holds in the country until the organizer corrects it; two capital letters name it."""
    country = OFFERED.get(iso) or _looked_up(iso)
    if country is None:
        raise CountryUnknown(iso)
    return country


def zones_of(iso: str, at: datetime) -> list[str]:
    """Of the zones whose clocks differ, the best known; the country's usual one first."""
    usual = country_defaults(iso).zone
    known = sorted(get_global("territory_zones").get(iso, []), key=lambda zone: (zone not in _KNOWN_ZONES, zone))
    zones: dict[tuple[timedelta | None, ...], str] = {}
    for zone in (usual, *(zone for zone in known if is_zone(zone))):
        zones.setdefault(tuple((at + later).astimezone(ZoneInfo(zone)).utcoffset() for later in _SEASONS), zone)
    return list(zones.values())


def read_country(text: str) -> str:
    """The ISO code, from itself or from the country's name in one of our languages."""
    code = _codes_by_name().get(fold(text), text.strip().upper())
    try:
        return country_defaults(code).iso
    except CountryUnknown:
        raise CountryUnknown(text) from None


def _looked_up(iso: str) -> Country | None:
    currency = _tender(iso)
    prefix = phonenumbers.country_code_for_region(iso)
    zones = get_global("territory_zones").get(iso)
    if currency is None or not prefix or not zones:
        return None
    return Country(iso, currency, f"+{prefix}", _BUSIEST_ZONES.get(iso, zones[0]))


def _tender(iso: str) -> str | None:
    tenders = get_global("territory_currencies").get(iso, [])
    today = [code for code, _, until, is_tender in tenders if is_tender and until is None]
    # Where a neighbour's money is tender too, a country's own begins with its code.
    return min(today, key=lambda code: not code.startswith(iso), default=None)


@cache
def _codes_by_name() -> dict[str, str]:
    codes = {"usa": "US", "eua": "US", "eeuu": "US", "ee.uu.": "US", "uk": "GB", "inglaterra": "GB", "england": "GB"}
    for language in ("pt_BR", "es", "en"):
        names = Locale.parse(language).territories
        codes |= {fold(name): iso for iso, name in names.items() if len(iso) == 2}
    return codes
