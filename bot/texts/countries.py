"""Countries, currencies and zones as the reader calls them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_timezone_location

from bot.texts.say import Said, Say, joined

_FIRST_LETTER = 0x1F1E6


def country(say: Say, iso: str) -> Said:
    name = Locale.parse(say.language).territories.get(iso, iso)
    return joined([f"{_flag(iso)} {name}"], "")


def short_country(say: Say, iso: str) -> Said:
    """Three fit side by side."""
    return joined([_flag(iso), say("USA")], " ") if iso == "US" else country(say, iso)


def city(say: Say, zone: str) -> Said:
    """A zone is called after one."""
    if "/" not in zone or zone.startswith("Etc/"):
        return joined([zone], "")
    return joined([get_timezone_location(zone, locale=say.language, return_city=True).rpartition("/")[2]], "")


def clock(zone: str, now: datetime) -> str:
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"


def _flag(iso: str) -> str:
    return "".join(chr(_FIRST_LETTER + ord(letter) - ord("A")) for letter in iso if "A" <= letter <= "Z")
