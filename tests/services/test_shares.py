"""Share links: what a stranger sees through one, and that whatever else is opened looks the same."""

import re
from random import Random

from sqlalchemy import text

from db.invariants import check
from rules.codes import receipt
from rules.keys import BuyerKey, ProjectKey
from rules.refusals import LinkNotUsable, NotFound
from services.links import claim_link, open_claim
from services.practice import start_practice
from services.prizes import add_prize_to
from services.projects import close_project, create_project
from services.shares import link_kind, open_share, revoke_share, share_link, share_open_projects
from tests.cast import ANA, BETO, SOFIA, House
from tests.services.strangers import bought
from tests.services.test_buying import make_physical


async def test_a_link_fits_into_a_start_payload_and_tells_nothing(house: House) -> None:
    project = await house.open_project()
    code = await house.do(share_link, project.key, SOFIA)
    assert re.fullmatch("[A-Za-z0-9_-]{26,64}", code)
    async with house.store.reading() as work:
        raw = repr([tuple(row) for row in await work.execute(text("SELECT * FROM links"))])
    assert code not in raw
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after) == ("link.made", SOFIA, {"link": 1, "kind": "share", "state": "live"})
    before = await house.everything()
    assert await house.do(share_link, project.key, ANA) == code
    assert await house.everything() == before
    assert [finding async for finding in check(house.store)] == []


async def test_a_stranger_sees_what_is_offered_and_nobodys_name(house: House) -> None:
    project = await house.open_project(final=9)
    paper = await house.add_set(project.key, 10, 19, 900)
    await house.add_set(project.key, 20, 29, 700)
    await make_physical(house, paper.key)
    await house.do(add_prize_to, project.key, "A bicycle", ANA)
    await house.sell(project.key, 1, 10, 20)
    code = await house.do(share_link, project.key, ANA)
    offer = await house.look(open_share, code)
    assert (offer.project.name, offer.organizer_name, offer.prizes) == ("Spring trip", "Ana", ("A bicycle",))
    assert ([one.init for one in offer.ranges], offer.prices, offer.free) == ([0, 20], (500, 700), 18)
    assert "Luis" not in repr(offer)
    await house.do(close_project, project.key, ANA)
    assert (await house.look(open_share, code)).project.state == "closed"
    empty = await house.do(create_project, ANA, "Nothing yet")
    assert (await house.look(open_share, await house.do(share_link, empty.key, ANA))).prices is None


async def test_absent_taken_back_and_not_for_strangers_look_the_same(house: House) -> None:
    project = await house.open_project()
    revoked = await house.do(share_link, project.key, ANA)
    await house.do(revoke_share, project.key, SOFIA)
    told = (await house.told())[-1]
    assert (told.kind, told.made_by, told.after["state"]) == ("link.revoked", SOFIA, "revoked")
    await house.refuses(NotFound, revoke_share, project.key, ANA)
    again = await house.do(share_link, project.key, ANA)
    assert again != revoked
    await house.sell(project.key, 7)
    claim = await house.do(claim_link, BuyerKey(ANA, 1), ANA)
    for code in (revoked, claim, "a" * 26, "", "A" * 26, "x'; --", "a" * 4000):
        assert vars(await house.refuses(LinkNotUsable, open_share, code)) == {}
    await house.refuses(LinkNotUsable, open_claim, again, 71)


async def test_practice_is_not_shared(house: House) -> None:
    await house.open_project()
    practice = await house.do(start_practice, ANA, "Practice", "A cake", ["Uno"])
    await house.refuses(NotFound, share_link, practice.key, ANA)
    await house.refuses(NotFound, share_link, ProjectKey(ANA, 9), ANA)


async def test_a_payload_tells_for_what_it_is(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 7)).order
    codes = {
        await house.do(share_link, project.key, ANA): "share",
        await house.do(claim_link, BuyerKey(ANA, 1), ANA): "claim",
        order.check_code or "": "ticket",
        "a" * 26: None,
        "settings": None,
    }
    assert {code: await house.look(link_kind, code) for code in codes} == codes


async def test_inline_shows_ones_own_open_projects_each_with_its_link(house: House) -> None:
    first = await house.open_project()
    second = await house.do(create_project, ANA, "Autumn fair")
    third = await house.do(create_project, ANA, "Winter")
    await house.do(start_practice, ANA, "Practice", "A cake", ["Uno"])
    await house.open_project(BETO)
    known = await house.do(share_link, first.key, ANA)
    await house.do(close_project, third.key, ANA)
    assert [one.code for one in await house.do(share_open_projects, ANA, "SPRÍNG")] == [known]
    shown = await house.do(share_open_projects, ANA)
    assert [one.offer.project.name for one in shown] == ["Autumn fair", "Spring trip"]
    assert [one.code for one in shown] == [await house.do(share_link, key, ANA) for key in (second.key, first.key)]
    assert (await house.look(open_share, shown[0].code)).project.key == second.key
    before = await house.everything()
    assert await house.do(share_open_projects, ANA) == shown
    assert await house.do(share_open_projects, ANA, "nothing of the kind") == []
    assert await house.do(share_open_projects, SOFIA) == []
    assert await house.everything() == before
    assert [finding async for finding in check(house.store)] == []


async def test_nobody_guesses_a_code(house: House) -> None:
    project = await house.open_project()
    await house.do(share_link, project.key, ANA)
    await bought(house, project.key, 7)
    await house.sell(project.key, 8)
    chance = Random(7)
    async with house.store.reading() as work:
        assert {await link_kind(work, receipt(chance)) for _ in range(500)} == {None}
