"""What happened to a raffle or to a buyer, newest first, a line for each event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.home import go_home
from bot.screens.pages import turning
from bot.screens.people import back_to
from bot.screens.selling import some
from bot.texts import happenings as of_orders
from bot.texts import histories as texts
from bot.texts import imports as of_imports
from bot.texts import reports, words
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import of_range, short
from rules.numbers import NumberRange
from services.histories import HistoryRow, Place
from services.pages import Page

if TYPE_CHECKING:
    from db.buyers import Buyer
    from db.projects import Project

Places = Mapping[int, Place]


class Told(NamedTuple):
    """An event, with what its sentence needs."""

    say: Say
    row: HistoryRow
    place: Place | None
    organizer: int
    now: datetime

    def money(self, amount: int) -> str:
        return self.say.money(amount, self.place.project.currency) if self.place else str(amount)

    def numbers(self, name: str) -> str:
        return some(self.row.after[name], self.place.ranges if self.place else ())

    def span(self, facts: Mapping[str, Any]) -> str:
        return of_range(NumberRange(facts["init"], facts["final"], facts["width"]))

    @property
    def buyer(self) -> str:
        """As they are called now; who was made up for practice may be gone."""
        return short(self.row.buyer_name) if self.row.buyer_name else texts.somebody(self.say)

    @property
    def method(self) -> Said:
        return words.method(self.say, self.row.after["method"])

    @property
    def fields(self) -> Said:
        told = [texts.field(self.say, name) for name in self.row.after["fields"] if name != "phone_e164"]
        return joined(told, ", ")


def of_project(say: Say, project: Project, page: Page[HistoryRow], places: Places, now: datetime) -> Screen:
    number = project.project_number
    report = [button(reports.to_report(say), Action.REPORT, number)]
    below = keyboard(turning(page, Action.HISTORY, number), report, go_home(say))
    return Screen(lines(texts.title(say, project.name), "", *_lines(say, page, places, project.user_id, now)), below)


def of_buyer(say: Say, buyer: Buyer, page: Page[HistoryRow], places: Places, now: datetime) -> Screen:
    number = buyer.buyer_number
    below = keyboard(turning(page, Action.THEIR_PAST, number), [back_to(say, number)])
    return Screen(lines(texts.title(say, buyer.name), "", *_lines(say, page, places, buyer.user_id, now)), below)


def _lines(say: Say, page: Page[HistoryRow], places: Places, organizer: int, now: datetime) -> list[Said]:
    """Under each day what happened on it."""
    told: list[Said] = []
    for day, rows in groupby(page.found, lambda row: say.day_of(row.at, now)):
        told += [*([Said("")] if told else []), texts.day(say, day)]
        told += [_line(Told(say, row, places.get(row.project_number or 0), organizer, now)) for row in rows]
    return told or [texts.nothing(say)]


def happened(told: Told) -> Said:
    sentence = SENTENCES.get(told.row.kind)
    # What a later version noted is better read as it is than not at all.
    return sentence(told) if sentence else joined([told.row.kind], "")


def _line(told: Told) -> Said:
    said = happened(told)
    ours = told.row.made_by == told.organizer or told.row.kind in BY_BUYERS
    what = said if ours else of_orders.by_another(told.say, said)
    return texts.line(told.say, told.say.clock(told.row.at), what)


def _reserved(told: Told) -> Said:
    return of_orders.reserved(told.say, told.buyer, told.numbers("numbers"), told.money(told.row.after["total"]))


def _sold(told: Told) -> Said:
    total = told.money(told.row.after["total"])
    return of_orders.sold(told.say, told.buyer, told.numbers("numbers"), total, told.method)


def _paid(told: Told) -> Said:
    return texts.paid(told.say, told.buyer, told.money(told.row.after["amount"]), told.method)


def _paid_in_part(told: Told) -> Said:
    after = told.row.after
    owed = told.money(after["total"] - after["paid"])
    return texts.paid_in_part(told.say, told.buyer, told.money(after["amount"]), told.method, owed)


def _extended(told: Told) -> Said:
    until = datetime.fromisoformat(told.row.after["told_deadline_at"])
    return texts.extended(told.say, told.buyer, told.say.moment(until, told.now))


def _undone(told: Told) -> Said:
    return texts.of_buyer(told.say, of_orders.undone(told.say, told.row.after["of"]), told.buyer)


def _numbers_added(told: Told) -> Said:
    return texts.numbers_added(told.say, told.span(told.row.after), told.money(told.row.after["unit_price"]))


def _repriced(told: Told) -> Said:
    before, after = (told.money(facts["unit_price"]) for facts in (told.row.before, told.row.after))
    return texts.repriced(told.say, told.span(told.row.after), before, after)


def _link_made(told: Told) -> Said:
    return texts.link_made(told.say, told.buyer) if told.row.buyer_number else texts.share_made(told.say)


def _link_revoked(told: Told) -> Said:
    return texts.link_taken_back(told.say, told.buyer) if told.row.buyer_number else texts.share_taken_back(told.say)


def _is_of_everything(told: Told) -> bool:
    return bool(told.row.after["kind"] == "everything")


BY_BUYERS = {"buyer.connected", "buyer.erased", "order.taken_back", "order.proof_sent", "order.time_asked"}
SENTENCES: Mapping[str, Callable[[Told], Said]] = {
    "order.reserved": _reserved,
    "order.sold": _sold,
    "order.paid": _paid,
    "order.paid_in_part": _paid_in_part,
    "order.released": lambda told: texts.released(told.say, told.buyer, told.numbers("freed")),
    "order.voided": lambda told: texts.voided(told.say, told.buyer, told.numbers("freed")),
    "order.expired": lambda told: texts.expired(told.say, told.buyer, told.numbers("freed")),
    "order.taken_back": lambda told: texts.taken_back(told.say, told.buyer, told.numbers("numbers")),
    "order.proof_sent": lambda told: texts.proof_sent(told.say, told.buyer),
    "order.proof_decided": lambda told: texts.proof_not_accepted(told.say, told.buyer),
    "order.handed_on": lambda told: of_orders.handed_on(told.say, told.buyer),
    "order.extended": _extended,
    "order.time_asked": lambda told: of_orders.time_asked(told.say),
    "order.time_refused": lambda told: of_orders.time_refused(told.say),
    "order.will_pay": lambda told: (
        of_orders.pays_in_cash(told.say) if told.row.after["pays_by"] else of_orders.not_in_cash(told.say)
    ),
    "order.reminded": lambda told: of_orders.reminded(told.say, told.buyer),
    "order.undone": _undone,
    "import.taken": lambda told: of_imports.in_history(
        told.say, told.row.after["orders"], told.row.after["paid"] + told.row.after["reserved"]
    ),
    "import.undone": lambda told: of_imports.undone_in_history(told.say, told.row.after["numbers"]),
    "project.created": lambda told: texts.made(told.say),
    "project.cloned": lambda told: texts.taken_over(told.say, told.row.after["clone_of"]),
    "project.changed": lambda told: texts.changed(told.say, told.fields),
    "project.closed": lambda told: texts.closed(told.say),
    "project.open": lambda told: texts.opened(told.say),
    "bar.set": lambda told: (texts.barred if _is_of_everything(told) else texts.silenced)(told.say),
    "bar.lifted": lambda told: (texts.unbarred if _is_of_everything(told) else texts.unsilenced)(told.say),
    "level.set": lambda told: texts.level_set(told.say),
    "announcement.begun": lambda told: texts.announced(told.say, told.row.after["people"]),
    "project.backdrop_set": lambda told: texts.photo_behind(told.say),
    "project.backdrop_removed": lambda told: texts.photo_taken_away(told.say),
    "project.cancelled": lambda told: texts.called_off(told.say, told.row.after["ended"]),
    "project.locked": lambda told: texts.locked(told.say, told.row.after["draw"]),
    "project.unlocked": lambda told: texts.draw_voided(told.say, told.row.after["draw"]),
    "project.drawn": lambda told: texts.drawn(told.say, told.row.after["draw"]),
    "project.draw_corrected": lambda told: texts.draw_corrected(told.say, told.row.after["draw"]),
    "draw.committed": lambda told: texts.committed(told.say, told.row.after["sold"]),
    "draw.prize_handed": lambda told: texts.prize_handed_over(told.say, told.row.after["place"], told.buyer),
    "draw.prize_confirmed": lambda told: texts.prize_confirmed(told.say, told.row.after["place"], told.buyer),
    "draw.prize_passed": lambda told: texts.prize_passed(told.say, told.row.after["place"], told.buyer),
    "draw.prize_stepped_in": lambda told: texts.stepped_in(told.say, told.row.after["place"], told.buyer),
    "project.hidden": lambda told: texts.deleted(told.say),
    "set.added": _numbers_added,
    "set.grown": lambda told: texts.numbers_grown(told.say, told.span(told.row.after)),
    "set.repriced": _repriced,
    "set.removed": lambda told: texts.numbers_removed(told.say, told.span(told.row.before)),
    "prize.added": lambda told: texts.prize_added(told.say, told.row.after["prize"]),
    "prize.renamed": lambda told: texts.prize_renamed(told.say, told.row.after["prize"]),
    "prize.removed": lambda told: texts.prize_removed(told.say, told.row.after["prize"]),
    "buyer.added": lambda told: texts.buyer_added(told.say, told.buyer),
    "buyer.corrected": lambda told: texts.buyer_corrected(told.say, told.buyer, told.fields),
    "buyer.merged": lambda told: texts.buyer_merged(told.say, told.row.buyer_number or 0, told.buyer),
    "buyer.connected": lambda told: texts.buyer_connected(told.say, told.buyer),
    "buyer.erased": lambda told: texts.buyer_erased(told.say, told.buyer),
    "link.made": _link_made,
    "link.revoked": _link_revoked,
}
