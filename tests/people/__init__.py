"""People at the other end of a bot: they say, tap, send, and wait for what they see."""

from tests.people.person import Person
from tests.people.process import BotUnderTest, telegram_here, telegram_with
from tests.people.seen import Seen
from tests.people.telegram import Telegram
from tests.people.telling import Step, tell

__all__ = ["BotUnderTest", "Person", "Seen", "Step", "Telegram", "telegram_here", "telegram_with", "tell"]
