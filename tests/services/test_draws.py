"""Draws looked at, taken back, published and proved."""

import json
from datetime import timedelta

from db.invariants import check
from db.projects import find_project
from rules.draw.verifying import verify
from rules.keys import DrawKey, ProjectKey
from rules.locking import ChanceIsKnown, DrawOver
from rules.misreadings import TextMissing
from rules.refusals import LinkNotUsable, NotFound
from rules.states import DrawMethod
from services.draws import (
    BEACON_SILENT,
    find_newest_draw,
    list_draws,
    list_due_draws,
    look_at_draw,
    note_published,
    proof_of,
    void_draw,
    void_unheard,
)
from services.locking import lock_for_draw
from services.practice import start_practice
from services.public_pages import open_page
from tests.cast import ANA, BETO, House
from tests.services.drawn import DAY, DUE, MINUTE, bring, drawn, locked


async def test_a_draw_is_looked_at_with_all_that_belongs_to_it(house: House) -> None:
    done = await drawn(house, prizes=2)
    view = await house.look(look_at_draw, done.key)
    assert view.prizes == {1: "Prize 1", 2: "Prize 2"}
    assert [one.winner.place for one in view.winners] == ["P1", "P2", "A1", "A2"]
    assert {one.buyer_name for one in view.winners} <= {"Luis", "Marta"}
    assert view.result is not None
    assert await house.look(find_newest_draw, done.project) == view.draw == done
    await house.refuses(NotFound, look_at_draw, DrawKey(BETO, 1, 1))
    await house.refuses(NotFound, find_newest_draw, ProjectKey(BETO, 1))


async def test_a_draw_is_taken_back_with_a_reason_and_only_once(house: House) -> None:
    waiting = await locked(house)
    await house.refuses(TextMissing, void_draw, waiting.key, " ", ANA)
    await house.do(void_draw, waiting.key, "Postponed", ANA)
    await house.refuses(DrawOver, void_draw, waiting.key, "Again", ANA)
    await house.refuses(DrawOver, proof_of, waiting.key)
    assert [one.kind for one in (await house.told())[-1:]] == ["project.unlocked"]


async def test_once_anybody_could_know_the_result_it_is_not_taken_back(house: House) -> None:
    waiting = await locked(house)
    house.clock.now = DUE
    await house.refuses(ChanceIsKnown, void_draw, waiting.key, "I do not like it", ANA)
    await bring(house, waiting)
    await house.refuses(ChanceIsKnown, void_draw, waiting.key, "I do not like it", ANA)


async def test_a_lottery_that_was_not_drawn_can_be_taken_back_late(house: House) -> None:
    waiting = await locked(house, DrawMethod.NUMBER)
    house.clock.now = DUE + DAY
    assert (await house.do(void_draw, waiting.key, "The lottery was suspended", ANA)).state == "void"


async def test_when_the_beacon_is_silent_for_a_week_the_draw_is_void_for_all_to_see(house: House) -> None:
    waiting = await locked(house)
    house.clock.now = DUE + 7 * DAY - MINUTE
    assert await house.do(void_unheard, waiting.key) is None
    house.clock.pass_(MINUTE)
    silent = await house.do(void_unheard, waiting.key)
    assert silent is not None
    assert (silent.state, silent.void_reason) == ("void", BEACON_SILENT)
    assert (await house.look(find_project, waiting.project)).locked_at is None
    again = await house.do(lock_for_draw, waiting.project, ANA)
    assert (again.seq, again.previous_hash) == (2, waiting.commitment_hash)
    assert await house.do(void_unheard, silent.key) is None
    assert [finding async for finding in check(house.store)] == []


async def test_what_is_due_is_known_to_the_clock_alone_by_its_moment(house: House) -> None:
    waiting = await locked(house)
    house.clock.now = DUE - timedelta(seconds=1)
    assert await house.look(list_due_draws) == []
    house.clock.now = DUE
    (due,) = await house.look(list_due_draws)
    assert (due.key, due.method, due.beacon_round) == (waiting.key, "beacon", 1000)
    await bring(house, waiting)
    assert await house.look(list_due_draws) == []


async def test_where_the_commitment_was_posted_stands_in_the_proof(house: House) -> None:
    waiting = await locked(house)
    at = house.clock.now
    await house.do(note_published, waiting.key, "Our group", at, (-100, 7), None)
    await house.do(note_published, waiting.key, "The page", at, None, "https://example.org/p/x")
    house.clock.now = DUE
    done = await bring(house, waiting)
    assert [one.post_number for one in (await house.look(look_at_draw, done.key)).posts] == [1, 2]
    proof = await house.look(proof_of, done.key)
    verify(proof)
    date = int(at.timestamp())
    assert json.loads(proof)["published"] == [
        {"where": "Our group", "chat": -100, "message": 7, "date": date},
        {"where": "The page", "url": "https://example.org/p/x", "date": date},
    ]
    await house.refuses(DrawOver, note_published, done.key, "Too late", at, None, None)


async def test_anybody_with_the_address_sees_every_draw_and_no_name(house: House) -> None:
    first = await locked(house)
    await house.do(void_draw, first.key, "Postponed", ANA)
    waiting = await house.do(lock_for_draw, first.project, ANA, DUE)
    slug = (await house.look(find_project, first.project)).slug or ""
    page = await house.look(open_page, slug)
    assert [(one.state, one.commitment_hash) for one in page.draws] == [
        ("void", first.commitment_hash),
        ("locked", waiting.commitment_hash),
    ]
    assert page.prizes == ("Prize 1",)
    assert page.glance.sold == 5
    shown = repr(page)
    assert "Luis" not in shown
    assert "Marta" not in shown
    house.clock.now = DUE
    await bring(house, waiting)
    last = (await house.look(open_page, slug)).draws[-1]
    assert (last.state, len(last.results)) == ("drawn", 1)
    assert [one.state for one in await house.look(list_draws, first.project)] == ["void", "drawn"]


async def test_a_sealed_secret_is_not_on_the_page(house: House) -> None:
    waiting = await locked(house, DrawMethod.SEALED)
    slug = (await house.look(find_project, waiting.project)).slug or ""
    assert waiting.secret is not None
    assert waiting.secret not in repr(await house.look(open_page, slug))


async def test_no_page_tells_of_practice_or_of_what_is_not_there(house: House) -> None:
    await locked(house)
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    for slug in (practice.slug or "", "a" * 16, "", "x" * 4000, "A' OR 1=1 --"):
        await house.refuses(LinkNotUsable, open_page, slug)
