"""Where anybody finds the pages of this bot: a raffle's, and the one that checks a draw."""

from typing import NamedTuple
from urllib.parse import urlsplit

from bot.settings import LOOPBACK, Settings

REPORTS = "report-"
"""With the slug behind it: what the bot is opened with by whoever reports a raffle from its page."""


class Addresses(NamedTuple):
    """All None where nobody could come."""

    root: str | None = None

    def page(self, slug: str | None) -> str | None:
        """Of a project."""
        return None if self.root is None or slug is None else f"{self.root}/p/{slug}"

    def proof(self, slug: str | None, draw_number: int) -> str | None:
        page = self.page(slug)
        return None if page is None else f"{page}/draws/{draw_number}.json"

    @property
    def verifier(self) -> str | None:
        return None if self.root is None else f"{self.root}/verify"


NOWHERE = Addresses()


def addresses_of(settings: Settings, port: int) -> Addresses:
    """Where Telegram is on this machine, so are the people who are to find the pages."""
    if settings.public_url is not None:
        return Addresses(settings.public_url)
    if urlsplit(settings.telegram_api_url).hostname in LOOPBACK:
        return Addresses(f"http://127.0.0.1:{port}")
    return NOWHERE
