"""Whether it is ready: whoever polls must succeed at it, whoever waits for its turn is well."""

from random import Random
from time import monotonic

import pytest

from bot.intake import Polling
from bot.transport import Transport
from bot.web.readiness import LONGEST_SILENCE, Readiness
from tests.bot.desk import intake_of
from tests.cast import House

WRONG = ["updates: no poll has succeeded for a while"]


@pytest.mark.parametrize(("silence", "wrong"), [(None, []), (1, []), (LONGEST_SILENCE + 1, WRONG)])
async def test_only_a_process_that_polls_must_have_polled(
    house: House, silence: float | None, wrong: list[str]
) -> None:
    polling = Polling(intake_of(house.store), Transport(1), "", Random(1))
    polling.well_at = None if silence is None else monotonic() - silence
    assert await Readiness(house.store, polling).what_is_wrong() == wrong
