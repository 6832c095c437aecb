"""What operators see and do: updates set aside, faults, alerts, and organizers whom they bar."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from db.faults import forget_faults, note_fault
from db.held_letters import hold_waiting_letters
from db.machinery_tables import Inbox
from db.outbox import BULK, post_notice
from db.projects import find_project
from db.work import Work
from rules.bars import BarKind, BarredFromWriting
from rules.keys import ProjectKey
from rules.numbers import Chosen
from rules.quotas import Level
from rules.refusals import LinkNotUsable, NotFound
from rules.states import PaymentMethod
from services.alerts import ALERT, ALERT_OVER, list_known_causes, note_causes
from services.announcements import find_addressed
from services.bars import (
    ABUSE,
    bar_organizer,
    look_at_barred,
    look_at_suspect,
    report_abuse,
    set_level,
    unbar_organizer,
)
from services.buying import buy
from services.my_tickets import my_tickets
from services.operations import (
    age,
    drop_update,
    find_set_aside,
    look_at_faults,
    look_at_machinery,
    look_at_set_aside,
    retry_update,
    settle_held_letters,
)
from services.organizers import meet, welcome
from services.payments import pay
from services.public_pages import open_page
from services.shares import open_share, share_link
from services.tasks import end_task
from tests.cast import ANA, BETO, House
from tests.services.strangers import LUIS, bought
from tests.services.test_announcements import begin
from tests.services.test_buying import letters

OPERATOR, OTHER = 9001, 9002


async def set_aside(work: Work, *update_ids: int) -> None:
    rest = {"lane": ANA, "state": "quarantined", "payload": "{}", "attempts": 5, "due_at": work.now}
    dated = {"created_at": work.now, "updated_at": work.now}
    await work.execute(insert(Inbox), [{"update_id": one, **rest, **dated} for one in update_ids])


async def states(work: Work) -> list[str]:
    return list((await work.execute(select(Inbox.state).order_by(Inbox.inbox_number))).scalars())


async def told_of(house: House, about: str) -> list[tuple[int, dict[str, Any]]]:
    return [(chat, dict(keys)) for chat, keys in await letters(house, about)]


async def slug_of(house: House, key: ProjectKey) -> str:
    return (await house.look(find_project, key)).slug or ""


async def test_what_was_set_aside_is_tried_again_or_let_go_once(house: House) -> None:
    await house.do(set_aside, 7, 8)
    page = await house.look(look_at_set_aside)
    assert [one.update_id for one in page.found] == [8, 7]
    later, first = page.found
    await house.do(retry_update, first.inbox_number)
    await house.refuses(NotFound, retry_update, first.inbox_number)
    await house.do(drop_update, later.inbox_number)
    await house.refuses(NotFound, drop_update, later.inbox_number)
    await house.refuses(NotFound, find_set_aside, later.inbox_number)
    assert await house.look(states) == ["waiting", "done"]
    seen = await house.look(look_at_machinery)
    assert (seen.set_aside, seen.updates.waiting) == (0, 1)
    house.clock.pass_(timedelta(seconds=90))
    assert age(seen.updates, house.clock.now) == 90


async def test_held_letters_are_sent_or_dropped(house: House) -> None:
    async def hold(work: Work, key: str) -> None:
        await post_notice(work, "ticket", ANA, {}, BULK, key)
        await hold_waiting_letters(work)

    await house.do(hold, "one")
    assert (await house.look(look_at_machinery)).held == 1
    assert await house.do(settle_held_letters, send=True) == 1
    assert (await house.look(look_at_machinery)).letters.waiting == 1
    await house.do(hold, "two")
    assert await house.do(settle_held_letters, send=False) == 2
    assert (await house.look(look_at_machinery)).letters.waiting == 0


async def test_faults_are_counted_by_their_sort_with_the_last_reference(house: House) -> None:
    for reference in ("1", "2"):
        await house.do(note_fault, "message", "ValueError", reference)
        house.clock.pass_(timedelta(hours=1))
    await house.do(note_fault, "callback_query", "KeyError", "3")
    last, first = await house.look(look_at_faults)
    assert last[:4] == ("callback_query", "KeyError", 1, "3")
    assert first[:4] == ("message", "ValueError", 2, "2")
    await house.do(forget_faults, timedelta(minutes=30))
    assert [one.fault for one in await house.look(look_at_faults)] == ["KeyError"]


async def test_each_cause_is_told_once_and_once_more_when_it_is_over(house: House) -> None:
    both = (OTHER, OPERATOR)
    for _ in range(3):
        await house.do(note_causes, both, {"letters": 700})
        house.clock.pass_(timedelta(minutes=1))
    await house.do(note_causes, both, {"letters": 800, "disk": 12})
    assert [chat for chat, keys in await told_of(house, ALERT) if keys["cause"] == "letters"] == [OPERATOR, OTHER]
    assert await house.look(list_known_causes) == {"letters", "disk"}
    await house.do(note_causes, both, {"disk": 11})
    assert [keys["cause"] for _, keys in await told_of(house, ALERT_OVER)] == ["letters", "letters"]
    house.clock.pass_(timedelta(minutes=1))
    await house.do(note_causes, both, {"letters": 700})
    assert len([1 for _, keys in await told_of(house, ALERT) if keys["cause"] == "letters"]) == 4


@pytest.fixture
async def trip(house: House) -> ProjectKey:
    """Luis has paid 1 of it."""
    key = (await house.open_project()).key
    order = (await bought(house, key, 1)).order
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    return key


async def test_whoever_is_barred_sells_to_nobody_new_and_buyers_keep_what_they_hold(
    house: House, trip: ProjectKey
) -> None:
    code, slug = await house.do(share_link, trip, ANA), await slug_of(house, trip)
    suspect = await house.do(bar_organizer, slug, OPERATOR)
    assert suspect.barred_since == house.clock.now
    await house.do(bar_organizer, slug, OTHER)
    assert (await house.do(meet, ANA, "Ana", "en")).is_barred
    await house.refuses(LinkNotUsable, open_share, code)
    await house.refuses(LinkNotUsable, open_page, slug)
    await house.refuses(NotFound, bought_by_luis, trip)
    assert [one.order.state for one in (await house.look(my_tickets, 71)).rows] == ["paid"]
    assert [one.name for one in (await house.look(look_at_barred)).found] == ["Ana"]
    assert [event.kind for event in await house.told()][-1:] == ["bar.set"]
    freed = await house.do(unbar_organizer, slug, OPERATOR)
    assert freed.barred_since is None
    await house.look(open_share, code)
    await house.do(bought_by_luis, trip)
    assert [one.kind for one in await house.told() if one.kind.startswith("bar.")] == ["bar.set", "bar.lifted"]


async def bought_by_luis(work: Work, key: ProjectKey) -> None:
    await buy(work, key, Chosen((9,)), LUIS)


async def test_a_bar_is_of_one_organizer(house: House, trip: ProjectKey) -> None:
    betos = (await house.open_project(BETO)).key
    code = await house.do(share_link, betos, BETO)
    await house.do(bar_organizer, await slug_of(house, trip), OPERATOR)
    await house.look(open_share, code)
    assert not (await house.do(meet, BETO, "Beto", "en")).is_barred


@pytest.mark.parametrize("ask", [look_at_suspect, bar_organizer, unbar_organizer])
async def test_what_is_no_address_is_not_found(house: House, ask: Callable[..., Awaitable[object]]) -> None:
    for slug in ("", "x", "a" * 16, "' OR 1=1 --"):
        await house.refuses(NotFound, ask, slug, *([] if ask is look_at_suspect else [OPERATOR]))


async def test_an_announcement_of_theirs_goes_to_nobody(house: House, trip: ProjectKey) -> None:
    begun = await house.do(begin, trip)
    assert await house.look(find_addressed, begun.key, 71) is not None
    await house.do(bar_organizer, await slug_of(house, trip), OPERATOR)
    assert await house.look(find_addressed, begun.key, 71) is None


async def test_who_is_barred_from_announcements_sells_on(house: House, trip: ProjectKey) -> None:
    slug, begun = await slug_of(house, trip), await house.do(begin, trip)
    suspect = await house.do(bar_organizer, slug, OPERATOR, BarKind.ANNOUNCEMENTS)
    assert (suspect.barred_since, suspect.silent_since) == (None, house.clock.now)
    assert await house.look(find_addressed, begun.key, 71) is None
    await house.do(end_task, begun.key)
    await house.refuses(BarredFromWriting, begin, trip)
    await house.do(bought_by_luis, trip)
    assert (await house.look(look_at_suspect, str(ANA))).of == slug
    await house.do(unbar_organizer, slug, OPERATOR, BarKind.ANNOUNCEMENTS)
    await house.do(begin, trip)
    assert [(one.kind, one.after) for one in await house.told() if one.kind.startswith("bar.")] == [
        ("bar.set", {"kind": "announcements"}),
        ("bar.lifted", {"kind": "announcements"}),
    ]


async def test_who_has_no_raffle_is_looked_at_by_number(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "en")
    suspect = await house.look(look_at_suspect, str(ANA))
    assert (suspect.of, suspect.glance, suspect.organizer.name, suspect.running) == (str(ANA), None, "Ana", 0)
    assert (await house.do(bar_organizer, str(ANA), OPERATOR)).barred_since == house.clock.now
    assert (await house.do(set_level, str(ANA), OPERATOR, Level.LESS)).quotas.level is Level.LESS
    assert (await house.do(unbar_organizer, str(ANA), OPERATOR)).barred_since is None
    for nobody in ("4711", "9" * 30, "-1", "²", ""):
        await house.refuses(NotFound, look_at_suspect, nobody)


async def test_a_raffle_is_reported_to_each_operator_once_a_day(house: House, trip: ProjectKey) -> None:
    code, slug = await house.do(share_link, trip, ANA), await slug_of(house, trip)
    for _ in range(3):
        await house.do(report_abuse, (OPERATOR, OTHER), code)
    assert await told_of(house, ABUSE) == [(OPERATOR, {"slug": slug}), (OTHER, {"slug": slug})]
    house.clock.pass_(timedelta(days=1))
    await house.do(report_abuse, (OPERATOR, OTHER), code)
    assert len(await told_of(house, ABUSE)) == 4
    await house.refuses(LinkNotUsable, report_abuse, (OPERATOR,), "a" * 26)
