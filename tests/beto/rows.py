"""His own user, and the numbers of Ana's rows."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from db.announcements import Announcement
from db.backdrops import SentPhoto
from db.buyers import Buyer
from db.draws import Draw, DrawResult, Post
from db.due import ReminderKey
from db.errands import Errand
from db.finds import Wanted
from db.imports import Import
from db.links import Link
from db.live_boards import LiveBoard
from db.many_orders import Claimed
from db.orders import Order
from db.payments import Payment
from db.prizes import Prize
from db.projects import Project
from db.proofs import Proof
from db.sets import RaffleSet
from db.tasks import Task
from db.users import User
from db.waiting import Waiter
from db.winners import HeldBy, Winner
from rules.imports.entries import Ground
from rules.imports.planning import Offer, World, plan
from rules.imports.reading import read_listing
from rules.keys import (
    BuyerKey,
    DrawKey,
    ImportKey,
    LiveBoardKey,
    OrderKey,
    ProjectKey,
    ProofKey,
    SetKey,
    TaskKey,
    WaitingKey,
    WinnerKey,
)
from rules.lottery import Lottery
from rules.phones import read_phone
from rules.reminding import Planned
from rules.states import PaymentMethod
from services.buyers import NumberedBuyer
from services.histories import HistoryRow
from services.picking import Selection
from services.sales import Taking
from services.strangers import Person
from services.surveys import wanted_of
from services.taking_in import Prepared
from tests.cast import BETO

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
ERRAND = Errand(BETO, 1, "closing", NOW)
DAY_BEFORE = ERRAND._replace(kind="day-before")
PAYMENT = Payment(BETO, 1, 1, 9, 100, "cash", BETO)
PRIZE = Prize(BETO, 1, 1, "Beto's")
LINK = Link(BETO, 1, "claim", "live", "a" * 26, None, 3)
SELECTION = Selection(PROJECT, [SET], (7,), (), 700)
PLANNED = Planned("3h", datetime(2026, 3, 4, 12, 30, tzinfo=UTC))
REMINDER_KEY = ReminderKey(*RESERVED, *PLANNED)
DIGEST = "a" * 8
RECEIPT = {7: "a" * 26}
HAPPENED = HistoryRow(1, NOW, BETO, "order.sold", 1, 3, 3, "Beto's", {}, {})
TELEGRAM_OF_LUIS = 7
TELEGRAM_OF_MAX = 8
PROOF_KEY = ProofKey(BETO, 1, 5, 1)
WAITING_KEY = WaitingKey(BETO, 1, 9, 1)
PROOF = Proof(*PROOF_KEY, "photo", "waiting", "file", "unique", None, BETO)
WAITER = Waiter(*WAITING_KEY, 3, "waiting", None)
LUIS_HIMSELF, MAX = Person(TELEGRAM_OF_LUIS, "Luis"), Person(TELEGRAM_OF_MAX, "Max")
TAKING = Taking(PROJECT, BUYER, BETO, [(SET, [7, 50])], [SET])
DRAW_KEY, WINNER_KEY = DrawKey(BETO, 1, 1), WinnerKey(BETO, 1, 1, 1, 1)
DRAW = Draw(*DRAW_KEY, "locked", "betos", "sealed", 1, 0, per_holder=False, due_at=NOW, made_by=BETO)
DRAW_RESULT = DrawResult(*DRAW_KEY, 1, None, None, None, None, BETO)
POST = Post(*DRAW_KEY, 1, "Beto's group", None, None, None, NOW)
WINNER = Winner(*WINNER_KEY, "A1", None, 9, 3, 1, "alternate")
HELD_BY = HeldBy(WINNER, BUYER_KEY, "Beto's", None, BETO)
SENT_PHOTO = SentPhoto(*PROJECT_KEY, "hers", BETO, None, 0)
LIVE_BOARD_KEY = LiveBoardKey(BETO, 1, -100)
LIVE_BOARD = LiveBoard(*LIVE_BOARD_KEY, "standing", "Beto's", None, in_channel=False, due_at=NOW, letter="a")
LOTTERY = Lottery("Beto's", "all of it", "https://example.org", 4, "last:2", "void")
TASK_KEY = TaskKey(BETO, 1)
IMPORT_KEY = ImportKey(BETO, 1, 1)
IMPORT = Import(*IMPORT_KEY, "collecting")
LISTING = read_listing("60 Luis +573001234567 paid", Ground(2, None, "EUR", "en"))
WANTED = wanted_of(LISTING)
LISTED = World((Offer(0, 99, 1, 700),), frozenset(), {}, {})
PREPARED = Prepared(WANTED, LISTED, plan(LISTING, LISTED))
CLAIMED = Claimed(60, 1, 1, 3, 700, None, None)
TASK = Task(*TASK_KEY, "export", "waiting", 1, BETO, None)
ANNOUNCEMENT = Announcement(*TASK_KEY, 1, "all", "Beto's", None, 1, 0)
WHATEVER = Wanted(state=None, ranges=None, buyer_number=None, method=None, since=None, until=None)
