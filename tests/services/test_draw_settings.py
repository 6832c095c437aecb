"""How winners will be found is said before anybody buys, with who could never win and why."""

from rules.buying import LimitOutOfBounds
from rules.locking import Lack, LotteryUnreadable, NotReadyToDraw, ProjectLocked
from rules.numbers import NumberRange
from rules.refusals import AlreadyPromised
from rules.states import DrawMethod
from services.clones import clone_project
from services.draw_settings import (
    alternates_of,
    look_at_chances,
    lottery_of,
    per_holder_of,
    set_draw_terms,
    set_lottery,
)
from services.locking import lock_for_draw
from services.prizes import add_prize_to
from services.projects import set_draw_method
from services.readiness import look_at_readiness
from tests.cast import ANA, House
from tests.services.drawn import DUE, LOTTERY, locked, ready


async def test_the_lottery_is_chosen_before_anybody_has_a_number(house: House) -> None:
    project = await house.open_project()
    await house.do(set_draw_method, project.key, DrawMethod.NUMBER, ANA)
    chosen = await house.do(set_lottery, project.key, LOTTERY, ANA)
    assert lottery_of(chosen) == LOTTERY
    assert (alternates_of(chosen), per_holder_of(chosen)) == (0, False)
    await house.sell(project.key, 7)
    assert await house.do(set_lottery, project.key, LOTTERY, ANA) == chosen
    await house.refuses(AlreadyPromised, set_lottery, project.key, LOTTERY._replace(take="first:2"), ANA)
    assert lottery_of(await house.do(clone_project, project.key, ANA)) == LOTTERY


async def test_a_rule_that_nobody_could_check_is_refused(house: House) -> None:
    project = await house.open_project()
    for field, wrong in {
        "name": LOTTERY._replace(name="\u200b"),
        "what": LOTTERY._replace(what="x" * 201),
        "url": LOTTERY._replace(url="ask me"),
        "digits": LOTTERY._replace(digits=13),
        "take": LOTTERY._replace(take="last:5"),
    }.items():
        assert (await house.refuses(LotteryUnreadable, set_lottery, project.key, wrong, ANA)).field == field


async def test_how_many_step_in_is_promised_and_how_long_a_prize_waits_is_not(house: House) -> None:
    project = await house.open_project()
    changed = await house.do(set_draw_terms, project.key, 5, 30, ANA, per_holder=True)
    assert (alternates_of(changed), per_holder_of(changed), changed.claim_days) == (5, True, 30)
    await house.sell(project.key, 7)
    await house.refuses(AlreadyPromised, set_draw_terms, project.key, 0, 30, ANA, per_holder=True)
    assert (await house.do(set_draw_terms, project.key, 5, 7, ANA, per_holder=True)).claim_days == 7
    for alternates, days in ((-1, 7), (101, 7), (5, 0), (5, 366)):
        await house.refuses(LimitOutOfBounds, set_draw_terms, project.key, alternates, days, ANA)


async def test_while_it_is_locked_nothing_is_chosen_anew(house: House) -> None:
    waiting = await locked(house, DrawMethod.NUMBER)
    await house.refuses(ProjectLocked, set_draw_terms, waiting.project, 0, 7, ANA)


async def test_numbers_that_could_never_win_and_unequal_chances_are_told(house: House) -> None:
    project = await house.open_project(init=1, final=150)
    assert await house.look(look_at_chances, project.key) is None
    await house.do(set_draw_method, project.key, DrawMethod.NUMBER, ANA)
    await house.do(set_lottery, project.key, LOTTERY._replace(unsold="next_sold"), ANA)
    found = await house.look(look_at_chances, project.key)
    assert found is not None
    assert (found.figures, found.never) == (100, (NumberRange(100, 150, 0),))
    assert (found.without, found.luckiest, found.luckiest_figures, found.are_equal) == (1, 1, 2, False)


async def test_the_checklist_tells_what_is_open_and_what_is_lacking(house: House) -> None:
    project = await ready(house, DrawMethod.NUMBER, prizes=2)
    await house.reserve(project.key, 50)
    seen = await house.look(look_at_readiness, project.key)
    assert (seen.is_possible, seen.sold, seen.prizes, seen.open.unpaid) == (True, 5, 2, 1)
    assert seen.chances is not None
    assert seen.chances.are_equal
    for _ in range(31):
        await house.do(add_prize_to, project.key, "One more", ANA)
    assert (await house.look(look_at_readiness, project.key)).lacks == (Lack.GROUPS,)
    refused = await house.refuses(NotReadyToDraw, lock_for_draw, project.key, ANA, DUE)
    assert refused.lacks == (Lack.GROUPS,)


async def test_a_lottery_with_too_few_outcomes_for_so_many_numbers_is_lacking(house: House) -> None:
    project = await ready(house, DrawMethod.LOTTERY)
    assert (await house.look(look_at_readiness, project.key)).is_possible
    few = await house.open_project()
    await house.do(set_draw_method, few.key, DrawMethod.LOTTERY, ANA)
    await house.do(set_lottery, few.key, LOTTERY, ANA)
    assert Lack.FIGURES in (await house.look(look_at_readiness, few.key)).lacks
