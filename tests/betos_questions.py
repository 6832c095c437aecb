"""What Beto asks for, through every door and every use case: his own user, and the numbers of Ana's rows."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import db.blocks
import db.buyers
import db.checklists
import db.counters
import db.digests
import db.draw_entries
import db.draws
import db.endings
import db.erasing
import db.errands
import db.events
import db.finds
import db.histories
import db.holdings
import db.links
import db.merges
import db.muting
import db.orders
import db.payments
import db.practice
import db.prizes
import db.projects
import db.proofs
import db.raffles
import db.reminders
import db.sets
import db.summaries
import db.totals
import db.users
import db.waiting
import db.winners
import services.boards
import services.buyers
import services.buying
import services.called_off
import services.cards
import services.checklists
import services.clones
import services.copies
import services.countdowns
import services.digests
import services.draw_files
import services.draw_forwarding
import services.draw_news
import services.draw_settings
import services.drawing
import services.draws
import services.due_errands
import services.endings
import services.erasing
import services.errands
import services.expiries
import services.expiring
import services.histories
import services.holders
import services.holdings
import services.links
import services.lists
import services.locking
import services.merges
import services.more_time
import services.muting
import services.operators
import services.orders
import services.organizers
import services.overviews
import services.own_orders
import services.own_prizes
import services.paying_by
import services.payments
import services.picking
import services.plans
import services.practice
import services.prizes
import services.projects
import services.proofs
import services.public_boards
import services.reach
import services.readers
import services.readiness
import services.recalls
import services.releases
import services.releasing_all
import services.reminders
import services.reminding
import services.reminding_all
import services.reopening
import services.reports
import services.sales
import services.sets
import services.shares
import services.strangers
import services.summaries
import services.tickets
import services.totals
import services.undo
import services.waiting
import services.winners
from db.buyers import Buyer
from db.draws import Draw, DrawResult, Post
from db.due import ReminderKey
from db.endings import Concerned
from db.errands import Errand
from db.finds import Wanted
from db.links import Link
from db.orders import Order
from db.payments import Payment
from db.prizes import Prize
from db.projects import Project
from db.proofs import Proof
from db.raffles import Holding
from db.sets import RaffleSet
from db.users import User
from db.waiting import Waiter
from db.winners import HeldBy, Winner
from rules.keys import BuyerKey, DrawKey, OrderKey, ProjectKey, ProofKey, SetKey, WaitingKey, WinnerKey
from rules.lottery import Lottery
from rules.numbers import AtRandom, Chosen, NumberRange
from rules.phones import read_phone
from rules.reminding import Planned
from rules.states import DrawMethod, OrderState, PaymentMethod, ProjectState, ProofKind, RaffleState
from services.buyers import NumberedBuyer, TypedBuyer
from services.cards import Occasion
from services.drawing import Outcome
from services.histories import HistoryRow
from services.lists import Filter
from services.locking import Listed
from services.picking import Selection
from services.plans import Plan
from services.sales import Taking
from services.strangers import Person
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
LOTTERY = Lottery("Beto's", "all of it", "https://example.org", 4, "last:2", "void")
WHATEVER = Wanted(state=None, ranges=None, buyer_number=None, method=None, since=None, until=None)

DOORS: list[tuple[Ask, tuple[Any, ...]]] = [
    (db.blocks.has_taken, (PROJECT_KEY,)),
    (db.blocks.has_taken, (PROJECT_KEY, 2)),
    (db.blocks.take_bits, (SET, [50])),
    (db.blocks.free_bits, (SET, [7])),
    (db.blocks.list_fills, (PROJECT_KEY,)),
    (db.blocks.choose_random, ([SET], 97)),
    (db.blocks.list_free, ([SET], 100)),
    (db.blocks.count_taken, (SET, 100)),
    (db.blocks.list_free_near, (SET, 7, 9)),
    (db.buyers.find_buyer, (BUYER_KEY,)),
    (db.buyers.lock_buyer, (BUYER_KEY,)),
    (db.buyers.find_on_telegram_if_any, (BETO, TELEGRAM_OF_LUIS)),
    (db.buyers.list_buyers_by_name, (BETO, False, 10)),
    (db.buyers.list_buyers_by_name, (BETO, True, 10)),
    (db.buyers.list_buyers_numbered, (BETO, [1, 3])),
    (db.buyers.list_buyers_with_phone, (BETO, PHONE, False)),
    (db.buyers.list_buyers_named, (BETO, "Luis", False)),
    (db.buyers.search_buyers, (BETO, "Luis", None, 10)),
    (db.buyers.search_buyers, (BETO, "4567", None, 10)),
    (db.buyers.search_buyers, (BETO, "+57 300 123 4567", None, 10)),
    (db.buyers.add_buyer, (BUYER,)),
    (db.buyers.change_buyer, (BUYER, BUYER._replace(name="Beto's"))),
    (db.checklists.list_nameless, (PROJECT_KEY,)),
    (db.checklists.list_waiting_by_project, (BETO,)),
    (db.counters.take_numbers, (BETO, "project:1:order")),
    (db.digests.put_into_digest, ([REMINDER_KEY], DIGEST)),
    (db.digests.list_handed, (BETO, DIGEST)),
    (db.digests.tick_off_buyer, (BETO, DIGEST, 1)),
    (db.draw_entries.count_sold, (PROJECT_KEY,)),
    (db.draw_entries.count_holders, (PROJECT_KEY,)),
    (db.draw_entries.list_parts, (DRAW_KEY,)),
    (db.draw_entries.add_part, (DRAW_KEY, 9, b"Beto's")),
    (db.draw_entries.drop_parts, (DRAW_KEY,)),
    (db.draws.find_draw, (DRAW_KEY,)),
    (db.draws.find_locked_if_any, (PROJECT_KEY,)),
    (db.draws.find_last_drawn_if_any, (BETO,)),
    (db.draws.list_draws, (PROJECT_KEY,)),
    (db.draws.find_chain_end, (PROJECT_KEY, False)),
    (db.draws.find_chain_end, (PROJECT_KEY, True)),
    (db.draws.list_results, (DRAW_KEY,)),
    (db.draws.list_posts, (DRAW_KEY,)),
    (db.draws.add_draw, (DRAW,)),
    (db.draws.change_draw, (DRAW,)),
    (db.draws.add_result, (DRAW_RESULT,)),
    (db.draws.write_result, (DRAW_RESULT,)),
    (db.draws.add_post, (POST,)),
    (db.winners.list_winners, (DRAW_KEY,)),
    (db.winners.find_winner, (WINNER_KEY,)),
    (db.winners.add_winners, ([WINNER],)),
    (db.winners.change_winner, (WINNER,)),
    (db.endings.cancel_reservations, (PROJECT_KEY,)),
    (db.endings.free_reserved, (SET,)),
    (db.endings.list_concerned, (PROJECT_KEY,)),
    (db.endings.list_reserved_numbers, (SET, 5)),
    (db.endings.list_to_refund, (PROJECT_KEY, 100, 0)),
    (db.endings.sum_to_refund, (PROJECT_KEY,)),
    (db.erasing.list_merged_into, (BUYER_KEY,)),
    (db.erasing.list_sold_orders, (BUYER_KEY,)),
    (db.erasing.erase_from_orders, (BUYER_KEY,)),
    (db.erasing.erase_what_was_written, (BETO, "Nobody")),
    (db.errands.plan_errand, (ERRAND,)),
    (db.errands.plan_errand_if_none, (ERRAND,)),
    (db.errands.drop_errand, (BETO, 1, "closing")),
    (db.errands.list_errands, (BETO, 0)),
    (db.errands.claim_errand, (ERRAND,)),
    (db.events.list_events, (BETO, None, 100)),
    (db.events.list_events, (BETO, 1, 100)),
    (db.events.find_newest_before, (BETO, NOW + HOUR)),
    (db.events.list_speaking_of, (BETO, "state", 0)),
    (db.events.list_events_of_order, (RESERVED, 100)),
    (db.events.list_later_of_kind, (BETO, "order.reserved", 0, 100)),
    (db.events.list_later_events, (PROJECT_KEY, [1, 2], 1)),
    (db.finds.list_found, (PROJECT_KEY, WHATEVER, 100, 0)),
    (db.finds.list_found, (PROJECT_KEY, WHATEVER._replace(buyer_number=3), 100, 0)),
    (db.histories.list_told, (BETO, 100, 0)),
    (db.histories.list_told_of_project, (PROJECT_KEY, 100, 0)),
    (db.histories.list_told_of_buyer, (BUYER_KEY, 100, 0)),
    (db.holdings.sum_by_project, (BUYER_KEY, 100, 0)),
    (db.holdings.sum_by_buyer, (PROJECT_KEY, 100)),
    (db.holdings.count_numbers, (PROJECT_KEY, 3)),
    (db.holdings.count_orders, (PROJECT_KEY, 3, NOW)),
    (db.holdings.list_numbers_held, (PROJECT_KEY, 3, 5)),
    (db.holdings.sum_paid, (PROJECT_KEY, 3)),
    (db.links.find_live_claim_if_any, (BUYER_KEY,)),
    (db.links.find_live_share_if_any, (PROJECT_KEY,)),
    (db.links.list_live_shares, (BETO, 100)),
    (db.links.add_link, (LINK,)),
    (db.links.end_link, (LINK, "revoked")),
    (db.merges.move_holdings, (BuyerKey(BETO, 1), BUYER_KEY)),
    (db.muting.mute_orders, (PROJECT_KEY, 3)),
    (db.orders.find_order, (RESERVED,)),
    (db.orders.find_order_if_any, (RESERVED,)),
    (db.orders.list_owing_orders, (PROJECT_KEY, 100, 0)),
    (db.orders.list_orders_in_state, (PROJECT_KEY, "paid", 100, 0)),
    (db.orders.list_buyers_orders, (BUYER_KEY, 100, 0)),
    (db.orders.find_newest_number, (PROJECT_KEY,)),
    (db.orders.list_newest_holders, (PROJECT_KEY, 100)),
    (db.orders.list_newest_holders_anywhere, (BETO, False, 100)),
    (db.orders.sum_owing, (PROJECT_KEY,)),
    (db.orders.has_money, (PROJECT_KEY,)),
    (db.orders.add_order, (ORDER,)),
    (db.orders.change_order, (ORDER,)),
    (db.orders.write_void_reason, (PART_PAID, "Beto's")),
    (db.payments.add_payment, (PAYMENT,)),
    (db.payments.list_payments, (PART_PAID,)),
    (db.payments.undo_payment, (PART_PAID, 1)),
    (db.practice.list_made_up, (BETO,)),
    (db.practice.remove_practice_rows, (PROJECT_KEY,)),
    (db.practice.remove_made_up, (PROJECT_KEY, [3])),
    (db.prizes.list_prizes, (PROJECT_KEY,)),
    (db.prizes.find_prize, (PROJECT_KEY, 1)),
    (db.prizes.add_prize, (PRIZE,)),
    (db.prizes.change_prize, (PRIZE,)),
    (db.prizes.remove_prize, (PRIZE,)),
    (db.projects.find_project, (PROJECT_KEY,)),
    (db.projects.find_project_if_any, (PROJECT_KEY,)),
    (db.projects.lock_project, (PROJECT_KEY,)),
    (db.projects.lock_project_if_free, (PROJECT_KEY,)),
    (db.projects.lock_every_project, (BETO,)),
    (db.projects.list_projects, (BETO, 100)),
    (db.projects.list_running, (BETO, 100)),
    (db.projects.find_practice_if_any, (BETO,)),
    (db.projects.add_project, (PROJECT,)),
    (db.projects.change_project, (PROJECT,)),
    (db.proofs.find_proof, (PROOF_KEY,)),
    (db.proofs.list_proofs, (PROOF_KEY.order,)),
    (db.proofs.is_waiting_for_review, (PROOF_KEY.order,)),
    (db.proofs.list_waiting, (PROJECT_KEY, 100, 0)),
    (db.proofs.count_waiting, (PROJECT_KEY,)),
    (db.proofs.list_seen, (BETO, "unique", 100)),
    (db.proofs.add_proof, (PROOF,)),
    (db.proofs.decide_proof, (PROOF, "accepted")),
    (db.proofs.settle_proofs, (PROOF_KEY.order, "accepted")),
    (db.proofs.reopen_proofs, (PROOF_KEY.order, [1], "waiting")),
    (db.proofs.reject_every_proof, (PROJECT_KEY,)),
    (db.raffles.claim_numbers, (SET, Holding(RESERVED, 3, None), {7: None, 50: None})),
    (db.raffles.claim_numbers, (SET, Holding(RESERVED, 3, None), {50: None})),
    (db.raffles.list_numbers_of, (SOLD,)),
    (db.raffles.list_held, (PROJECT_KEY, [7, 9])),
    (db.raffles.list_first_held, (PROJECT_KEY, [1, 2, 3], 2)),
    (db.raffles.unsell_numbers, (SOLD,)),
    (db.raffles.sell_numbers, (RESERVED, "cash", RECEIPT)),
    (db.raffles.give_numbers, (RESERVED, 3, {7: None})),
    (db.raffles.free_numbers, (SET, RESERVED, [7])),
    (db.sets.list_sets, (PROJECT_KEY,)),
    (db.sets.list_ranges, (PROJECT_KEY,)),
    (db.sets.find_set, (SET_KEY,)),
    (db.sets.add_set, (SET,)),
    (db.sets.change_set, (SET,)),
    (db.sets.drop_set, (SET,)),
    (db.summaries.sum_up, (BETO, NOW - HOUR, NOW + HOUR)),
    (db.totals.count_reserved, (PROJECT_KEY,)),
    (db.totals.count_reserved_in, ([SET],)),
    (db.totals.sum_by_order_state, (PROJECT_KEY,)),
    (db.totals.sum_payments, (PROJECT_KEY, range(1, 100))),
    (db.totals.count_reserved_by_set, (PROJECT_KEY, range(1, 100))),
    (db.users.find_user_if_any, (BETO,)),
    (db.users.lock_user, (BETO,)),
    (db.users.add_user, (USER,)),
    (db.users.change_user, (USER,)),
    (db.users.mark_unreachable, (BETO,)),
    (db.users.mark_reachable, (BETO,)),
    (db.reminders.add_planned, ([(RESERVED, PLANNED)],)),
    (db.reminders.add_reminded, ([(RESERVED, PLANNED)],)),
    (db.reminders.drop_planned, ([(RESERVED, PLANNED)],)),
    (db.reminders.drop_all_planned, (RESERVED,)),
    (db.reminders.note_reminded, ([BUYER_KEY],)),
    (db.reminders.find_ordered_at, (RESERVED,)),
    (db.reminders.list_of_order, (RESERVED,)),
    (db.reminders.list_of_project, (PROJECT_KEY,)),
    (db.reminders.list_coming, (PROJECT_KEY, 100, 0)),
    (db.reminders.list_reserved, (PROJECT_KEY,)),
    (db.waiting.find_waiter_if_any, (WAITING_KEY,)),
    (db.waiting.list_line, (PROJECT_KEY, 9)),
    (db.waiting.list_lines, (PROJECT_KEY, [7, 9])),
    (db.waiting.list_every_line, (PROJECT_KEY,)),
    (db.waiting.list_offered, (PROJECT_KEY,)),
    (db.waiting.list_overdue_offers, (PROJECT_KEY,)),
    (db.waiting.list_waited_for_by, (PROJECT_KEY, 4)),
    (db.waiting.count_before, (WAITER._replace(waiting_number=2),)),
    (db.waiting.add_waiter, (WAITER,)),
    (db.waiting.change_waiter, (WAITER, "gone")),
    (db.waiting.end_every_line, (PROJECT_KEY,)),
    (db.waiting.end_waiting_of, (BUYER_KEY,)),
]

USE_CASES: list[tuple[Ask, tuple[Any, ...]]] = [
    (services.buyers.find_or_add_buyer, (BETO, NUMBER_3, BETO)),
    (services.buyers.find_or_add_buyer, (BETO, TypedBuyer("Somebody", PHONE), BETO)),
    (services.buyers.find_or_add_buyer, (BETO, LUIS, BETO)),
    (services.buyers.add_new_buyer, (BETO, "Luis", PHONE, BETO)),
    (services.buyers.find_meant, (BETO, NUMBER_3)),
    (services.buying.buy, (PROJECT_KEY, Chosen((7, 50)), MAX)),
    (services.buying.buy, (PROJECT_KEY, AtRandom(2), LUIS_HIMSELF, "Somebody")),
    (services.buying.list_online_sets, (PROJECT_KEY,)),
    (services.buying.count_left, (PROJECT._replace(most_per_buyer=9), 3)),
    (services.buyers.as_now, (BUYER._replace(merged_into=1),)),
    (services.buyers.lock_as_now, (BUYER_KEY,)),
    (services.buyers.list_buyers, (BETO,)),
    (services.buyers.list_recent_buyers, (PROJECT_KEY,)),
    (services.buyers.search, (BETO, "+57 300 123 4567", 10)),
    (services.buyers.rename_buyer, (BUYER_KEY, "Beto's", BETO)),
    (services.buyers.correct_phone, (BUYER_KEY, PHONE, BETO)),
    (services.buyers.correct_email, (BUYER_KEY, "b@example.org", BETO)),
    (services.buyers.write_notes, (BUYER_KEY, "Beto's", BETO)),
    (services.checklists.look_at_checklist, (PROJECT_KEY,)),
    (services.checklists.list_projects_with_proofs, (BETO,)),
    (services.clones.clone_project, (PROJECT_KEY, BETO)),
    (services.due_errands.carry_out, (ERRAND,)),
    (services.due_errands.carry_out, (ERRAND._replace(project_number=0, kind="summary", due_at=NOW),)),
    (services.due_errands.close_sales, (ERRAND, USER, PROJECT)),
    (services.due_errands.tell_what_is_missing, (DAY_BEFORE, USER, PROJECT._replace(draw_at=NOW + 5 * HOUR))),
    (services.due_errands.ask_for_proofs, (ERRAND._replace(kind="proofs"), USER)),
    (services.due_errands.plan_reminders_anew, (ERRAND._replace(project_number=0, kind="hours"), USER)),
    (services.due_errands.plan_reminders_of_raffle, (ERRAND._replace(kind="hours"), USER, PROJECT)),
    (services.due_errands.sum_up_the_day, (ERRAND._replace(kind="summary", since=NOW - 48 * HOUR), USER)),
    (services.called_off.list_called_off, (PROJECT_KEY, "3/1.9")),
    (services.called_off.post_called_off, (PROJECT, [Concerned(3, TELEGRAM_OF_LUIS, True, True)], {})),
    (services.draw_news.tell_organizer, ("locked", DRAW)),
    (services.draw_news.tell_winner, (HELD_BY,)),
    (services.draw_news.tell_winners, ([HELD_BY],)),
    (services.draw_forwarding.list_winners_to_tell, (DRAW_KEY, "1.1")),
    (services.countdowns.find_countdown, (DRAW_KEY,)),
    (services.countdowns.find_reveal, (DRAW_KEY, 1)),
    (services.countdowns.plan_reveals, (DRAW, 1)),
    (services.own_prizes.look_at_own_prize, (WINNER_KEY, TELEGRAM_OF_LUIS)),
    (services.draw_news.tell_of_prize, ("prize-passed", HELD_BY)),
    (services.draw_news.find_draw_news, (DRAW_KEY, SOLD)),
    (services.draw_files.send_proof, (DRAW_KEY, BETO)),
    (services.draw_files.send_last_proof, (BETO, BETO)),
    (services.draw_settings.set_lottery, (PROJECT_KEY, LOTTERY, BETO)),
    (services.draw_settings.require_lottery_unpromised, (PROJECT_KEY,)),
    (services.draw_settings.set_draw_terms, (PROJECT_KEY, 1, 9, BETO)),
    (services.draw_settings.look_at_chances, (PROJECT_KEY,)),
    (services.draw_settings.count_groups, (PROJECT._replace(draw_method="number"),)),
    (services.drawing.draw, (DRAW_KEY, BETO)),
    (services.drawing.ask_for_figure, (DRAW_KEY,)),
    (services.drawing.read_value, (DRAW_KEY, "1207")),
    (services.drawing.correct_figure, (DRAW_KEY, "1207", "Beto's", BETO)),
    (services.drawing.find_outcome, (DRAW_KEY,)),
    (services.drawing.conclude, (DRAW_KEY, Outcome(None, "", ()))),
    (services.draws.list_draws, (PROJECT_KEY,)),
    (services.draws.find_newest_draw, (PROJECT_KEY,)),
    (services.draws.look_at_draw, (DRAW_KEY,)),
    (services.draws.void_draw, (DRAW_KEY, "Beto's", BETO)),
    (services.draws.void_unheard, (DRAW_KEY,)),
    (services.draws.note_published, (DRAW_KEY, "Beto's", NOW, None, None)),
    (services.draws.proof_of, (DRAW_KEY,)),
    (services.locking.lock_for_draw, (PROJECT_KEY, BETO)),
    (services.locking.make_list, (DRAW_KEY,)),
    (services.locking.store_parts, (DRAW_KEY, [b"Beto's"])),
    (services.locking.commit_to, (DRAW_KEY, Listed("", 1, ()))),
    (services.readiness.look_at_readiness, (PROJECT_KEY,)),
    (services.winners.hand_over, (WINNER_KEY, BETO)),
    (services.winners.confirm, (WINNER_KEY, "ABCDEFG", BETO)),
    (services.winners.confirm_own, (WINNER_KEY, TELEGRAM_OF_LUIS)),
    (services.endings.cancel_project, (PROJECT_KEY, BETO)),
    (services.endings.list_refunds, (PROJECT_KEY,)),
    (services.erasing.list_still_held, ([PROJECT],)),
    (services.expiring.expire, (RESERVED,)),
    (services.expiries.find_ended, (RESERVED,)),
    (services.expiries.list_ended, (BETO, NOW)),
    (services.errands.plan_for_project, (PROJECT._replace(draw_at=NOW + 48 * HOUR),)),
    (services.errands.plan_asking_for_proofs, (BETO,)),
    (services.errands.plan_summary, (USER,)),
    (services.errands.plan_new_hours, (BETO,)),
    (services.errands.replan_for_organizer, (USER._replace(zone="Asia/Tokyo"), [PROJECT])),
    (services.histories.list_history, (PROJECT_KEY,)),
    (services.histories.list_buyer_history, (BUYER_KEY,)),
    (services.histories.list_organizer_history, (BETO,)),
    (services.histories.find_places, (BETO, [HAPPENED])),
    (services.holdings.find_holdings, (BUYER_KEY,)),
    (services.holdings.look_at_buyer, (BUYER_KEY,)),
    (services.holdings.list_top_buyers, (PROJECT_KEY,)),
    (services.links.claim_link, (BUYER_KEY, BETO)),
    (services.links.open_claim, ("a" * 26, BETO)),
    (services.links.revoke_link, (BUYER_KEY, BETO)),
    (services.merges.merge_buyers, (BuyerKey(BETO, 1), BUYER_KEY, BETO)),
    (services.merges.merge_buyers, (BUYER_KEY, BuyerKey(BETO, 1), BETO)),
    (services.muting.is_muted, (RESERVED,)),
    (services.muting.stop_reminders, (TELEGRAM_OF_LUIS, RESERVED)),
    (services.holders.change_holder, (SOLD, NUMBER_3, BETO)),
    (services.holders.change_holder, (SOLD, MARTA, BETO)),
    (services.lists.find_numbers, (PROJECT_KEY, Filter())),
    (services.lists.find_numbers, (PROJECT_KEY, Filter(state=RaffleState.AVAILABLE, set_number=1))),
    (services.lists.find_numbers, (PROJECT_KEY, Filter(buyer_number=3, first_day=date(2026, 3, 1)))),
    (services.orders.find_order_view, (RESERVED,)),
    (services.orders.find_order_of_number, (PROJECT_KEY, 7)),
    (services.orders.list_owing, (PROJECT_KEY,)),
    (services.orders.count_owing, (PROJECT_KEY,)),
    (services.orders.list_orders_with_state, (PROJECT_KEY, OrderState.PAID)),
    (services.orders.look_at_orders, (PROJECT_KEY, OrderState.RESERVED)),
    (services.orders.look_at_orders, (PROJECT_KEY, OrderState.PAID)),
    (services.orders.list_orders_of_buyer, (BUYER_KEY,)),
    (services.orders.list_order_events, (PART_PAID,)),
    (services.orders.list_what_they_hold, ([RESERVED, SOLD],)),
    (services.more_time.wish_more_time, (RESERVED, TELEGRAM_OF_LUIS, int((NOW + 48 * HOUR).timestamp()))),
    (services.more_time.grant_more_time, (RESERVED, BETO)),
    (services.more_time.refuse_more_time, (RESERVED, BETO)),
    (services.paying_by.choose_to_pay_by, (RESERVED, TELEGRAM_OF_LUIS, CASH)),
    (services.paying_by.note_paying_by, (RESERVED, BETO, CASH)),
    (services.orders.post_time_answered, (ORDER, TELEGRAM_OF_LUIS)),
    (services.orders.extend, (RESERVED, HOUR, BETO)),
    (services.organizers.find_organizer, (BETO,)),
    (services.organizers.welcome, (BETO, "Beto", "en")),
    (services.organizers.choose_country, (BETO, "CO")),
    (services.organizers.choose_language, (BETO, "pt")),
    (services.organizers.choose_currency, (BETO, "EUR")),
    (services.organizers.choose_zone, (BETO, "Europe/Madrid")),
    (services.organizers.choose_quiet_hours, (BETO, time(23), time(7))),
    (services.organizers.choose_summary, (BETO, False)),
    (services.organizers.choose_hold, (BETO, HOUR)),
    (services.organizers.choose_grace, (BETO, HOUR)),
    (services.organizers.choose_digest, (BETO, time(7))),
    (services.organizers.write_payment_text, (BETO, "Beto's")),
    (services.organizers.rename_organizer, (BETO, "Beto B.")),
    (services.operators.tell_of_failed_backup, ([BETO], "the disk is full", NOW)),
    (services.operators.tell_of_quarantine, ([BETO], 4711, "message", "ValueError")),
    (services.reach.lose_touch, (4711, BUYER_KEY)),
    (services.reach.find_lost_buyer, (BUYER_KEY,)),
    (services.reach.is_within_reach, (BUYER,)),
    (services.reach.be_in_touch, (BETO,)),
    (services.overviews.look_around, (BETO,)),
    (services.overviews.list_all_projects, (BETO, 1)),
    (services.overviews.look_at_project, (PROJECT_KEY,)),
    (services.own_orders.look_at_own_order, (RESERVED, TELEGRAM_OF_LUIS)),
    (services.own_orders.release_by_buyer, (RESERVED, [7], TELEGRAM_OF_LUIS)),
    (services.own_orders.take_back, (RESERVED, TELEGRAM_OF_LUIS)),
    (services.payments.pay_for_number, (PROJECT_KEY, 7, BETO, CASH)),
    (services.picking.look_at_selection, (PROJECT_KEY, [7, 30])),
    (services.picking.look_at_selection, (PROJECT_KEY, [7, 30], TELEGRAM_OF_LUIS)),
    (services.picking.add_to_selection, (SELECTION, [8])),
    (services.picking.add_random, (SELECTION, 97)),
    (services.picking.count_free, (SELECTION,)),
    (services.picking.page_of, (SELECTION, 1)),
    (services.picking.page_of, (SELECTION._replace(numbers=()), 2)),
    (services.payments.pay, (RESERVED, BETO, CASH)),
    (services.payments.pay, (PART_PAID, BETO, CASH, 10**9)),
    (services.payments.complete, (ORDER, [7], CASH, BETO)),
    (services.payments.last_method, (PART_PAID,)),
    (services.payments.record_payment, (ORDER, 100, CASH, BETO)),
    (
        services.plans.create_as_planned,
        (BETO, Plan("Beto's", ("A cake",), NumberRange(0, 9, 0), 500, "EUR", NOW + 2 * HOUR, DrawMethod.BEACON)),
    ),
    (services.practice.start_practice, (BETO, "Beto's", "A cake", ["Uno", "Dos", "Tres"])),
    (services.practice.end_practice, (ProjectKey(BETO, 2), BETO)),
    (services.prizes.list_prizes, (PROJECT_KEY,)),
    (services.prizes.rename_prize, (PROJECT_KEY, 1, "Beto's", BETO)),
    (services.prizes.remove_prize, (PROJECT_KEY, 1, BETO)),
    (services.prizes.add_prize_to, (PROJECT_KEY, "Beto's", BETO)),
    (services.projects.create_project, (BETO, "Beto's")),
    (services.boards.look_at_page, (PROJECT_KEY, 1)),
    (services.boards.post_board, (PROJECT_KEY, 1, BETO)),
    (services.public_boards.look_at_board, ([SET],)),
    (services.projects.choose_project, (PROJECT_KEY,)),
    (services.projects.rename_project, (PROJECT_KEY, "Beto's", BETO)),
    (services.projects.describe_project, (PROJECT_KEY, "Beto's", BETO)),
    (services.projects.set_draw_date, (PROJECT_KEY, NOW + HOUR, BETO)),
    (services.projects.set_closing, (PROJECT_KEY, HOUR, BETO)),
    (services.projects.set_draw_method, (PROJECT_KEY, DrawMethod.NUMBER, BETO)),
    (services.projects.set_reminder_plan, (PROJECT_KEY, (), BETO)),
    (services.projects.set_cash_plan, (PROJECT_KEY, (), BETO)),
    (services.projects.set_more_time, (PROJECT_KEY, HOUR, BETO)),
    (services.projects.require_unpromised, (PROJECT_KEY, "prize")),
    (services.projects.active_project, (BETO,)),
    (services.projects.list_open_projects, (BETO,)),
    (services.projects.list_all_projects, (BETO,)),
    (services.projects.set_terms, (PROJECT_KEY, HOUR, HOUR, BETO)),
    (services.projects.set_limits, (PROJECT_KEY, 5, 9, BETO)),
    (services.projects.set_currency, (PROJECT_KEY, "EUR", BETO)),
    (services.projects.close_project, (PROJECT_KEY, BETO)),
    (services.projects.move_project, (PROJECT_KEY, ProjectState.CLOSED, BETO)),
    (services.reopening.reopen_project, (PROJECT_KEY, BETO)),
    (services.copies.send_copy, (SOLD, BETO)),
    (services.proofs.find_waiting_proof, (RESERVED,)),
    (services.proofs.send_proof, (RESERVED, TELEGRAM_OF_LUIS, ProofKind.PHOTO, "file", "unique")),
    (services.proofs.find_own, (RESERVED, TELEGRAM_OF_LUIS)),
    (services.proofs.find_proof_view, (PROOF_KEY,)),
    (services.proofs.accept_proof, (PROOF_KEY, BETO)),
    (services.proofs.reject_proof, (PROOF_KEY, "Beto's", BETO)),
    (services.proofs.ask_again, (PROOF_KEY, BETO)),
    (services.proofs.list_waiting_proofs, (PROJECT_KEY,)),
    (services.proofs.count_waiting_proofs, (PROJECT_KEY,)),
    (services.readers.find_reader, (None, BETO)),
    (services.releases.free, (RESERVED, [7])),
    (services.releases.release, (PROJECT_KEY, [7, 9], BETO)),
    (services.releases.release, (PROJECT_KEY, [7], BETO)),
    (services.readers.find_hours, (TELEGRAM_OF_LUIS, BETO)),
    (services.reminders.plan_reminders, (PROJECT, ORDER, None)),
    (services.reminders.replan_reminders, (PROJECT, ORDER, TELEGRAM_OF_LUIS)),
    (services.reminders.replan_project, (PROJECT,)),
    (services.reminders.list_planned, (PROJECT_KEY,)),
    (services.recalls.post_recall, (PROJECT, ORDER._replace(state="paid"), ORDER._replace(state="cancelled"), BETO)),
    (services.recalls.post_recall, (PROJECT, ORDER, ORDER._replace(buyer_number=1), BETO)),
    (services.recalls.post_counts_again, (PROJECT, ORDER, "a" * 8, BETO)),
    (services.recalls.find_recall, (VOIDED, 3, "a" * 8)),
    (services.recalls.find_counting_again, (RESERVED, 3)),
    (services.reminding.find_reminder, (RESERVED,)),
    (services.reminding.find_wanted_reminder, (RESERVED,)),
    (services.reminding_all.remind_all, (PROJECT_KEY, BETO)),
    (services.reminding.post_reminder, (BUYER_KEY, TELEGRAM_OF_LUIS, [RESERVED], "once")),
    (services.digests.post_digests, (BETO, [(1, REMINDER_KEY)], "once")),
    (services.digests.hand_over, (BETO, [(1, RESERVED)], "once")),
    (services.digests.look_at_digest, (BETO, DIGEST)),
    (services.digests.tick_off, (BETO, DIGEST, 1)),
    (services.reminding.remind, (RESERVED, BETO)),
    (services.reports.post_report, (PROJECT_KEY, BETO)),
    (services.releasing_all.list_unpaid, (PROJECT_KEY,)),
    (services.releasing_all.release_unpaid, (PROJECT_KEY, BETO)),
    (services.releases.void, (SOLD, "Beto's", BETO)),
    (services.releases.void, (VOIDED, "Beto's", BETO)),
    (services.sales.take, (TAKING,)),
    (services.sales.choose, (PROJECT_KEY, [SET], AtRandom(2))),
    (services.sales.free_near, ([SET], 7, frozenset())),
    (services.sales.claim, ([(SET, [7, 50])], Holding(RESERVED, 3, None))),
    (services.sales.reserve, (PROJECT_KEY, Chosen((7, 50)), NUMBER_3, BETO)),
    (services.sales.sell, (PROJECT_KEY, AtRandom(2), LUIS, BETO)),
    (services.sets.look_at_sets, (PROJECT_KEY,)),
    (services.sets.add_set_to, (PROJECT_KEY, NumberRange(50, 150, 0), 500, BETO)),
    (services.sets.grow_set, (SET_KEY, 150, BETO)),
    (services.sets.change_price, (SET_KEY, 150, BETO)),
    (services.sets.remove_set, (SetKey(BETO, 1, 2), BETO)),
    (services.shares.share_link, (PROJECT_KEY, BETO)),
    (services.shares.revoke_share, (PROJECT_KEY, BETO)),
    (services.shares.share_open_projects, (BETO,)),
    (services.cards.post_card, (BETO, BETO, "a" * 26, Occasion.OPENED)),
    (services.strangers.find_known_buyer, (BETO, TELEGRAM_OF_LUIS)),
    (services.strangers.find_or_add_person, (BETO, LUIS_HIMSELF)),
    (services.strangers.find_twin, (BUYER._replace(phone="+57 300 123 4567", phone_e164="+573001234567"),)),
    (services.summaries.find_summary, (BETO, NOW - HOUR, NOW + HOUR)),
    (services.tickets.find_ticket, (SOLD,)),
    (services.tickets.post_ticket, (ORDER._replace(order_number=3), BETO)),
    (services.tickets.send_again, (SOLD,)),
    (services.totals.glance_at, (PROJECT_KEY,)),
    (services.totals.stand_of, (PROJECT_KEY,)),
    (services.totals.is_quickly_told, (PROJECT_KEY,)),
    (services.undo.undo, (BETO, "aaaaaaaa", BETO)),
    (services.waiting.wait_for, (PROJECT_KEY, 9, LUIS_HIMSELF)),
    (services.waiting.wait_for, (PROJECT_KEY, 7, MAX)),
    (services.waiting.stop_waiting, (PROJECT_KEY, 9, TELEGRAM_OF_LUIS)),
    (services.waiting.find_offered, (WAITING_KEY,)),
    (services.waiting.offer_freed, (PROJECT_KEY, [9])),
    (services.waiting.offer_what_is_free, (PROJECT_KEY,)),
    (services.waiting.pass_on, (PROJECT_KEY,)),
    (services.waiting.leave_lines, (PROJECT_KEY, [9], 3)),
]

EXCEPTIONS = {
    "db.events.seal_events": "is given no key: it chains what its own unit noted, see tests/db/test_events.py",
    **dict.fromkeys(
        ("db.inbox", "db.outbox", "db.dialogs", "db.data_keys", "db.files", "db.leases", "db.forgetting"),
        "the machinery's: no tenant's rows",
    ),
    **dict.fromkeys(
        (
            *("db.anywhere", "db.erasing.erase_what_was_said", "db.muting.unmute_orders_anywhere"),
            *("db.waiting.list_waited_for_anywhere", "services.my_tickets", "services.own_orders.find_own_order"),
            "services.own_prizes.find_own_prize",
            *("services.muting.allow_reminders", "services.privacy", "services.copies.send_my_data"),
            *("services.erasing.erase", "services.waiting.list_waited_for"),
            "services.reminders.hurry_reminders_of",
        ),
        "a person's own, with every organizer: asked by their account alone, see tests/services/test_my_tickets.py",
    ),
    **dict.fromkeys(
        (
            *("db.waiting.list_projects_with_due_offers", "services.waiting.list_due_offers"),
            *("db.errands.find_due_errand", "db.due", "services.expiries.expire_due", "services.due_reminders"),
        ),
        "the clock's: of everybody",
    ),
    **dict.fromkeys(
        ("db.orders.find_order_with_check_code_if_any", "services.checks", "services.shares.open_share"),
        "whoever knows the code is meant, see tests/services/test_shares.py and test_checks.py",
    ),
    "services.cards.find_card": "whoever knows the code is meant, see tests/bot/test_card_notices.py",
    **dict.fromkeys(
        ("db.projects.find_project_with_slug_if_any", "services.public_pages"),
        "whoever knows the address is meant, see tests/services/test_draws.py",
    ),
    **dict.fromkeys(
        (
            *("db.due_draws", "services.draws.list_due_draws", "services.draw_news.tell_some"),
            *("services.winners.pass_on_unclaimed", "services.countdowns.count_down"),
            "services.countdowns.list_new_steps",
        ),
        "the clock's: of everybody, see tests/bot/test_draws_due.py",
    ),
    "services.shares.link_kind": "whoever knows the code is meant, see tests/services/test_shares.py",
    "db.links.find_link_if_any": "whoever knows the code is meant, see tests/services/test_links.py",
    **dict.fromkeys(("db.copying", "db.held_letters"), "the operator's: all rows, or letters of everybody"),
    "db.invariants": "looks at the rows of everybody for the operator",
}
