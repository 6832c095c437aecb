"""Whether a ticket is good: told to whoever has its code, without a name or a phone."""

from random import Random

from db.orders import find_order
from rules.codes import receipt
from rules.keys import OrderKey
from rules.refusals import LinkNotUsable
from rules.states import PaymentMethod
from rules.words import initials
from services.buyers import TypedBuyer
from services.checks import check_ticket
from services.endings import cancel_project
from services.holders import change_holder
from services.payments import pay
from services.releases import void
from services.undo import undo
from tests.cast import ANA, MARTA, House
from tests.services.strangers import PHONE, bought


async def code_of(house: House, key: OrderKey) -> str:
    return (await house.look(find_order, key)).check_code or ""


async def test_a_ticket_is_good_and_nobody_is_named(house: House) -> None:
    project = await house.open_project()
    sold = await house.sell(project.key, 7, 8, buyer=TypedBuyer("Luis Gómez", PHONE))
    checked = await house.look(check_ticket, await code_of(house, sold.order.key))
    assert (checked.is_valid, checked.numbers, checked.code) == (True, (7, 8), sold.order.code)
    assert (checked.project_name, checked.organizer_name, checked.holder_initials) == ("Spring trip", "Ana", "L. G.")
    assert "Luis" not in repr(checked)
    assert "300" not in repr(checked)


async def test_what_is_not_paid_or_paid_no_more_is_no_ticket(house: House) -> None:
    project = await house.open_project()
    order = (await bought(house, project.key, 7)).order
    assert order.check_code is None
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    code = await code_of(house, order.key)
    assert (await house.look(check_ticket, code)).is_valid
    await house.do(undo, ANA, str((await house.told())[-1].after["mark"]), ANA)
    assert not (await house.look(check_ticket, code)).is_valid
    await house.do(pay, order.key, ANA, PaymentMethod.CASH)
    assert (await house.look(check_ticket, code)).is_valid
    await house.do(void, order.key, "By mistake", ANA)
    assert not (await house.look(check_ticket, code)).is_valid


async def test_who_handed_it_on_has_a_ticket_no_more(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 7)).order
    old = await code_of(house, order.key)
    await house.do(change_holder, order.key, MARTA, ANA)
    await house.refuses(LinkNotUsable, check_ticket, old)
    assert (await house.look(check_ticket, await code_of(house, order.key))).holder_initials == "M."
    await house.do(cancel_project, project.key, ANA)
    assert not (await house.look(check_ticket, await code_of(house, order.key))).is_valid


async def test_of_any_other_code_nothing_is_told(house: House) -> None:
    project = await house.open_project()
    order = (await house.sell(project.key, 7)).order
    for code in ("", order.code, "a" * 26, "A" * 26, "x'; --", "a" * 4000, receipt(Random(1))):
        assert vars(await house.refuses(LinkNotUsable, check_ticket, code)) == {}


def test_initials_name_nobody() -> None:
    assert initials("Luis Gómez") == "L. G."
    assert initials("maría del mar de la torre") == "M. D. M."
    assert initials("🎉 ✨") == "…"
    assert initials("🎉 Zoe") == "Z."
