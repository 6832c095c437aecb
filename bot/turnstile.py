"""How much of one person is let in: when there is no room, whoever only looks around stays outside first."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any, NamedTuple

from bot.buttons import moves_money
from bot.texts import notices
from bot.texts.say import Say, say_in
from db.inbox import Arrived, count_in_lanes, turn_away
from db.outbox import ANSWER, post_notice
from db.users import find_user_if_any
from db.work import Work

MOST_WITH_TAPS = 100
MOST_WITH_MESSAGES = 1000
TOO_MUCH = "too much"
_TOLD_AGAIN_SECONDS = 3600
_TAPS, _ALWAYS = ("callback_query", "inline_query"), ("my_chat_member",)


class Toast(NamedTuple):
    """Of Telegram: what the person whose tap stays outside sees."""

    method: str
    parameters: dict[str, str]


class Turnstile:
    def __init__(self, send_now: Callable[[str, dict[str, str]], None], default_language: str) -> None:
        self._send_now = send_now
        self._default_language = default_language

    async def turn_away(self, work: Work, arrived: Sequence[Arrived]) -> list[Toast]:
        """Those of the newest for which there is no room are done with. Every tap among them has its answer."""
        outside = {one.update_id: one for one in _without_room(arrived, await count_in_lanes(work, _lanes(arrived)))}
        if not outside:
            return []
        turned_away = [outside[update_id] for update_id in await turn_away(work, list(outside))]
        toasts = [await self._toast(work, one) for one in turned_away]
        return [toast for toast in toasts if toast is not None]

    def answer(self, toasts: Sequence[Toast]) -> None:
        for toast in toasts:
            self._send_now(*toast)

    async def _toast(self, work: Work, one: Arrived) -> Toast | None:
        update = json.loads(one.payload)
        tap = update.get("callback_query")
        if isinstance(tap, dict):
            words = unescape(notices.slow_down(await self._say_to(work, one.lane)))
            return Toast("answerCallbackQuery", {"callback_query_id": str(tap.get("id")), "text": words})
        if _chat_of(update) == one.lane:
            now_and_then = int(work.now.timestamp()) // _TOLD_AGAIN_SECONDS
            await post_notice(work, TOO_MUCH, one.lane, {}, ANSWER, f"{TOO_MUCH}/{one.lane}/{now_and_then}")
        return None

    async def _say_to(self, work: Work, person: int) -> Say:
        user = await find_user_if_any(work, person)
        return say_in(user.language if user else self._default_language)


def _lanes(arrived: Sequence[Arrived]) -> list[int]:
    return list({one.lane for one in arrived})


def _without_room(arrived: Sequence[Arrived], waiting: dict[int, int]) -> list[Arrived]:
    """Counted as they stand in line, the newest last."""
    behind, outside = Counter(one.lane for one in arrived), []
    for one in arrived:
        behind[one.lane] -= 1
        place = waiting.get(one.lane, 0) - behind[one.lane]
        if place > MOST_WITH_TAPS and place > _room_for(json.loads(one.payload)):
            outside.append(one)
    return outside


def _room_for(update: dict[str, Any]) -> float:
    kind = next((name for name in update if name != "update_id"), "")
    if kind in _ALWAYS:
        return float("inf")
    if kind not in _TAPS:
        return MOST_WITH_MESSAGES
    tap = update[kind]
    return float("inf") if isinstance(tap, dict) and moves_money(tap.get("data")) else MOST_WITH_TAPS


def _chat_of(update: dict[str, Any]) -> object:
    message = update.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    return chat.get("id") if isinstance(chat, dict) else None
