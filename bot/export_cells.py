"""A raffle as cells: which columns its sheets have, and what stands in each row, in its organizer's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.rewording import without_markup
from bot.screens.histories import Told, happened
from bot.sheets.cells import Cell, Column, Kind, seconds_of
from bot.texts import exports as texts
from bot.texts import words
from bot.texts.say import Said, Say
from rules.numbers import show_among, show_number
from rules.spreadsheets import cell_text
from rules.states import OrderState, PaymentMethod, RaffleState
from services.exports import BuyerLine, Exported, NumberLine, OrderLine, PaymentLine
from services.histories import HistoryRow, Place

if TYPE_CHECKING:
    from db.exports import Contact

Row = list[Cell | tuple[str, Cell]]
_T, _C, _M, _AT, _R = Kind.TEXT, Kind.COUNT, Kind.MONEY, Kind.MOMENT, Kind.RAFFLE
_PERSON, _PHONE, _CODE, _STATE, _MONEY, _TIME = 26, 19, 10, 12, 13, 17

COLUMNS: Mapping[str, tuple[tuple[str, Kind, int], ...]] = {
    "summary": (("fact", _T, 30), ("value", Kind.ANY, 30)),
    "numbers": (
        *(("number", _R, 10), ("state", _T, _STATE), ("price", _M, _MONEY), ("buyer", _T, _PERSON)),
        *(("phone", _T, _PHONE), ("for", _T, _PERSON), ("code", _T, _CODE), ("method", _T, 15), ("set", _T, 16)),
    ),
    "orders": (
        *(("code", _T, _CODE), ("state", _T, _STATE), ("buyer", _T, _PERSON), ("phone", _T, _PHONE)),
        *(("for", _T, _PERSON), ("numbers", _T, 24), ("count", _C, 11), ("total", _M, _MONEY), ("paid", _M, _MONEY)),
        *(("owed", _M, _MONEY), ("until", _AT, _TIME), ("made_at", _AT, _TIME), ("by", _T, _PERSON)),
        ("reason", _T, 30),
    ),
    "buyers": (
        *(("number", _C, 10), ("name", _T, _PERSON), ("phone", _T, _PHONE), ("email", _T, _PERSON)),
        *(("telegram", _T, 11), ("sold", _C, 11), ("reserved", _C, 11), ("paid", _M, _MONEY), ("owed", _M, _MONEY)),
        ("notes", _T, 30),
    ),
    "payments": (
        *(("at", _AT, _TIME), ("code", _T, _CODE), ("buyer", _T, _PERSON), ("amount", _M, _MONEY)),
        *(("method", _T, 15), ("undone", _M, _MONEY), ("by", _T, _PERSON)),
    ),
    "history": (("at", _AT, _TIME), ("happened", _T, 70), ("by", _T, _PERSON)),
}
"""Of each sheet: what a column holds, of which kind, how wide."""


@dataclass(frozen=True)
class Cells:
    say: Say
    exported: Exported

    def columns(self, sheet: str) -> list[Column]:
        headers = texts.headers(self.say)
        return [Column(_plain(headers[name]), kind, width) for name, kind, width in COLUMNS[sheet]]

    def summary(self) -> list[Row]:
        return [[_plain(fact), cell] for fact, cell in self._facts()]

    def number(self, line: NumberLine) -> Row:
        shown = show_number(line.raffle_number, line.raffle_set.width)
        name = self._set_names[line.raffle_set.set_number]
        if line.taken is None or line.buyer is None:
            return [shown, self._states[line.state], line.unit_price, None, None, None, None, None, name]
        taken = line.taken
        who = [cell_text(line.buyer.name), _text(line.buyer.phone), _text(taken.holder_name)]
        method = self._methods[taken.payment_method] if taken.payment_method else None
        return [shown, self._states[line.state], line.unit_price, *who, taken.code, method, name]

    def order(self, line: OrderLine) -> Row:
        order, buyer = line.order, line.buyer
        who = [cell_text(buyer.name), _text(buyer.phone), _text(order.holder_name)]
        numbers = _text(show_among(line.numbers, self._place.ranges).replace("-", "–")) or None
        owed = order.total - order.paid if order.state == OrderState.RESERVED else 0
        money = [len(line.numbers), order.total, order.paid, owed]
        times = [self._moment(order.told_deadline_at), self._moment(order.created_at)]
        by = self._by(order.made_by, buyer)
        return [
            order.code,
            self._order_states[order.state],
            *who,
            numbers,
            *money,
            *times,
            by,
            _text(order.void_reason),
        ]

    def buyer(self, line: BuyerLine) -> Row:
        buyer, sums = line.buyer, line.sums
        on_telegram = self._yes_or_no[buyer.telegram_id is not None]
        contact = [cell_text(buyer.name), _text(buyer.phone), _text(buyer.email), on_telegram]
        return [buyer.buyer_number, *contact, sums.sold, sums.reserved, sums.paid, sums.owed, _text(buyer.notes)]

    def payment(self, line: PaymentLine) -> Row:
        """What was undone stands in a column of its own: the others add up."""
        paid = line.payment
        amounts = (paid.amount, None) if paid.undone_at is None else (None, paid.amount)
        by = self._by(paid.made_by, line.buyer)
        what = [paid.code, cell_text(line.buyer.name), amounts[0], self._methods[paid.method], amounts[1]]
        return [self._moment(paid.created_at), *what, by]

    def event(self, row: HistoryRow) -> Row:
        told = Told(self.say, row, self._place, self.exported.organizer.id, self.exported.at)
        what = cell_text(without_markup(happened(told)))
        return [self._moment(row.at), what, self._by(row.made_by, None)]

    def _facts(self) -> Iterator[tuple[Said, Cell | tuple[str, Cell]]]:
        stand, names, project = self.exported.stand, texts.facts(self.say), self.exported.project
        yield names["raffle"], (_T, cell_text(project.name))
        yield names["at"], (_AT, self._moment(self.exported.at))
        yield names["zone"], (_T, self.exported.organizer.zone)
        yield names["currency"], (_T, project.currency)
        for name in ("size", "sold", "reserved", "free"):
            yield names[name], (_C, getattr(stand, name))
        for name in ("money_in", "owed", "to_refund"):
            yield names[name], (_M, getattr(stand, name))
        for method, amount in sorted(stand.by_method.items()):
            yield texts.collected_by(self.say, words.method(self.say, method)), (_M, amount)
        if not self.exported.lists_free:
            yield texts.free_left_out(self.say), None

    def _moment(self, at: datetime | None) -> int | None:
        return None if at is None else seconds_of(at.astimezone(self._zone))

    def _by(self, made_by: int, buyer: Contact | None) -> str:
        if made_by == self.exported.organizer.id:
            return self._organizer
        if buyer is not None and made_by == buyer.telegram_id:
            return cell_text(buyer.name)
        return self._somebody_else

    @cached_property
    def _place(self) -> Place:
        return self.exported.place

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.exported.organizer.zone)

    @cached_property
    def _organizer(self) -> str:
        return cell_text(self.exported.organizer.name)

    @cached_property
    def _somebody_else(self) -> str:
        return _plain(texts.somebody_else(self.say))

    @cached_property
    def _set_names(self) -> dict[int, str]:
        return {one.set_number: cell_text(one.name) for one in self.exported.sets}

    @cached_property
    def _states(self) -> dict[str, str]:
        return _said((state, words.raffle_state(self.say, state)) for state in RaffleState)

    @cached_property
    def _order_states(self) -> dict[str, str]:
        return _said((state, words.order_state(self.say, state)) for state in OrderState)

    @cached_property
    def _methods(self) -> dict[str, str]:
        return _said((method, words.method(self.say, method)) for method in PaymentMethod)

    @cached_property
    def _yes_or_no(self) -> tuple[str, str]:
        return _plain(words.yes_or_no(self.say, "no")), _plain(words.yes_or_no(self.say, "yes"))


def _said(known: Iterable[tuple[str, Said]]) -> dict[str, str]:
    return {str(word): _plain(said) for word, said in known}


def _plain(said: Said) -> str:
    return unescape(said)


def _text(text: str | None) -> str | None:
    return cell_text(text) if text else None
