"""The draws of a raffle as anybody sees them: what was fixed before, what came of it, and what was taken back."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from bot.addresses import Addresses
from bot.texts import projects
from bot.texts import public_page as texts
from bot.texts.say import Said, Say
from bot.web.project.markup import Html, element, together
from rules.draw.beacon import time_of
from rules.numbers import show_number
from rules.states import DrawState
from services.draws import BEACON_SILENT
from services.public_pages import PublicDraw, PublicPage

_FOUR = 4
_STATES = {DrawState.LOCKED: texts.waits, DrawState.DRAWN: texts.drawn, DrawState.VOID: texts.void}


class Place(NamedTuple):
    """Of a result: who won what, by number and by the number of who holds it."""

    kind: str
    number: int
    won: int | None
    holder: str


def places_in(result: str | None) -> list[Place]:
    """A line each of a published result; there is none yet while it is computed."""
    rows = [line.split(" ") for line in (result or "").split("\n")[4:] if line]
    return [
        Place(row[0][0], int(row[0][1:]), None if row[1] == "-" else int(row[1]), row[2])
        for row in rows
        if len(row) > 2
    ]


def winning_numbers(page: PublicPage) -> frozenset[int]:
    """Of the last draw: prizes, not who would step in."""
    results = page.draws[-1].results if page.draws else []
    places = places_in(results[-1].result) if results else []
    return frozenset(one.won for one in places if one.kind == "P" and one.won is not None)


def show_draws(say: Say, page: PublicPage, addresses: Addresses) -> Html:
    """The newest one open, those before it folded, none left out."""
    if not page.draws:
        return together()
    *before, newest = page.draws
    return together(
        element("section", element("h2", _title(say, newest)), *_told(say, page, newest, addresses), id="draw"),
        element("section", element("h2", texts.every_draw(say)), *_folded(say, page, addresses)) if before else None,
    )


def moment(say: Say, at: datetime) -> Said:
    """With its year: the page is read for long."""
    day = say.day(say.today(at), say.today(at).replace(year=1))
    return texts.moment(say, f"{day} {say.clock(at)}", say.zone.replace("_", " "))


def _folded(say: Say, page: PublicPage, addresses: Addresses) -> Iterator[Html]:
    for draw in reversed(page.draws[:-1]):
        yield element("details", element("summary", _title(say, draw)), *_told(say, page, draw, addresses))


def _title(say: Say, draw: PublicDraw) -> Said:
    return texts.draw_number(say, draw.number, _STATES[DrawState(draw.state)](say))


def _told(say: Say, page: PublicPage, draw: PublicDraw, addresses: Addresses) -> Iterator[Html]:
    if draw.redraw_of is not None:
        yield element("p", texts.redrawn(say, draw.redraw_of), " ", texts.why(say, draw.reason or ""))
    if draw.void_reason is not None:
        silent = draw.void_reason == BEACON_SILENT
        reason = texts.beacon_was_silent(say) if silent else texts.why(say, draw.void_reason)
        yield element("p", reason, class_="void")
    yield from _result(say, page, draw, addresses)
    yield from _commitment(say, page, draw, addresses)


def _result(say: Say, page: PublicPage, draw: PublicDraw, addresses: Addresses) -> Iterator[Html]:
    if draw.state != DrawState.DRAWN:
        return
    if draw.drawn_at is not None:
        yield element("p", texts.drawn_on(say, moment(say, draw.drawn_at)))
    if not draw.results:
        yield element("p", texts.result_is_computed(say))
        return
    last = draw.results[-1]
    yield element("h3", texts.winners(say))
    yield element("ol", *[_place(say, page, one) for one in places_in(last.result)], class_="winners")
    yield element("p", texts.who_holds(say), class_="small")
    if last.value is not None:
        yield element("p", texts.figure(say, last.value))
    for one, after in zip(draw.results, draw.results[1:], strict=False):
        yield element("p", texts.corrected(say, one.value or "", after.value or "", after.reason or ""))
    yield element(
        "p",
        element("a", texts.take_proof(say), href=addresses.proof(page.project.slug, draw.number), class_="button"),
        element("a", texts.check_it(say), href=addresses.verifier),
        class_="deeds",
    )
    yield element("p", texts.how_to_check(say), class_="small")


def _place(say: Say, page: PublicPage, one: Place) -> Html:
    named = one.kind == "P" and one.number <= len(page.prizes)
    what = projects.prize(say, one.number, page.prizes[one.number - 1]) if named else texts.alternate(say, one.number)
    if one.won is None:
        return element("li", what, element("span", texts.nobody_won(say)))
    return element("li", what, element("span", element("b", _shown(page, one.won)), " ", texts.holder(say, one.holder)))


def _shown(page: PublicPage, number: int) -> str:
    return show_number(number, next((one.width for one in page.sets if one.init <= number <= one.final), 0))


def _commitment(say: Say, page: PublicPage, draw: PublicDraw, addresses: Addresses) -> Iterator[Html]:
    if draw.commitment is None or draw.commitment_hash is None:
        yield element("p", texts.list_is_written(say)) if draw.state == DrawState.LOCKED else together()
        return
    if draw.state == DrawState.LOCKED:
        yield element("h3", texts.closed_list(say))
    yield element("p", texts.listed(say, draw.sold or 0))
    if draw.state == DrawState.LOCKED:
        yield element("p", texts.draw_due(say, moment(say, draw.due_at)))
    if draw.beacon_round is not None:
        yield element("p", texts.beacon_round(say, draw.beacon_round, moment(say, time_of(draw.beacon_round))))
    yield element("h3", texts.fingerprint(say))
    yield _in_fours(draw.commitment_hash)
    yield element("p", texts.compare(say), class_="small")
    fixed = element("pre", draw.commitment)
    yield element("details", element("summary", texts.what_was_fixed(say)), fixed)
    entries = f"{addresses.page(page.project.slug)}/draws/{draw.number}.txt"
    yield element("p", element("a", texts.see_list(say), href=entries))
    for post in draw.posts:
        yield element("p", texts.posted(say, post.place, moment(say, post.published_at)), class_="small")
    if draw.seq is not None:
        yield element("p", texts.in_a_row(say, draw.seq), class_="small")


def _in_fours(digits: str) -> Html:
    """Read in groups, and copied as one."""
    fours = [digits[at : at + _FOUR] for at in range(0, len(digits), _FOUR)]
    return element("code", *[element("span", four) for four in fours], class_="hash")
