"""Where people are sent to look at pages: nowhere unless they could come."""

import pytest

from bot.addresses import NOWHERE, addresses_of
from bot.settings import TELEGRAM, Settings

SLUG = "a" * 16


@pytest.mark.parametrize(
    ("public", "telegram", "page"),
    [
        ("https://raffles.example.org", TELEGRAM, f"https://raffles.example.org/p/{SLUG}"),
        ("https://example.org/bot", "http://127.0.0.1:8081", f"https://example.org/bot/p/{SLUG}"),
        (None, "http://127.0.0.1:8081", f"http://127.0.0.1:4242/p/{SLUG}"),
        (None, "http://localhost:8081", f"http://127.0.0.1:4242/p/{SLUG}"),
        (None, "http://[::1]:8081", f"http://127.0.0.1:4242/p/{SLUG}"),
        (None, TELEGRAM, None),
        (None, "http://bot-api:8081", None),
        (None, "http://127.0.0.1.example.org", None),
    ],
)
def test_a_page_has_an_address_where_one_is_set_and_in_the_playground(
    public: str | None, telegram: str, page: str | None
) -> None:
    settings = Settings(public_url=public, telegram_api_url=telegram, _env_file=None)
    assert addresses_of(settings, 4242).page(SLUG) == page


def test_nowhere_has_no_address() -> None:
    assert (NOWHERE.page(SLUG), NOWHERE.proof(SLUG, 1), NOWHERE.verifier) == (None, None, None)
