"""What people may do in groups and channels: Telegram alone knows, and is asked each time."""

import json
from typing import Any

import structlog
from telegram.error import NetworkError

from bot.transport import Transport
from services.live_boards import Right

_SECONDS = 10.0
_WHAT_LEADERS_MAY = ("can_post_messages", "can_pin_messages")
"""The first of them in channels, the other one in groups."""

log = structlog.get_logger()


class Rights:
    def __init__(self, transport: Transport, bot_url: str) -> None:
        self._transport = transport
        self._bot_url = bot_url

    async def find(self, chat_id: int, user_id: int) -> Right | None:
        """None when Telegram is away, or asks to wait; whom it does not know in that chat has none."""
        asked = {"chat_id": str(chat_id), "user_id": str(user_id)}
        try:
            status, body = await self._transport.send(f"{self._bot_url}/getChatMember", asked, _SECONDS)
            said = json.loads(body)
        except (NetworkError, RuntimeError, ValueError, RecursionError) as error:
            log.info("rights", error=type(error).__name__)
            return None
        return None if status == 429 or status >= 500 else read_right(said)


def read_right(said: Any) -> Right:
    member = said.get("result") if isinstance(said, dict) else None
    if not isinstance(member, dict):
        return Right.NONE
    owns, helps = member.get("status") == "creator", member.get("status") == "administrator"
    leads = owns or (helps and any(member.get(may) is True for may in _WHAT_LEADERS_MAY))
    return Right.LEADS if leads else Right.NONE
