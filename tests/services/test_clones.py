"""Last year's raffle once more."""

from datetime import timedelta

from db.invariants import check
from db.prizes import list_prizes
from db.sets import list_sets
from rules.keys import ProjectKey, SetKey
from rules.misreadings import TextMissing
from rules.refusals import NotFound
from rules.states import DrawMethod
from services.clones import clone_project
from services.endings import cancel_project
from services.organizers import choose_currency
from services.practice import start_practice
from services.prizes import add_prize_to, remove_prize
from services.projects import active_project, describe_project, set_draw_date, set_draw_method, set_terms
from services.sets import remove_set
from services.totals import stand_of
from tests.cast import ANA, SOFIA, House

HOUR = timedelta(hours=1)


async def test_a_clone_has_what_was_set_up_and_nobody_who_bought(house: House) -> None:
    project = await house.open_project()
    key = project.key
    await house.add_set(key, 500, 599, 250)
    await house.add_set(key, 200, 299, 300)
    await house.do(remove_set, SetKey(*key, 2), ANA)
    for name in ("A cake", "A bicycle", "A goat"):
        await house.do(add_prize_to, key, name, ANA)
    await house.do(remove_prize, key, 1, ANA)
    await house.do(describe_project, key, "For the school", ANA)
    await house.do(set_draw_method, key, DrawMethod.NUMBER, ANA)
    await house.do(set_terms, key, HOUR, HOUR, ANA)
    await house.do(set_draw_date, key, house.clock.now + HOUR, ANA)
    await house.sell(key, 1)
    await house.do(cancel_project, key, ANA)
    await house.do(choose_currency, ANA, "EUR")
    clone = await house.do(clone_project, key, SOFIA)
    assert (clone.project_number, clone.name, clone.description) == (2, "Spring trip", "For the school")
    assert (clone.state, clone.draw_at, clone.draw_method, clone.currency) == ("open", None, "number", "USD")
    assert (clone.hold_minutes, clone.grace_minutes) == (60, 60)
    assert await house.look(active_project, ANA) == clone
    sets = await house.look(list_sets, clone.key)
    assert [(one.set_number, one.init, one.final, one.unit_price) for one in sets] == [
        (1, 0, 99, 500),
        (2, 200, 299, 300),
    ]
    prizes = await house.look(list_prizes, clone.key)
    assert [(prize.prize_number, prize.name) for prize in prizes] == [(1, "A bicycle"), (2, "A goat")]
    stand = await house.look(stand_of, clone.key)
    assert (stand.free, stand.sold, stand.money_in) == (200, 0, 0)
    assert [finding async for finding in check(house.store)] == []


async def test_a_clone_may_be_given_another_name(house: House) -> None:
    project = await house.open_project()
    assert (await house.do(clone_project, project.key, ANA, " Autumn  trip ")).name == "Autumn trip"
    await house.refuses(TextMissing, clone_project, project.key, ANA, " ")
    await house.refuses(NotFound, clone_project, ProjectKey(ANA, 9), ANA)


async def test_the_clone_of_a_practice_raffle_is_a_real_one(house: House) -> None:
    await house.open_project()
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno"])
    clone = await house.do(clone_project, practice.key, ANA, "Mine")
    assert (clone.practice, clone.hold_minutes, clone.grace_minutes) == (False, 2880, 720)
