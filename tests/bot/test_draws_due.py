"""What goes on with draws by itself: at its moment each is drawn, finished, told; a fault in one holds up none."""

from bot.draws_due import DrawsDue
from db.draws import Draw, find_draw
from db.invariants import check
from db.winners import list_winners
from rules.draw.beacon import Round, check_signature
from rules.draw.verifying import verify
from rules.states import DrawMethod
from services.draw_news import FIGURE_WANTED
from services.draws import BEACON_SILENT, proof_of
from services.locking import lock_for_draw
from services.organizers import welcome
from services.practice import start_practice
from services.proofs import accept_proof
from tests.cast import ANA, House
from tests.services.drawn import DAY, DUE, ROUND, SIGNATURE, locked, ready
from tests.services.strangers import LUIS, bought, proved


async def heard(number: int) -> Round | None:
    return Round(number, SIGNATURE, check_signature(number, SIGNATURE)) if number == ROUND else None


async def silent(number: int) -> Round | None:
    return None


async def broken(number: int) -> Round | None:
    raise OSError("no network")


async def now(house: House, draw: Draw) -> Draw:
    return await house.look(find_draw, draw.key)


async def test_at_its_moment_the_beacon_draws(house: House) -> None:
    waiting = await locked(house)
    await DrawsDue(heard).look(house.store)
    assert (await now(house, waiting)).state == "locked"
    house.clock.now = DUE
    await DrawsDue(silent).look(house.store)
    await DrawsDue(broken).look(house.store)
    assert (await now(house, waiting)).state == "locked"
    await DrawsDue(heard).look(house.store)
    assert (await now(house, waiting)).state == "drawn"
    verify(await house.look(proof_of, waiting.key))
    assert [finding async for finding in check(house.store)] == []


async def test_relays_that_are_silent_are_not_asked_all_the_time(house: House) -> None:
    waiting = await locked(house)
    house.clock.now = DUE
    asked: list[int] = []

    async def ask(number: int) -> Round | None:
        asked.append(number)
        return None

    draws = DrawsDue(ask)
    for _ in range(5):
        await draws.look(house.store)
    assert asked == [ROUND]
    assert (await now(house, waiting)).state == "locked"


async def test_a_long_list_is_written_drawn_and_told_by_the_clock(house: House) -> None:
    project = await ready(house)
    order = (await bought(house, project.key, 50)).order
    await house.do(accept_proof, (await proved(house, order.key)).key, ANA)
    waiting = await house.do(lock_for_draw, project.key, ANA, DUE, at_once=0)
    await DrawsDue(silent).look(house.store)
    assert (await now(house, waiting)).sold == 6
    told = [row for row in (await house.everything())["outbox"] if "draw-locked" in row]
    assert sorted(row[2] for row in told) == [LUIS.telegram_id, ANA]
    house.clock.now = DUE
    await DrawsDue(heard).look(house.store)
    assert (await now(house, waiting)).state == "drawn"
    assert [finding async for finding in check(house.store)] == []


async def test_a_week_of_silence_makes_it_void(house: House) -> None:
    waiting = await locked(house)
    house.clock.now = DUE + 7 * DAY
    await DrawsDue(broken).look(house.store)
    assert (await now(house, waiting)).state == "locked"
    await DrawsDue(silent).look(house.store)
    assert (await now(house, waiting)).void_reason == BEACON_SILENT


async def test_a_lottery_waits_for_its_figure_and_asks_once(house: House) -> None:
    waiting = await locked(house, DrawMethod.NUMBER)
    house.clock.now = DUE
    for _ in range(3):
        await DrawsDue(silent).look(house.store)
    assert (await now(house, waiting)).state == "locked"
    asked = [row for row in (await house.everything())["outbox"] if FIGURE_WANTED in row]
    assert [row[2] for row in asked] == [ANA]


async def test_a_practice_draw_waits_for_whoever_practises(house: House) -> None:
    await house.do(welcome, ANA, "Ana", "en")
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno", "Dos", "Tres"])
    waiting = await house.do(lock_for_draw, practice.key, ANA)
    house.clock.pass_(DAY)
    await DrawsDue(silent).look(house.store)
    assert (await now(house, waiting)).state == "locked"


async def test_what_was_sealed_is_drawn_and_prizes_go_down_the_line(house: House) -> None:
    waiting = await locked(house, DrawMethod.SEALED)
    house.clock.now = DUE
    await DrawsDue(silent).look(house.store)
    house.clock.pass_(14 * DAY)
    await DrawsDue(silent).look(house.store)
    states = [held.winner.state for held in await house.look(list_winners, waiting.key)]
    assert states == ["passed", "waiting", "alternate"]
