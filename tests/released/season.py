"""A season of several organizers, told by use cases: of all that a database out in the world holds there is some."""

from datetime import timedelta

from db.winners import list_winners
from db.work import Work
from rules.keys import BuyerKey, OrderKey, ProjectKey, ProofKey
from rules.numbers import AtRandom, Chosen, NumberRange
from rules.phones import Phone
from rules.states import DrawMethod, PaymentMethod, ProofKind, SetType
from services.buyers import NumberedBuyer, TypedBuyer, add_new_buyer, correct_email, write_notes
from services.buying import buy
from services.drawing import draw
from services.draws import note_published, void_draw
from services.due_reminders import remind_due
from services.endings import cancel_project
from services.erasing import erase
from services.expiries import expire_due
from services.holders import change_holder
from services.links import claim_link, open_claim
from services.locking import lock_for_draw
from services.merges import merge_buyers
from services.organizers import choose_country, welcome, write_payment_text
from services.payments import pay
from services.practice import start_practice
from services.prizes import add_prize_to
from services.projects import close_project, create_project, describe_project, set_draw_method, set_limits
from services.proofs import accept_proof, ask_again, reject_proof, send_proof
from services.releases import release, void
from services.sales import Taken, reserve, sell
from services.sets import add_set_to
from services.shares import revoke_share, share_link
from services.strangers import Person
from services.undo import undo
from services.waiting import stop_waiting, wait_for
from services.winners import hand_over
from tests.cast import ANA, BETO, SOFIA, House
from tests.released.reach import leave_half_done, look_after, reach_many

LUIS, MARTA, ZOE, MAX = Person(71, "Luis"), Person(72, "Marta"), Person(73, "Zoë"), Person(74, "Max")
PHONE = Phone("300 123 4567", "+573001234567")
HOUR = timedelta(hours=1)


async def live_through(house: House) -> None:
    """Ends on a day on which reservations run, proofs and letters wait, one draw is locked and others are over."""
    trips: list[ProjectKey] = []
    for user_id, name, language, country in ((ANA, "Ana", "es", "CO"), (BETO, "Beto", "pt_BR", "BR")):
        await house.do(welcome, user_id, name, language)
        await house.do(choose_country, user_id, country)
        trip = await _planned(house, user_id)
        await _sold(house, trip)
        await _bought(house, trip)
        await _days_pass(house, trip)
        await reach_many(house, trip)
        trips.append(trip)
        await _drawn(house, user_id)
    await house.do(start_practice, ANA, "Ensayo", "Una bicicleta", ["Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis"])
    await _somebody_leaves(house)
    for trip in trips:
        await leave_half_done(house, trip)
    await house.do(look_after)


async def _planned(house: House, user_id: int) -> ProjectKey:
    await house.do(write_payment_text, user_id, "Nequi 300 765 4321")
    project = await house.do(create_project, user_id, "Viaje de primavera")
    key = project.key
    await house.do(describe_project, key, "Para el viaje del curso.\nGracias.", user_id)
    await house.do(add_set_to, key, NumberRange(0, 99, 2), 500, user_id)
    await house.do(
        add_set_to, key, NumberRange(100, 9_999_999, 0), 1_000, user_id, type=SetType.PHYSICAL, name="Talonarios"
    )
    for prize in ("Una bicicleta", "Una cena"):
        await house.do(add_prize_to, key, prize, user_id)
    await house.do(set_limits, key, 10, 20, user_id)
    return key


async def _sold(house: House, key: ProjectKey) -> None:
    """Every state of an order and every method, by the organizer and by somebody who sells for her."""
    ana = key.user_id
    for place, method in enumerate(PaymentMethod):
        await house.do(sell, key, AtRandom(2), TypedBuyer(f"Comprador {place}", PHONE), ana, method)
    reserved = [await _reserved(house, key, number) for number in range(200, 207)]
    await house.do(pay, reserved[0], SOFIA, PaymentMethod.CASH, 300)
    await house.do(pay, reserved[1], SOFIA, PaymentMethod.TRANSFER)
    await house.do(release, key, [202], ana)
    await house.do(void, reserved[1], "No era ella", ana)
    paid = await house.do(pay, reserved[3], ana, PaymentMethod.CARD)
    await house.do(change_holder, paid.order.key, TypedBuyer("La tía"), ana)
    await house.do(undo, ana, await house.do(_sell_by_mistake, key), ana)
    await house.do(correct_email, BuyerKey(ana, 1), "uno@example.org", ana)
    await house.do(write_notes, BuyerKey(ana, 1), "Vive en el 3B", ana)
    twin = await house.do(add_new_buyer, ana, "Comprador cero", None, ana)
    await house.do(merge_buyers, BuyerKey(ana, 1), twin.key, ana)


async def _sell_by_mistake(work: Work, key: ProjectKey) -> str:
    await sell(work, key, Chosen((300,)), NumberedBuyer(1), key.user_id, PaymentMethod.CASH)
    return work.mark


async def _reserved(house: House, key: ProjectKey, number: int, hold: timedelta = 48 * HOUR) -> OrderKey:
    taken = await house.do(reserve, key, Chosen((number,)), TypedBuyer(f"Vecino {number}"), key.user_id, hold)
    return taken.order.key


async def _bought(house: House, key: ProjectKey) -> None:
    """By people who came by a link; one proof waits, others are decided on, and somebody waits for a number."""
    await house.do(share_link, key, key.user_id)
    await house.do(revoke_share, key, key.user_id)
    await house.do(share_link, key, key.user_id)
    orders = [await house.do(buy, key, AtRandom(1), who, "Mi madre") for who in (LUIS, MARTA, ZOE, LUIS)]
    sent = [await _proved(house, taken, who) for taken, who in zip(orders, (LUIS, MARTA, ZOE, LUIS), strict=True)]
    for decide, proof in zip((accept_proof, ask_again), sent, strict=False):
        await house.do(decide, proof, key.user_id)
    await house.do(reject_proof, sent[2], "No se ve el valor", key.user_id)
    for who in (MAX, ZOE):
        await house.do(wait_for, key, orders[3].numbers[0], who)
    await house.do(wait_for, key, orders[1].numbers[0], MAX)
    await house.do(stop_waiting, key, orders[3].numbers[0], ZOE.telegram_id)
    claim = await house.do(claim_link, BuyerKey(key.user_id, 2), key.user_id)
    await house.do(open_claim, claim, SOFIA)
    await house.do(claim_link, BuyerKey(key.user_id, 3), key.user_id)


async def _proved(house: House, taken: Taken, who: Person) -> ProofKey:
    proof = await house.do(send_proof, taken.order.key, who.telegram_id, ProofKind.PHOTO, "file", f"seen {who.name}")
    return proof.key


async def _days_pass(house: House, key: ProjectKey) -> None:
    """Some are reminded, and some reservations end by themselves; new ones are made afterwards."""
    for _ in range(9):
        house.clock.pass_(8 * HOUR)
        await house.do(remind_due)
        await house.do(expire_due)
    for number in (400, 401, 402):
        await _reserved(house, key, number, 72 * HOUR)
    await house.do(buy, key, AtRandom(2), MARTA)


async def _drawn(house: House, user_id: int) -> None:
    """One is drawn twice, one is locked after a lock that is void, one is closed, one is cancelled."""
    drawn, locked, closed, cancelled = [await _small(house, user_id, name) for name in ("Una", "Otra", "Más", "No")]
    for reason in (None, "Faltaba un premio"):
        house.clock.pass_(HOUR)
        waiting = await house.do(lock_for_draw, drawn, user_id, house.clock.now + HOUR, reason)
        await house.do(note_published, waiting.key, "El grupo", house.clock.now, (-100, 7), None)
        house.clock.pass_(HOUR)
        over = await house.do(draw, waiting.key, user_id)
    first, *_ = await house.look(list_winners, over.key)
    await house.do(hand_over, first.winner.key, user_id)
    void = await house.do(lock_for_draw, locked, user_id, house.clock.now + HOUR)
    await house.do(void_draw, void.key, "Hubo un error", user_id)
    await house.do(lock_for_draw, locked, user_id, house.clock.now + 24 * HOUR)
    await house.do(close_project, closed, user_id)
    await house.do(cancel_project, cancelled, user_id)


async def _small(house: House, user_id: int, name: str) -> ProjectKey:
    project = await house.do(create_project, user_id, name)
    await house.do(set_draw_method, project.key, DrawMethod.SEALED, user_id)
    await house.do(add_set_to, project.key, NumberRange(1, 50, 0), 200, user_id)
    await house.do(add_prize_to, project.key, "Una cabra", user_id)
    await house.sell(project.key, 7, 8)
    await house.do(buy, project.key, Chosen((9,)), LUIS)
    return project.key


async def _somebody_leaves(house: House) -> None:
    await house.do(erase, ZOE.telegram_id, lambda language: "Nadie")
