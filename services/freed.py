"""What the history tells of numbers that were given back, and taking them again as they were held."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from db.orders import Order
from db.projects import Project
from db.raffles import Raffle
from db.sets import RaffleSet
from rules.refusals import ChangedSince
from services.sales import Parts


def prices_told(project: Project, holdings: Sequence[Raffle], freed: Sequence[int]) -> dict[str, object]:
    """Beside which they were: in their order."""
    prices = {raffle.raffle_number: raffle.unit_price for raffle in holdings}
    return {"currency": project.currency, "prices": [prices[number] for number in sorted(freed)]}


def parts_as_told(project: Project, order: Order, told: Mapping[str, Any], sets: Sequence[RaffleSet]) -> Parts:
    """At the prices of then; refused if the currency is another now, or a set is gone."""
    by_price: dict[int, list[int]] = defaultdict(list)
    for number, price in zip(told["freed"], told["prices"], strict=True):
        by_price[price].append(number)
    parts = [
        (raffle_set._replace(unit_price=price), inside)
        for price, numbers in by_price.items()
        for raffle_set in sets
        if (inside := [number for number in numbers if number in raffle_set])
    ]
    if told["currency"] != project.currency or sum(len(inside) for _, inside in parts) < len(told["freed"]):
        raise ChangedSince(order.order_number)
    return parts
