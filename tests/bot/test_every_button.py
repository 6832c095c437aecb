"""Every button there is, pressed by the wrong person, late, twice, or with what nobody ever wrote on it."""

import contextlib
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.actions import FOR_EVERYBODY, MONEY, Action
from bot.application import build_application
from bot.buttons import data, read_tap
from bot.worker import MOMENT
from db.dialogs import put_dialog
from db.store import Store
from rules.keys import BuyerKey, ProjectKey
from rules.numbers import Chosen
from rules.states import OrderState, PaymentMethod, ProofKind
from services.buyers import NumberedBuyer, TypedBuyer
from services.buying import buy
from services.links import claim_link, open_claim
from services.my_tickets import my_tickets
from services.payments import pay
from services.practice import start_practice
from services.proofs import send_proof
from services.releases import release
from services.shares import share_link
from services.strangers import Person
from services.waiting import wait_for
from tests.bot.desk import JSON, Desk, OfflineRequest, said, tapped
from tests.bot.settled import Settled
from tests.cast import ANA, BETO, SOFIA, Clock, House, Written, written_rows
from tests.services.strangers import expired

GROUP = -1001
QUIRINO, QUIRINO_HIMSELF = TypedBuyer("Quirino"), 2001
MACHINERY = {"inbox", "outbox", "dialogs", "leases", "data_keys"}

OPEN = "/start with Ana's link"

LOOKING: tuple[tuple[str, ...], ...] = (
    ("/start",),
    ("/help",),
    ("/help", "@help fair", "@fair", "@fair"),
    ("/projects",),
    ("/start", "@more", "@proj"),
    ("/start", "@board"),
    ("/start", "@more", "@export", "@export .csv", "@home"),
    ("/start", "@more", "@edit", "@edit off"),
    ("/sell 30 Quirino", "@order"),
    ("/sell 31 Quirino\n32 Zenaida",),
    ("/sell", "@jump"),
    ("/sell", "@pick", "@go", "Quirino", "@newb"),
    ("/reserve", "@pick", "@go", "@buyer"),
    ("33 Quirino cash",),
    ("/owes", "@ords", "@order", "@ohist"),
    ("/pay 8 1",),
    ("/share", "@newlnk", "@relink"),
    ("/share", "@newlnk", "@share"),
    ("/share", "@pboard", "@inchan"),
    ("/buyers", "@person"),
    ("/buyers #2", "@pords", "@order"),
    ("/buyers #2", "@phist"),
    ("/find", "@find"),
    ("/find sold", "@fwhat"),
    ("/history", "@report", "@hist"),
    ("/report", "@rdays", "@report", "@chart"),
    ("/owes", "@rems", "@remall"),
    ("/owes", "@proof"),
    ("/owes", "@proof", "@order", "@proof"),
    ("/mytickets", "@myord", "@give", "@give"),
    ("/mytickets", "@myord", "@mute", "@mutedo", "@unmute"),
    ("/mytickets", "@myord", "@mine"),
    ("/mytickets", "@myord", "@wish", "@wish"),
    ("/mytickets", "@myord", "@payby"),
    ("/owes", "@order", "@paysby"),
    ("/mytickets", "@myord", "@wait", "9", "@waits"),
    ("/mytickets", "@waits"),
    ("/start", "@more", "@annc"),
    ("/privacy", "@mydata"),
    ("/privacy", "@erase", "@priv"),
)
ASKING: tuple[tuple[str, ...], ...] = (
    ("/language",),
    ("/settings", "@cfg"),
    ("/sell", "@view"),
    ("/sell", "@pick", "@go"),
    ("/sell", "@pick", "@go", "Somebody"),
    ("/owes", "@order", "@part", "1"),
    ("/owes", "@order", "@time"),
    ("/owes", "@order", "@rel", "@relone"),
    ("/owes", "@order", "@rel", "@relone", "@rel"),
    ("/owes", "@order", "@hand", "Somebody new"),
    ("/owes", "@order", "@fix", "@fix"),
    ("/owes", "@order", "@void", "By mistake"),
    ("/release", "7"),
    ("/buyers",),
    ("/buyers Somebody else",),
    ("/buyers #1", "@amend", "@person", "@amend :1.4", "Late", "@amend :1.4"),
    ("/buyers #1", "@merge", "Zenaida", "@mwith"),
    ("/buyers #1", "@sellto"),
    ("/owes", "@proof", "@reject"),
    ("/mytickets", "@myord", "@ipaid"),
    ("/mytickets", "@myord", "@wait"),
    ("/new", "Autumn", "A bicycle", "@ans done", "1-100", "5", "@ans", "@ans"),
    ("/new", "Autumn", "A bicycle", "@ans done", "1-100", "5", "@ans", "@ans method.number", "Tolima", "example.com"),
    ("/start", "@more", "@edit", "@edit method", "@chg number", "Tolima", "example.com", "4"),
    ("/start", "@more", "@edit", "@edit terms", "@edit spare"),
    ("/start", "@more", "@edit", "@edit date"),
    ("/announce", "@anncto"),
    ("/start", "@more", "@imp"),
    ("/import", "61 Quirino paid"),
    ("/import", "61 Quirino paid", "@impoff", "@imp"),
    ("/announce Tomorrow we draw <b>live</b>",),
    ("/remind", "@edit remind"),
    ("/remind", "@edit cash_plan"),
    ("/start", "@more", "@edit", "@edit limits", "@edit more_time"),
    ("/start", "@more", "@edit", "@edit limits", "@edit per_order"),
    (OPEN, "@choose", "9"),
    (OPEN, "@choose", "@pick", "@go"),
    (OPEN, "@choose", "@pick", "@go", "@myname"),
    (OPEN, "@choose", "@pick", "@go", "@myname", "Skip"),
    ("/projects 1", "/set 501-900 5 paper", "/start", "@more", "@proj", "@print"),
)
"""Each leaves a question open."""

LAST: tuple[tuple[str, ...], ...] = (
    (OPEN, "@choose", "@pick", "@go", "@myname", "Skip", "@holder", "Rosa", "@forme", "@book"),
    ("/projects 3", "/draw", "@relall"),
    ("/projects 3", "/draw", "@lock"),
    ("/projects 3", "/draw", "@lock", "@lockdo", "@undraw", "By mistake", "@sure", "/draw", "@draws"),
    ("/projects 3", "/draw", "@lock", "@lockdo", "@drawdo", "@winner"),
)
"""Whoever has bought is known from then on, and what is drawn is drawn for good."""

SCRIPTS = (*LOOKING, *ASKING, *LAST)
"""Ways to every screen: words are said, and what begins with an @ is the first button with that action and value."""

SELDOM = {
    Action.COUNTRY: "CO",
    Action.PRACTICE: "",
    Action.TURN_BOARD: "2",
    Action.LOOK: "1.1.0.1",
    Action.BACKDROP: "1",
    Action.NO_BACKDROP: "1",
    Action.END_PRACTICE: "1",
    Action.RESERVE: "1",
    Action.REFUNDS: "1.1",
    Action.FOUND: "1",
    Action.UNLINK: "2",
    Action.PROOFS: "1.2",
    Action.PASSED_ON: "aaaaaaaa.1",
    Action.GIVE_TIME: "1.1",
    Action.DENY_TIME: "1.1",
    Action.ERASED: "",
    Action.TELL_ME: "9",
    Action.FIGURE: "3.1",
    Action.PASTE: "3.1",
    Action.CLAIM_CODE: "3.1.1.1",
    Action.MY_PRIZE: "AAAA.1.1.1",
    Action.GOT_PRIZE: "AAAA.1.1.1",
    Action.GOT_IT: "AAAA.1.1.1",
    Action.STOP_TASK: "1",
    Action.IMPORT_READ: "1.9",
    Action.IMPORT_SEEN: "1.1",
    Action.IMPORT_HOW: "1.1",
    Action.IMPORT_COLUMN: "1.1.0",
    Action.IMPORT_ROLE: "1.1.0.1",
    Action.IMPORT_STATES: "1.1.1",
    Action.IMPORT_UNDO: "1.1",
    Action.LEFT_OUT: "1.1",
    Action.TAKE_IN: "1.1.1",
    Action.OPT_OUT: "AAAA",
    Action.OPT_IN: "AAAA",
    Action.OPS: "",
    Action.REPORT_ABUSE: "a" * 26,
}
"""Shown to newcomers, in practice, where there is a lot, or to buyers of what else they hold; and what is on them."""

HARMLESS = {Action.PRACTICE, Action.LANGUAGE}
"""They mean the same whatever their value: with nonsense on them they may do what they always do."""

NONSENSE = (
    *(
        "",
        ".",
        "..",
        "0",
        "-1",
        "1.-1",
        "1.0",
        "0.1",
        "abc",
        "1.x",
        "1.1.x",
        "١",
        "1e3",
        "1,1",
        "1 1",
        "+1",
        "1.1.",
        ".1",
    ),
    *("9" * 19, "9" * 20, "9" * 50, "1." + "9" * 19, f"1.1.{'9' * 19}", f"{2**63}", "1.1." + ".".join("1" * 20)),
    *("1.1.0.0.cash", "1.1.1000.0.cash", "1.1.1000.-5.cash", "1.1.1000.99999999.cash", "1.1.1000.1000.gold"),
    *(
        "1.1.0.0",
        "1.1.99999999999.0",
        "999.999",
        "999",
        "1.999",
        "name",
        "' OR 1=1 --",
        "<b>",
        "\u202e",
        "🎟",
        "aaaaaaaa",
    ),
)


class Seen(NamedTuple):
    action: str
    data: str


@pytest.fixture
async def desk(store: Store, clock: Clock) -> AsyncIterator[Desk]:
    async with desk_of_the_bot(store, clock) as desk:
        yield desk


@contextlib.asynccontextmanager
async def desk_of_the_bot(store: Store, clock: Clock) -> AsyncIterator[Desk]:
    """With all of its handlers."""
    application = build_application("1:desk", "https://api.telegram.example", OfflineRequest(1), "en")
    await application.initialize()
    async with Desk(store, clock, application).open() as desk:
        yield desk
    await application.shutdown()
    await application.bot.request.shutdown()


@pytest.fixture
def url(settled: Settled, tmp_path: Path, clock: Clock) -> str:
    return f"sqlite+aiosqlite:///{settled.copied_to(tmp_path / 'raffles.db', clock)}"


async def settle(desk: Desk, house: House) -> None:
    """Ana has two raffles; in the first one order is owed by Quirino, who is on Telegram, another paid by Zenaida.

    A third one is for practice.
    """
    await _let_ana_buy(house)
    await desk.take(said(ANA, "/language en"), said(BETO, "/language en"))
    await house.open_project(ANA)
    project = await house.open_project(ANA)
    await house.reserve(project.key._replace(project_number=1), 7, 8, buyer=QUIRINO)
    await house.sell(project.key._replace(project_number=1), 9, buyer=TypedBuyer("Zenaida"))
    code = await house.do(claim_link, BuyerKey(ANA, 1), ANA)
    await house.do(open_claim, code, QUIRINO_HIMSELF)
    shown = await house.reserve(project.key._replace(project_number=1), 6, buyer=NumberedBuyer(1))
    await house.do(send_proof, shown.order.key, QUIRINO_HIMSELF, ProofKind.PHOTO, "a file", "a picture")
    await house.do(start_practice, ANA, "Practice", "A bicycle", ["Ursula", "Vera", "Wilma"])
    await desk.take(said(ANA, "/projects 1"))


async def _let_ana_buy(house: House) -> None:
    """Of Sofia: 1 is paid, 2 was not paid in time, 3 is kept for her, 7 and 8 are reserved, and 9 is Zenaida's."""
    key, herself = (await house.open_project(SOFIA)).key, Person(ANA, "Ana")
    paid = await house.do(buy, key, Chosen((1,)), herself)
    await house.do(pay, paid.order.key, SOFIA, PaymentMethod.CASH)
    await expired(house, (await house.do(buy, key, Chosen((2,)), herself)).order)
    await house.sell(key, 9, buyer=TypedBuyer("Zenaida"))
    waited_for = (await house.reserve(key, 3, buyer=TypedBuyer("Zenaida"))).order
    await house.do(wait_for, key, 3, herself)
    await house.do(release, key, [3], SOFIA, held_by=waited_for.order_number)
    await house.do(buy, key, Chosen((7, 8)), herself)


async def buttons_of(desk: Desk) -> list[Seen]:
    """On the screen that came last."""
    rows = json.loads((await desk.last_screen(ANA)).get("reply_markup", "{}")).get("inline_keyboard", [])
    carried = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    return [Seen(tap.action, one) for one in carried if (tap := read_tap(one))]


async def run(desk: Desk, script: tuple[str, ...]) -> list[Seen]:
    """All buttons that were seen on the way."""
    seen: list[Seen] = []
    for deed in script:
        if deed.startswith("@"):
            here, (action, _, value) = await buttons_of(desk), deed[1:].partition(" ")
            pressed = next((one for one in here if one.action == action and value in one.data), None)
            assert pressed, f"{script}: no {deed} among {[one.data for one in here]}"
            await desk.take(tapped(ANA, pressed.data))
        else:
            await desk.take(said(ANA, f"/start {await link_of_ana(desk)}" if deed == OPEN else deed))
        seen += await buttons_of(desk)
    return seen


async def link_of_ana(desk: Desk) -> str:
    async with desk.store.work() as work:
        code = await share_link(work, ProjectKey(ANA, 1), ANA)
        work.keep()
    return code


async def _codes_of_ana(desk: Desk) -> dict[Action, str]:
    """Of what she bought."""
    async with desk.store.reading() as work:
        orders = {one.order.state: one.order.code for one in (await my_tickets(work, ANA)).rows}
    return {
        Action.MY_TICKET: orders[OrderState.PAID],
        Action.TAKE_BACK: orders[OrderState.EXPIRED],
        Action.PROVE: orders[OrderState.RESERVED],
    }


async def all_buttons(desk: Desk) -> list[Seen]:
    """Each action with the first few values that were seen on it."""
    seldom = SELDOM | await _codes_of_ana(desk)
    by_action = {str(action): {"": Seen(action, data(action, value))} for action, value in seldom.items()}
    for script in SCRIPTS:
        for one in await run(desk, script):
            by_action.setdefault(one.action, {})[one.data] = one
    return [one for several in by_action.values() for one in islice(several.values(), 4)]


async def rows_of_ana(house: House) -> list[Written]:
    return [row for row in await house.look(written_rows) if row.is_of(ANA) and row.table not in MACHINERY]


async def check_polite(desk: Desk, taps: Iterable[JSON]) -> None:
    """Every tap is answered, and nothing went wrong on our side."""
    asked = {tap["callback_query"]["id"] for tap in taps}
    answered = {one.parameters["callback_query_id"] for one in desk.fleeting if one.method == "answerCallbackQuery"}
    assert asked <= answered
    assert {state for state, _ in await desk.states()} == {"done"}
    assert {attempts for _, attempts in await desk.states()} == {0}
    assert not [text for text in await desk.texts() if "Something went wrong" in text]


async def tap_all(desk: Desk, taps: list[JSON]) -> None:
    for start in range(0, len(taps), 50):
        await desk.take(*taps[start : start + 50])
    await check_polite(desk, taps)


async def test_every_action_is_seen_on_some_screen(desk: Desk) -> None:
    """Whoever adds one adds the way to it, and it is tried with all the others."""
    seen = {one.action for one in await all_buttons(desk)}
    assert set(Action) - seen == set(), "no script leads to these"


async def test_another_organizer_who_knows_what_is_on_ana_s_buttons_changes_nothing_of_hers(
    desk: Desk, house: House
) -> None:
    every = await all_buttons(desk)
    await house.open_project(BETO)
    before = await rows_of_ana(house)
    await tap_all(desk, [tapped(BETO, one.data) for one in every])
    assert await rows_of_ana(house) == before
    shown = [text for text in await desk.texts(BETO) if "Quirino" in text or "Zenaida" in text]
    assert shown == []


async def test_in_a_group_the_buttons_of_another_are_refused_and_nothing_happens(desk: Desk, house: House) -> None:
    every = [one for one in await all_buttons(desk) if one.action not in FOR_EVERYBODY]
    before, letters = await house.everything(), len(await desk.letters())
    taps = [_in_group(tapped(BETO, one.data)) for one in every]
    await tap_all(desk, taps)
    after = await house.everything()
    assert {table: rows for table, rows in after.items() if table != "inbox"} == {
        table: rows for table, rows in before.items() if table != "inbox"
    }
    assert len(await desk.letters()) == letters
    ids = {tap["callback_query"]["id"] for tap in taps}
    toasts = {one.parameters.get("text") for one in desk.fleeting if one.parameters.get("callback_query_id") in ids}
    assert toasts == {"These buttons belong to somebody else."}


async def test_a_late_tap_moves_no_money_and_any_other_shows_how_things_stand(desk: Desk, house: House) -> None:
    every = [one for one in await all_buttons(desk) if one.action in MONEY]
    assert every
    before = await rows_of_ana(house)
    taps = [tapped(ANA, one.data) for one in every]
    await desk.store_only(*taps)
    desk.clock.pass_(MOMENT + timedelta(seconds=1))
    await desk.try_again(ANA)
    await check_polite(desk, taps)
    assert await rows_of_ana(house) == before
    assert len([text for text in await desk.texts(ANA) if "too late" in text]) == len(every)


@pytest.mark.parametrize("script", SCRIPTS, ids=" ".join)
async def test_a_tap_that_moves_money_moves_it_once_however_often_it_is_repeated(
    desk: Desk, house: House, script: tuple[str, ...]
) -> None:
    """The last screen of each way: every such button on it is pressed, and then all of them again."""
    await run(desk, script)
    taps = [one for one in await buttons_of(desk) if one.action in MONEY]
    for one in taps:
        await desk.take(tapped(ANA, one.data))
        after = await rows_of_ana(house)
        again = [tapped(ANA, one.data) for _ in range(2)]
        await desk.take(*again)
        await check_polite(desk, again)
        assert await rows_of_ana(house) == after, one.data


async def test_buttons_of_a_time_before_or_after_are_too_old(desk: Desk, house: House) -> None:
    before = await rows_of_ana(house)
    taps = [tapped(ANA, f"{version}:{action}:1.1") for action in Action for version in ("0", "2", "")]
    taps += [
        tapped(ANA, written) for written in ("", ":", "::", "1", "1:", "1:nobody:1", "1:order", "order:1.1", "x" * 64)
    ]
    await tap_all(desk, taps)
    assert await rows_of_ana(house) == before
    ids = {tap["callback_query"]["id"] for tap in taps}
    answers = {one.parameters.get("text") for one in desk.fleeting if one.parameters.get("callback_query_id") in ids}
    assert answers == {"That button is too old."}


async def test_nonsense_on_any_button_is_answered_and_changes_nothing(
    desk: Desk, house: House, sized: Callable[[int, int], int]
) -> None:
    """Small, each of them on some of the buttons."""
    before, every = await rows_of_ana(house), sized(3, 1)
    for start, action in enumerate(one for one in Action if one not in HARMLESS):
        await tap_all(desk, list(_with_nonsense(action, NONSENSE[start % every :: every])))
        assert await rows_of_ana(house) == before, action


@pytest.mark.parametrize("script", ASKING, ids=" ".join)
async def test_so_it_is_in_the_middle_of_any_conversation(
    desk: Desk, house: House, script: tuple[str, ...], sized: Callable[[int, int], int]
) -> None:
    """What a tap moves the conversation to is taken back for the next few. Small, each of them in some of the
    conversations."""
    await run(desk, script)
    asked = await desk.dialog(ANA)
    assert asked is not None
    before = await rows_of_ana(house)
    every = sized(3, 1)
    taps = [one for action in Action if action not in HARMLESS for one in _with_nonsense(action, ("", "999.999"))]
    taps = taps[ASKING.index(script) % every :: every]
    for start in range(0, len(taps), 12):
        await tap_all(desk, taps[start : start + 12])
        await house.do(put_dialog, asked)
    assert await rows_of_ana(house) == before


def _with_nonsense(action: Action, values: Iterable[str]) -> Iterator[JSON]:
    for value in values:
        # What is too long for a button is no button.
        with contextlib.suppress(ValueError):
            yield tapped(ANA, data(action, value))


def _in_group(tap: JSON) -> JSON:
    """On a screen that answers Ana."""
    query = tap["callback_query"]
    chat = {"id": GROUP, "type": "supergroup", "title": "Helpers"}
    ana = {"id": ANA, "is_bot": False, "first_name": "Ana"}
    answered = {"message_id": 1, "date": 1772465400, "chat": chat, "from": ana, "text": "/sell"}
    return tap | {
        "callback_query": query | {"message": query["message"] | {"chat": chat, "reply_to_message": answered}}
    }
