"""The draw as its organizer walks through it: every screen, every question, every refusal, and nothing twice."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.actions import Action
from bot.application import HANDLERS
from bot.buttons import data
from bot.draw_files import draw_proof
from bot.texts.say import say_in
from bot.wording import Reader
from db.draws import Draw, list_draws
from db.projects import find_project
from db.store import Store
from db.winners import HeldBy, list_winners
from rules.draw.verifying import verify
from rules.keys import DrawKey, ProjectKey
from rules.states import DrawMethod
from services.locking import lock_for_draw
from services.practice import start_practice
from tests.bot.desk import Desk, desk_of, tapped
from tests.bot.hands import do, labels, last, sees
from tests.cast import ANA, BETO, MARTA, House
from tests.services.drawn import DUE, MINUTE, OTHER_SIGNATURE, SIGNATURE, ready

pytestmark = pytest.mark.story

KEY = ProjectKey(ANA, 1)
FIRST = DrawKey(ANA, 1, 1)


@pytest.fixture
async def desk(store: Store, house: House) -> AsyncIterator[Desk]:
    async with desk_of(store, house.clock, HANDLERS) as desk:
        await do(desk, "/language en")
        yield desk


async def draws(house: House) -> list[Draw]:
    return await house.look(list_draws, KEY)


async def winners(house: House, key: DrawKey = FIRST) -> list[HeldBy]:
    return await house.look(list_winners, key)


async def alert(desk: Desk) -> str:
    """What was said over the screen of the last tap."""
    return next(one.parameters["text"] for one in reversed(desk.fleeting) if "text" in one.parameters)


async def practise(desk: Desk, house: House) -> None:
    await house.do(start_practice, ANA, "Practice", "A bicycle", ["Luis", "Marta", "Rosa"])


async def drawn_by_figure(desk: Desk, house: House, prizes: int = 1) -> str:
    """7 is Marta's, and comes up; so does 12, which nobody has, as the second one."""
    await ready(house, DrawMethod.NUMBER, prizes)
    await do(desk, "/draw", "@Close the list", "@Close the list")
    house.clock.now = DUE + 10 * MINUTE
    return await do(desk, "/draw", "@Enter the figure", "1207" if prizes == 1 else "1207 9912", "@It is right")


async def test_a_raffle_that_lacks_something_says_what_to_do_about_it(desk: Desk, house: House) -> None:
    await house.open_project()
    told = await do(desk, "/draw")
    assert "cannot be drawn yet" in told
    for what in ("what can be won", "No number is sold", "how winners are found"):
        assert what in told
    assert {"Add a prize", "🎟 Sell", "How winners are found"} <= set(await labels(desk))
    assert not [label for label in await labels(desk) if "Close the list" in label]
    assert "What else can be won" in await do(desk, "@Add a prize")


async def test_what_is_open_is_shown_with_what_settles_it(desk: Desk, house: House) -> None:
    project = await ready(house)
    await house.reserve(project.key, 20, 21, buyer=MARTA)
    told = await do(desk, "/draw")
    assert "5 numbers of 2 people" in told
    assert "1 reservation is not paid" in told
    assert "public beacon" in told
    assert "Release 1 reservation" in await do(desk, "@Release all")
    assert "1 reservation was released" in await do(desk, "@Yes, release")
    assert "20" in await do(desk, "@Undo")
    assert "1 reservation is not paid" in await do(desk, "/draw")


async def test_numbers_with_a_payment_are_not_released_together_with_the_others(desk: Desk, house: House) -> None:
    project = await ready(house)
    await house.reserve(project.key, 20, 21, buyer=MARTA)
    await do(desk, "/pay 20 1", "/draw")
    before = await house.everything()
    await do(desk, "@Release all")
    assert "stay as they are" in await alert(desk)
    assert (await house.everything())["orders"] == before["orders"]


async def test_a_release_of_others_than_were_shown_is_too_old(desk: Desk, house: House) -> None:
    project = await ready(house)
    await house.reserve(project.key, 20, buyer=MARTA)
    await do(desk, "/draw", "@Release all")
    await house.reserve(project.key, 21, buyer=MARTA)
    await do(desk, "@Yes, release")
    assert "too old" in await alert(desk)


async def test_a_beacon_draw_from_the_list_to_the_winner(desk: Desk, house: House) -> None:
    """The network is gone: what somebody else shows of the round is as good, and nothing else is taken."""
    await ready(house)
    asked = await do(desk, "/draw", "@Close the list")
    for words in ("nothing about the numbers moves", "Public beacon", "not before"):
        assert words in asked
    assert "🔎 How the draw is fair" in await labels(desk)
    waiting = await do(desk, "@Close the list")
    (locked,) = await draws(house)
    whole = locked.commitment_hash or ""
    for words in ("The list is closed", "5 numbers of 2 people", f"<code>{whole}</code>", f"{whole[:4]} {whole[4:8]}"):
        assert words in waiting
    assert f"{locked.beacon_round:,}" in waiting
    assert "locked for its draw" in await do(desk, "/sell 30 Luis")
    house.clock.now = locked.due_at + MINUTE
    assert "as soon as it answers" in await do(desk, "/draw")
    assert "↩️ Take back" not in await labels(desk)


async def test_a_pasted_signature_draws_and_a_wrong_one_does_not(desk: Desk, house: House) -> None:
    project = await ready(house)
    await house.do(lock_for_draw, project.key, ANA, DUE)
    house.clock.now = DUE + MINUTE
    assert "round 1000" in await do(desk, "/draw", "@Paste it")
    assert "not what the beacon said" in await do(desk, "nothing of use")
    assert "not what the beacon said" in await do(desk, OTHER_SIGNATURE.hex())
    told = await do(desk, json.dumps({"round": 1000, "signature": SIGNATURE.hex()}))
    assert "is drawn" in told
    assert "public beacon round 1,000" in told


async def test_a_figure_is_typed_shown_with_its_source_and_only_then_counts(desk: Desk, house: House) -> None:
    await ready(house, DrawMethod.NUMBER)
    assert "Lotería de Bogotá" in await do(desk, "/draw", "@Close the list", "@Close the list")
    assert "🔢 Enter the figure" not in await labels(desk)
    house.clock.now = DUE + 10 * MINUTE
    assert "4 digits" in await do(desk, "/draw", "@Enter the figure")
    assert "cannot read" in await do(desk, "12")
    assert "<b>1208</b>" in await do(desk, "1208")
    assert "https://www.loteriadebogota.com" in json.dumps(await last(desk))
    assert await winners(house) == []
    assert "4 digits" in await do(desk, "@It is wrong")
    told = await do(desk, "1207", "@It is right")
    assert "<b>7</b> · Marta" in told
    assert "From the figure 1207" in told


async def test_a_figure_can_be_corrected_until_somebody_has_a_prize_and_both_stay(desk: Desk, house: House) -> None:
    await drawn_by_figure(desk, house)
    assert "already" in await do(desk, "@Correct the figure", "1207")
    assert "why was the other one wrong" in await do(desk, "1203")
    asked = await do(desk, "I misread it")
    assert "Instead of 1207" in asked
    assert "I misread it" in asked
    told = await do(desk, "@It is right")
    assert "<b>3</b> · Luis" in told
    assert "Before, 1207 stood there. Corrected because: I misread it" in told
    await do(desk, "@🏆 3", "@Handed over", "@To the draw")
    assert "Correct the figure" not in await labels(desk)


async def test_a_prize_whose_number_nobody_has_is_told(desk: Desk, house: House) -> None:
    told = await drawn_by_figure(desk, house, prizes=2)
    assert "nobody won it" in told


async def test_a_prize_is_handed_over_once_and_confirmed_by_the_winner_s_code(desk: Desk, house: House) -> None:
    await drawn_by_figure(desk, house)
    screen = await do(desk, "@🏆 7")
    assert "not handed over, can be claimed until" in screen
    assert "not on Telegram" in screen
    handed = (await labels(desk))["✔️ Handed over"]
    assert "✔️ handed over" in await do(desk, "@Handed over")
    before = await house.everything()
    await desk.take(tapped(ANA, handed))
    assert "does not wait" in await alert(desk)
    assert (await house.everything())["winners"] == before["winners"]
    (held,) = await winners(house)
    await desk.take(tapped(ANA, data(Action.CLAIM_CODE, ".".join(map(str, held.winner.key[1:])))))
    assert "not the winner's code" in await do(desk, "WRONG")
    assert "confirmed" in await do(desk, (held.winner.claim_code or "").lower())


async def test_a_draw_is_taken_back_with_a_reason_and_stays_to_be_seen(desk: Desk, house: House) -> None:
    await ready(house)
    await do(desk, "/draw", "@Close the list", "@Close the list", "@Take back")
    assert "because: A name was wrong" in await do(desk, "A name was wrong")
    sure = (await labels(desk))["Yes, take back"]
    told = await do(desk, "@Yes, take back")
    assert "Draw 1 was taken back" in told
    assert "Because: A name was wrong" in told
    await desk.take(tapped(ANA, sure))
    assert "too old" in await alert(desk)
    assert (await house.look(find_project, KEY)).locked_at is None
    assert "5 numbers of 2 people" in await do(desk, "@To the draw")
    assert "1</b> · taken back" in await do(desk, "@All draws")
    assert "Draw 1 was taken back" in await do(desk, "@Draw 1")
    await do(desk, "@Open sales again", "/sell 30 Luis")
    assert "30" in await sees(desk)


async def test_a_second_draw_needs_a_reason_and_the_first_stays_beside_it(desk: Desk, house: House) -> None:
    await drawn_by_figure(desk, house)
    await do(desk, "@Draw again", "The winner cannot be found")
    assert "The winner cannot be found" in await do(desk, "@Yes, draw again")
    assert [(one.redraw_of, one.reason) for one in await draws(house)][1] == (1, "The winner cannot be found")
    listed = await do(desk, "/draw", "@All draws")
    assert "Drawn again after draw 1" in listed
    assert "1</b> · drawn" in listed
    assert "<b>7</b> · Marta" in await do(desk, "@Draw 1")


async def test_in_practice_it_is_drawn_at_once_and_never_called_fair(desk: Desk, house: House) -> None:
    await practise(desk, house)
    asked = await do(desk, "/start", "@Draw", "@Close the list")
    assert "It proves nothing against whoever runs me" in asked
    await do(desk, "@Close the list")
    drawing = (await labels(desk))["🏆 Draw now"]
    told = await do(desk, "@Draw now")
    assert "A bicycle" in told
    assert "proves nothing against whoever runs this bot" in told
    before = await house.everything()
    await desk.take(tapped(ANA, drawing))
    assert await sees(desk) == told
    assert (await house.everything())["draw_results"] == before["draw_results"]
    assert len(await draws(house)) == 1


async def test_a_list_that_changed_since_it_was_shown_is_shown_again(desk: Desk, house: House) -> None:
    project = await ready(house)
    await do(desk, "/draw", "@Close the list")
    await house.sell(project.key, 50, buyer=MARTA)
    assert "6 numbers of 2 people" in await do(desk, "@Close the list")
    assert "changed meanwhile" in await alert(desk)
    assert await draws(house) == []
    closing = (await labels(desk))["🔒 Close the list and publish"]
    await do(desk, "@Close the list")
    await desk.take(tapped(ANA, closing))
    assert "locked for its draw" in await alert(desk)
    assert len(await draws(house)) == 1


async def test_the_button_that_closed_the_list_closes_it_not_again_after_it_was_taken_back(
    desk: Desk, house: House
) -> None:
    await ready(house)
    await do(desk, "/draw", "@Close the list")
    closing = (await labels(desk))["🔒 Close the list and publish"]
    await do(desk, "@Close the list", "@Take back", "A mistake", "@Yes, take back")
    await desk.take(tapped(ANA, closing))
    assert [one.state for one in await draws(house)] == ["void"]


async def test_the_proof_file_of_the_last_draw_can_be_verified(desk: Desk, house: House) -> None:
    assert "Nothing is drawn yet" in await do(desk, "/proof")
    await drawn_by_figure(desk, house)
    await do(desk, "/proof")
    who, about, keys = (await desk.notices())[-1]
    assert (who, about) == (ANA, "draw-proof")
    async with house.store.reading() as work:
        (call,) = await draw_proof(work, keys, Reader(ANA, "en", "UTC", say_in("en"))) or []
    assert call.drawing is not None
    assert [(one.place, one.number) for one in verify(call.drawing.draw()).winners] == [("P1", 7)]


async def test_nobody_walks_through_the_draw_of_another(desk: Desk, house: House) -> None:
    await drawn_by_figure(desk, house)
    before = await house.everything()
    for action, value in (
        (Action.DRAW, "1"),
        (Action.DRAW, "1.1"),
        (Action.DRAW_PROOF, "1.1"),
        (Action.WINNER, "1.1.1.1"),
    ):
        await desk.take(tapped(BETO, data(action, value)))
    assert not [text for text in await desk.texts(BETO) if "Marta" in text or "bicycle" in text]
    after = await house.everything()
    assert {name: after[name] for name in ("draws", "winners")} == {name: before[name] for name in ("draws", "winners")}
