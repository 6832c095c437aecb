"""The proof file of a draw asked for: only of one that has a result, and once a minute."""

from rules.locking import DrawOver
from services.draw_files import DRAW_PROOF, send_last_proof, send_proof
from tests.cast import ANA, House
from tests.services.drawn import drawn, locked


async def letters(house: House) -> int:
    return sum(DRAW_PROOF in row for row in (await house.everything())["outbox"])


async def test_the_last_one_is_sent_and_not_twice_in_a_minute(house: House) -> None:
    assert not await house.do(send_last_proof, ANA, ANA)
    await drawn(house)
    for _ in range(2):
        assert await house.do(send_last_proof, ANA, ANA)
    assert await letters(house) == 1


async def test_a_draw_without_a_result_has_none(house: House) -> None:
    waiting = await locked(house)
    await house.refuses(DrawOver, send_proof, waiting.key, ANA)
    assert not await house.do(send_last_proof, ANA, ANA)
