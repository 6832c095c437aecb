"""What Beto asks for, through every door and every use case: his own user, and the numbers of Ana's rows."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import db.blocks
import db.buyers
import db.counters
import db.events
import db.finds
import db.orders
import db.payments
import db.prizes
import db.projects
import db.raffles
import db.sets
import db.totals
import db.users
import services.buyers
import services.holders
import services.lists
import services.organizers
import services.payments
import services.prizes
import services.projects
import services.releases
import services.sales
import services.sets
import services.totals
from db.buyers import Buyer
from db.finds import Wanted
from db.orders import Order
from db.payments import Payment
from db.prizes import Prize
from db.projects import Project
from db.raffles import Holding
from db.sets import RaffleSet
from db.users import User
from rules.keys import BuyerKey, OrderKey, ProjectKey, SetKey
from rules.numbers import AtRandom, Chosen, NumberRange
from rules.phones import read_phone
from rules.states import PaymentMethod, RaffleState
from services.buyers import NumberedBuyer, TypedBuyer
from services.lists import Filter
from tests.cast import BETO, LUIS, MARTA

Ask = Callable[..., Awaitable[object]]

NOW = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
CASH = PaymentMethod.CASH
PHONE = read_phone("+57 300 123 4567", None)
NUMBER_3 = NumberedBuyer(3)
"""Only Ana has a third buyer."""

PROJECT_KEY = ProjectKey(BETO, 1)
SET_KEY = SetKey(BETO, 1, 1)
BUYER_KEY = BuyerKey(BETO, 3)
RESERVED, PART_PAID, SOLD, VOIDED = (OrderKey(BETO, 1, number) for number in (1, 2, 3, 4))

USER = User(BETO, "Beto", "en", None, "EUR", "UTC", 60, 0, "21:00", "08:00", None, 1)
PROJECT = Project(BETO, 1, "Beto's", None, "open", "EUR", None, 60, 0, practice=False)
SET = RaffleSet(BETO, 1, 1, "0-99", "online", 0, 99, 0, 700)
BUYER = Buyer(BETO, 3, "Beto's", None, None, None, None, None)
ORDER = Order(BETO, 1, 1, 3, "reserved", "", 700, 0, BETO, NOW, NOW, None)
PAYMENT = Payment(BETO, 1, 1, 9, 100, "cash", BETO)
PRIZE = Prize(BETO, 1, 1, "Beto's")
RECEIPT = {7: "a" * 26}
WHATEVER = Wanted(state=None, ranges=None, buyer_number=None, method=None, since=None, until=None)

DOORS: list[tuple[Ask, tuple[Any, ...]]] = [
    (db.blocks.take_bits, (SET, [50])),
    (db.blocks.free_bits, (SET, [7])),
    (db.blocks.list_fills, (PROJECT_KEY,)),
    (db.blocks.choose_random, ([SET], 97)),
    (db.blocks.list_free, ([SET], 100)),
    (db.blocks.list_free_near, (SET, 7, 9)),
    (db.buyers.find_buyer, (BUYER_KEY,)),
    (db.buyers.lock_buyer, (BUYER_KEY,)),
    (db.buyers.list_buyers_with_phone, (BETO, PHONE)),
    (db.buyers.list_buyers_named, (BETO, "Luis")),
    (db.buyers.search_buyers, (BETO, "Luis", None, 10)),
    (db.buyers.search_buyers, (BETO, "4567", None, 10)),
    (db.buyers.search_buyers, (BETO, "+57 300 123 4567", None, 10)),
    (db.buyers.add_buyer, (BUYER,)),
    (db.buyers.change_buyer, (BUYER, BUYER._replace(name="Beto's"))),
    (db.counters.take_numbers, (BETO, "project:1:order")),
    (db.events.list_events, (BETO, None, 100)),
    (db.events.list_events, (BETO, 1, 100)),
    (db.finds.list_found, (PROJECT_KEY, WHATEVER, 100, 0)),
    (db.finds.list_found, (PROJECT_KEY, WHATEVER._replace(buyer_number=3), 100, 0)),
    (db.orders.find_order, (RESERVED,)),
    (db.orders.has_money, (PROJECT_KEY,)),
    (db.orders.add_order, (ORDER,)),
    (db.orders.change_order, (ORDER,)),
    (db.orders.write_void_reason, (PART_PAID, "Beto's")),
    (db.payments.add_payment, (PAYMENT,)),
    (db.payments.list_payments, (PART_PAID,)),
    (db.prizes.list_prizes, (PROJECT_KEY,)),
    (db.prizes.add_prize, (PRIZE,)),
    (db.projects.find_project, (PROJECT_KEY,)),
    (db.projects.lock_project, (PROJECT_KEY,)),
    (db.projects.list_projects, (BETO,)),
    (db.projects.add_project, (PROJECT,)),
    (db.projects.change_project, (PROJECT,)),
    (db.raffles.claim_numbers, (SET, Holding(RESERVED, 3, None), {7: None, 50: None})),
    (db.raffles.claim_numbers, (SET, Holding(RESERVED, 3, None), {50: None})),
    (db.raffles.list_numbers_of, (SOLD,)),
    (db.raffles.list_held, (PROJECT_KEY, [7, 9])),
    (db.raffles.sell_numbers, (RESERVED, "cash", RECEIPT)),
    (db.raffles.give_numbers, (RESERVED, 3, {7: None})),
    (db.raffles.free_numbers, (SET, RESERVED, [7])),
    (db.sets.list_sets, (PROJECT_KEY,)),
    (db.sets.find_set, (SET_KEY,)),
    (db.sets.add_set, (SET,)),
    (db.sets.change_set, (SET,)),
    (db.totals.sum_by_set, (PROJECT_KEY,)),
    (db.totals.sum_by_order_state, (PROJECT_KEY,)),
    (db.totals.sum_by_method, (PROJECT_KEY,)),
    (db.totals.sum_by_quarter, (PROJECT_KEY,)),
    (db.users.find_user_if_any, (BETO,)),
    (db.users.lock_user, (BETO,)),
    (db.users.add_user, (USER,)),
    (db.users.change_user, (USER,)),
]

USE_CASES: list[tuple[Ask, tuple[Any, ...]]] = [
    (services.buyers.find_or_add_buyer, (BETO, NUMBER_3, BETO)),
    (services.buyers.find_or_add_buyer, (BETO, TypedBuyer("Somebody", PHONE), BETO)),
    (services.buyers.find_or_add_buyer, (BETO, LUIS, BETO)),
    (services.buyers.add_new_buyer, (BETO, "Luis", PHONE, BETO)),
    (services.buyers.search, (BETO, "+57 300 123 4567", 10)),
    (services.buyers.rename_buyer, (BUYER_KEY, "Beto's", BETO)),
    (services.buyers.correct_phone, (BUYER_KEY, PHONE, BETO)),
    (services.buyers.correct_email, (BUYER_KEY, "b@example.org", BETO)),
    (services.buyers.write_notes, (BUYER_KEY, "Beto's", BETO)),
    (services.holders.change_holder, (SOLD, NUMBER_3, BETO)),
    (services.holders.change_holder, (SOLD, MARTA, BETO)),
    (services.lists.find_numbers, (PROJECT_KEY, Filter())),
    (services.lists.find_numbers, (PROJECT_KEY, Filter(state=RaffleState.AVAILABLE, set_number=1))),
    (services.lists.find_numbers, (PROJECT_KEY, Filter(buyer_number=3, first_day=date(2026, 3, 1)))),
    (services.organizers.find_organizer, (BETO,)),
    (services.organizers.welcome, (BETO, "Beto", "en")),
    (services.organizers.choose_country, (BETO, "CO")),
    (services.organizers.choose_language, (BETO, "pt")),
    (services.organizers.choose_currency, (BETO, "EUR")),
    (services.organizers.choose_zone, (BETO, "Europe/Madrid")),
    (services.organizers.choose_quiet_hours, (BETO, time(23), time(7))),
    (services.organizers.choose_hold, (BETO, HOUR)),
    (services.organizers.choose_grace, (BETO, HOUR)),
    (services.organizers.write_payment_text, (BETO, "Beto's")),
    (services.organizers.rename_organizer, (BETO, "Beto B.")),
    (services.payments.pay_for_number, (PROJECT_KEY, 7, BETO, CASH)),
    (services.payments.pay, (RESERVED, BETO, CASH)),
    (services.payments.pay, (PART_PAID, BETO, CASH, 10**9)),
    (services.payments.complete, (ORDER, [7], CASH)),
    (services.payments.last_method, (PART_PAID,)),
    (services.payments.record_payment, (ORDER, 100, CASH, BETO)),
    (services.prizes.add_prize_to, (PROJECT_KEY, "Beto's", BETO)),
    (services.projects.create_project, (BETO, "Beto's")),
    (services.projects.choose_project, (PROJECT_KEY,)),
    (services.projects.rename_project, (PROJECT_KEY, "Beto's", BETO)),
    (services.projects.describe_project, (PROJECT_KEY, "Beto's", BETO)),
    (services.projects.set_draw_date, (PROJECT_KEY, NOW + HOUR, BETO)),
    (services.projects.set_terms, (PROJECT_KEY, HOUR, HOUR, BETO)),
    (services.projects.set_currency, (PROJECT_KEY, "EUR", BETO)),
    (services.projects.close_project, (PROJECT_KEY, BETO)),
    (services.projects.reopen_project, (PROJECT_KEY, BETO)),
    (services.releases.release, (PROJECT_KEY, [7, 9], BETO)),
    (services.releases.release, (PROJECT_KEY, [7], BETO)),
    (services.releases.void, (SOLD, "Beto's", BETO)),
    (services.releases.void, (VOIDED, "Beto's", BETO)),
    (services.sales.reserve, (PROJECT_KEY, Chosen((7, 50)), NUMBER_3, BETO)),
    (services.sales.sell, (PROJECT_KEY, AtRandom(2), LUIS, BETO)),
    (services.sets.add_set_to, (PROJECT_KEY, NumberRange(50, 150, 0), 500, BETO)),
    (services.sets.grow_set, (SET_KEY, 150, BETO)),
    (services.totals.stand_of, (PROJECT_KEY,)),
]

EXCEPTIONS = {
    "db.events.seal_events": "is given no key: it chains what its own unit noted, see tests/db/test_events.py",
    **dict.fromkeys(("db.inbox", "db.outbox", "db.dialogs", "db.data_keys"), "the machinery's: no tenant's rows"),
    "db.invariants": "looks at the rows of everybody for the operator",
}
