"""The notices of draws: each is worded as the world is when it leaves, or not at all."""

from bot.reminder_notices import at_night
from bot.screen import Screen
from bot.screens import draw_letters as screens
from bot.screens import own_prizes
from bot.texts.say import Say, say_in
from bot.wording import Call, Keys, Reader, edit, message
from db.users import User
from db.work import Work
from rules.keys import DrawKey, OrderKey, WinnerKey
from rules.states import DrawState, WinnerState
from services.countdowns import count_reveals, find_countdown, find_reveal, reveal_at
from services.draw_forwarding import list_winners_to_tell
from services.draw_news import DrawNews, find_draw_news
from services.draws import look_at_draw
from services.organizers import find_organizer
from services.own_prizes import look_at_own_prize
from services.readers import find_reader


async def locked(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """As long as it is ahead; what came of it is told by another letter. The organizer's may be forwarded as it is."""
    if "order_number" not in keys:
        return await _published(work, keys, reader)
    news = await _news(work, keys, reader, DrawState.LOCKED)
    if news is None:
        return None
    user = await find_reader(work, reader.chat_id, keys["user_id"])
    return [_by_day(screens.closed(_speaking_to(user), news, reader.addresses, work.now), user, work)]


async def countdown(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    view = await look_at_draw(work, _draw(keys))
    edited = await find_countdown(work, _draw(keys))
    if view.draw.state != DrawState.LOCKED or edited is None:
        return None
    return [edit(edited, screens.countdown(reader.say, view.draw, work.now, practice=view.project.practice))]


async def drawn(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    if "order_number" not in keys:
        return await _told_in_steps(work, keys, reader)
    news = await _news(work, keys, reader, DrawState.DRAWN)
    if news is None:
        return None
    user = await find_reader(work, reader.chat_id, keys["user_id"])
    view = await look_at_draw(work, _draw(keys))
    return [_by_day(screens.drawn(_speaking_to(user), news, view, reader.addresses), user, work)]


async def shown(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """The next prize; whoever is late shows all of them. Not of a figure that was corrected meanwhile."""
    view = await look_at_draw(work, _draw(keys))
    edited = await find_reveal(work, view.draw.key, keys["result_number"])
    if edited is None or len(view.results) != keys["result_number"] or view.draw.drawn_at is None:
        return None
    step = max(keys["step"], reveal_at(view.draw.prizes, view.draw.drawn_at, work.now))
    return [edit(edited, *screens.revealed(reader.say, view, step))]


async def void(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    if "order_number" not in keys:
        return await _void_to_organizer(work, keys, reader)
    news = await _news(work, keys, reader, DrawState.VOID)
    if news is None:
        return None
    user = await find_reader(work, reader.chat_id, keys["user_id"])
    return [_by_day(screens.void(_speaking_to(user), news, reader.addresses), user, work)]


async def won(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """While it waits for them."""
    own = await look_at_own_prize(work, _winner(keys), reader.chat_id)
    if own.held.winner.state not in (WinnerState.WAITING, WinnerState.HANDED):
        return None
    user = await find_reader(work, reader.chat_id, keys["user_id"])
    return [_by_day(own_prizes.prize(_speaking_to(user), own, work.now), user, work)]


async def to_forward(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    found = await list_winners_to_tell(work, _draw(keys), keys["winners"])
    if not found:
        return None
    organizer = await find_organizer(work, keys["user_id"])
    return [_by_day(own_prizes.to_forward(reader.say, found, work.now), organizer, work)]


async def figure_wanted(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """Until it is there."""
    view = await look_at_draw(work, _draw(keys))
    if view.draw.state != DrawState.LOCKED or view.results:
        return None
    organizer = await find_organizer(work, keys["user_id"])
    return [_by_day(screens.figure_wanted(reader.say, view), organizer, work)]


async def prize_passed(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """With whoever has stepped in."""
    view = await look_at_draw(work, _draw(keys))
    held = next((one for one in view.winners if one.winner.key == _winner(keys)), None)
    if held is None or held.winner.state != WinnerState.PASSED:
        return None
    behind = [one for one in view.winners if one.winner.place_number > held.winner.place_number]
    following = next((one for one in behind if one.winner.prize_number == held.winner.prize_number), None)
    organizer = await find_organizer(work, keys["user_id"])
    return [_by_day(screens.prize_passed(reader.say, view, held, following, work.now), organizer, work)]


async def prize_confirmed(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    view = await look_at_draw(work, _draw(keys))
    held = next((one for one in view.winners if one.winner.key == _winner(keys)), None)
    if held is None or held.winner.state != WinnerState.CONFIRMED:
        return None
    organizer = await find_organizer(work, keys["user_id"])
    return [_by_day(screens.prize_confirmed(reader.say, view, held), organizer, work)]


async def _published(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    """What is there to be forwarded, and below it what is edited until the moment has come."""
    view = await look_at_draw(work, _draw(keys))
    if view.draw.state != DrawState.LOCKED:
        return None
    organizer = await find_organizer(work, keys["user_id"])
    screen = screens.published(reader.say, view, organizer.name, reader.addresses, work.now)
    below = screens.countdown(reader.say, view.draw, work.now, practice=view.project.practice)
    return [_by_day(screen, organizer, work), _silently(message(below))]


async def _told_in_steps(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    view = await look_at_draw(work, _draw(keys))
    if view.draw.state != DrawState.DRAWN or view.draw.drawn_at is None:
        return None
    is_corrected = len(view.results) > 1
    step = reveal_at(view.draw.prizes, view.draw.drawn_at, work.now)
    step = count_reveals(view.draw.prizes) if is_corrected else step
    organizer = await find_organizer(work, keys["user_id"])
    told = _by_day(screens.revealed(reader.say, view, step), organizer, work)
    edited = None if is_corrected else await find_countdown(work, view.draw.key)
    return [told, *([edit(edited, screens.moment_has_come(reader.say))] if edited is not None else [])]


async def _void_to_organizer(work: Work, keys: Keys, reader: Reader) -> list[Call] | None:
    view = await look_at_draw(work, _draw(keys))
    if view.draw.state != DrawState.VOID:
        return None
    organizer = await find_organizer(work, keys["user_id"])
    told = _by_day(screens.void_to_organizer(reader.say, view), organizer, work)
    edited = await find_countdown(work, view.draw.key)
    return [told, *([edit(edited, screens.no_longer_awaited(reader.say))] if edited is not None else [])]


async def _news(work: Work, keys: Keys, reader: Reader, state: DrawState) -> DrawNews | None:
    """Whoever handed the numbers on, or had themselves erased meanwhile, is not concerned any more."""
    order = OrderKey(keys["user_id"], keys["project_number"], keys["order_number"])
    news = await find_draw_news(work, _draw(keys), order)
    is_theirs = news is not None and news.telegram_id == reader.chat_id
    return news if news is not None and is_theirs and news.draw.state == state else None


def _by_day(screen: Screen, user: User, work: Work) -> Call:
    return at_night(message(*screen), user, work.now)


def _silently(call: Call) -> Call:
    return call._replace(parameters={**call.parameters, "disable_notification": "true"})


def _speaking_to(user: User) -> Say:
    return say_in(user.language, user.zone)


def _draw(keys: Keys) -> DrawKey:
    return DrawKey(keys["user_id"], keys["project_number"], keys["draw_number"])


def _winner(keys: Keys) -> WinnerKey:
    return WinnerKey(*_draw(keys), keys["result_number"], keys["place_number"])
