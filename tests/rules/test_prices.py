"""What a number costs usually."""

import pytest

from rules.money import CURRENCIES
from rules.prices import usual_price, usual_prices


@pytest.mark.parametrize(("currency", "prices"), [("USD", (2, 5, 10, 20)), ("COP", (2000, 5000, 10_000, 20_000))])
def test_prices_are_round_and_around_the_usual_one(currency: str, prices: tuple[int, ...]) -> None:
    assert usual_prices(currency) == prices


def test_every_currency_has_some() -> None:
    for currency in CURRENCIES:
        prices = usual_prices(currency)
        assert usual_price(currency) in prices
        assert list(prices) == sorted(set(prices))
        assert len(prices) == 4
