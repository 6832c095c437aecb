"""People at the other end of a bot: they say, tap, send, and wait for what they see."""

from tests.people.person import Person
from tests.people.process import BotUnderTest, telegram_here, telegram_with
from tests.people.seen import Seen
from tests.people.telegram import Telegram

__all__ = ["BotUnderTest", "Person", "Seen", "Telegram", "telegram_here", "telegram_with"]
