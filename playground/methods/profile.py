"""The bot itself: who it is, its names and descriptions by language."""

from playground.errors import BadRequest
from playground.jsons import JSON
from playground.methods.registry import answers
from playground.views import bot_view
from playground.world.world import World


@answers("getMe")
def who_am_i(world: World, params: JSON) -> JSON:
    return world.bot.me()


@answers("logOut")
def log_out(world: World, params: JSON) -> bool:
    return True


@answers("close")
def close(world: World, params: JSON) -> bool:
    return True


def _by_language(word: str, field: str, attribute: str, limit: int) -> None:
    """Registers the method that sets it and the one that tells it."""

    def change(world: World, params: JSON) -> bool:
        value = params.get(field, "")
        if len(value) > limit:
            raise BadRequest(f"{field.upper()}_TOO_LONG")
        getattr(world.bot, attribute)[params.get("language_code", "")] = value
        world.note_bot()
        world.events.tell("bot", list(world.people), bot=bot_view(world))
        return True

    def tell(world: World, params: JSON) -> JSON:
        values = getattr(world.bot, attribute)
        value = values.get(params.get("language_code", "")) or values.get("", "")
        return {field: value or (world.bot.first_name if field == "name" else "")}

    answers(f"setMy{word}")(change)
    answers(f"getMy{word}")(tell)


_by_language("Name", "name", "names", 64)
_by_language("Description", "description", "descriptions", 512)
_by_language("ShortDescription", "short_description", "short_descriptions", 120)
