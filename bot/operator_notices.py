"""The notices to those who run the bot: what began or is over, and which raffle somebody reports."""

from bot.screens import operators as screens
from bot.wording import Call, Keys, Reader, message
from db.work import Work
from services.bars import look_at_suspect


async def alert(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    said = screens.alert(reader.say, keys["cause"], keys["measure"])
    return None if said is None else [message(said)]


async def alert_over(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    said = screens.over(reader.say, keys["cause"])
    return None if said is None else [message(said)]


async def abuse(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """While the raffle is there, and its organizer not barred already."""
    seen = await look_at_suspect(work, keys["slug"])
    if seen.glance is None or seen.barred_since is not None:
        return None
    return [message(*screens.reported(reader.say, seen, seen.glance.project.name))]
