"""The playground, the bot's own process and Ana, as the end-to-end tests have them."""

from tests.end_to_end.conftest import ana, bot, environment, telegram

__all__ = ["ana", "bot", "environment", "telegram"]
