"""Routes about the whole: its state, the bot's settings, faults, clock, limits, what the bot called."""

import json
from dataclasses import asdict

from starlette.routing import Route

from playground.errors import WishRefused
from playground.jsons import JSON
from playground.server.wishes import Wish, route
from playground.views import bot_view, state_view
from playground.world.world import World

_SETTINGS = {
    "first_name": str,
    "username": str,
    "can_read_all_group_messages": bool,
    "supports_inline_queries": bool,
    "inline_feedback": bool,
    "inline_placeholder": str,
}


async def _state(wish: Wish) -> JSON:
    return state_view(wish.world, wish.request.app.state.welcome)


async def _set_bot(wish: Wish) -> JSON:
    body = await wish.body()
    for name, value in body.items():
        if not isinstance(value, _SETTINGS.get(name, ())):
            raise WishRefused(f"{name} cannot be set like this")
    for name, value in body.items():
        setattr(wish.world.bot, name, value)
    wish.world.note_bot()
    view = bot_view(wish.world)
    wish.world.events.tell("bot", list(wish.world.people), bot=view)
    return view


async def _list_faults(wish: Wish) -> JSON:
    return {"faults": wish.world.faults.view()}


async def _arm(wish: Wish) -> JSON:
    body, world = await wish.body(), wish.world
    times = body.get("times", 1)
    if body.get("does") == "duplicate":
        world.updates.duplicate += int(times)
        return {"id": 0, "does": "duplicate", "left": world.updates.duplicate}
    if body.get("does") == "reorder":
        world.updates.hold(int(times))
        return {"id": 0, "does": "reorder", "left": int(times)}
    fault = world.faults.arm(body)
    _tell_faults(world)
    return asdict(fault)


async def _disarm(wish: Wish) -> JSON:
    number = wish.path.get("number")
    wish.world.faults.disarm(number)
    if number is None:
        wish.world.updates.duplicate = 0
        wish.world.updates.release()
    return _tell_faults(wish.world)


def _tell_faults(world: World) -> JSON:
    faults = world.faults.view()
    world.events.tell("faults", list(world.people), faults=faults)
    return {"faults": faults}


async def _move_clock(wish: Wish) -> JSON:
    body, world = await wish.body(), wish.world
    world.clock.ahead = float(body["ahead"]) if "ahead" in body else world.clock.ahead + float(body["advance"])
    world.note_clock()
    world.events.tell("clock", list(world.people), clock=world.clock.view())
    return world.clock.view()


async def _limit(wish: Wish) -> JSON:
    wish.world.floods.on = bool((await wish.body()).get("telegram"))
    return {"telegram": wish.world.floods.on}


async def _calls(wish: Wish) -> JSON:
    since = int(wish.query.get("since", "0"))
    return {"calls": [call for call in wish.world.calls if call["number"] > since], "last": wish.world.calls_made}


async def _waiting(wish: Wish) -> JSON:
    return {"waiting": [json.loads(waiting.body) for _, waiting in wish.world.updates.waiting()]}


ROUTES: list[Route] = [
    route("/state", "GET", _state),
    route("/bot", "PATCH", _set_bot),
    route("/faults", "GET", _list_faults),
    route("/faults", "POST", _arm),
    route("/faults", "DELETE", _disarm),
    route("/faults/{number:int}", "DELETE", _disarm),
    route("/clock", "POST", _move_clock),
    route("/limits", "POST", _limit),
    route("/calls", "GET", _calls),
    route("/updates", "GET", _waiting),
]
