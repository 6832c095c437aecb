"""What is asked of each use case, and who need not be asked."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import services.announcements
import services.announcing
import services.backdrops
import services.bars
import services.boards
import services.buyers
import services.buying
import services.called_off
import services.cards
import services.charts
import services.checklists
import services.clones
import services.comparisons
import services.copies
import services.countdowns
import services.digests
import services.draw_files
import services.draw_forwarding
import services.draw_news
import services.draw_posts
import services.draw_settings
import services.drawing
import services.draws
import services.due_errands
import services.endings
import services.erasing
import services.errands
import services.expiries
import services.expiring
import services.exports
import services.histories
import services.holders
import services.holdings
import services.import_undo
import services.imports
import services.links
import services.lists
import services.live_boards
import services.locking
import services.looks
import services.merges
import services.more_time
import services.muting
import services.operators
import services.opting_out
import services.orders
import services.organizers
import services.overviews
import services.own_orders
import services.own_prizes
import services.paper
import services.paying_by
import services.payments
import services.periods
import services.picking
import services.plans
import services.practice
import services.prizes
import services.projects
import services.proofs
import services.public_boards
import services.quotas
import services.rankings
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
import services.report_days
import services.reports
import services.sales
import services.sets
import services.shares
import services.strangers
import services.summaries
import services.surveys
import services.taking_in
import services.tasks
import services.tickets
import services.totals
import services.undo
import services.waiting
import services.winners
from db.endings import Concerned
from db.raffles import Holding
from rules.announcements import Audience
from rules.imports.planning import Counts
from rules.keys import BuyerKey, ProjectKey, SetKey
from rules.numbers import AtRandom, Chosen, NumberRange
from rules.quotas import Quota
from rules.states import DrawMethod, OrderState, ProjectState, ProofKind, RaffleState
from rules.tasks import TaskKind
from services.buyers import TypedBuyer
from services.cards import Occasion
from services.charts import Measure
from services.drawing import Outcome
from services.imports import Shown
from services.lists import Filter
from services.live_boards import Place, Right
from services.locking import Listed
from services.periods import Days
from services.plans import Plan
from services.reports import Asked, View
from tests.beto.rows import (
    BUYER,
    BUYER_KEY,
    CASH,
    DAY_BEFORE,
    DIGEST,
    DRAW,
    DRAW_KEY,
    ERRAND,
    HAPPENED,
    HELD_BY,
    HOUR,
    IMPORT_KEY,
    LIVE_BOARD_KEY,
    LOTTERY,
    LUIS_HIMSELF,
    MAX,
    NOW,
    NUMBER_3,
    ORDER,
    PART_PAID,
    PHONE,
    PREPARED,
    PROJECT,
    PROJECT_KEY,
    PROOF_KEY,
    REMINDER_KEY,
    RESERVED,
    SELECTION,
    SENT_PHOTO,
    SET,
    SET_KEY,
    SOLD,
    TAKING,
    TASK_KEY,
    TELEGRAM_OF_LUIS,
    USER,
    VOIDED,
    WAITING_KEY,
    WANTED,
    WINNER_KEY,
    Ask,
)
from tests.cast import BETO, LUIS, MARTA

USE_CASES: list[tuple[Ask, tuple[Any, ...]]] = [
    (services.announcements.look_at_audiences, (PROJECT_KEY,)),
    (services.announcements.require_may_announce, (BETO,)),
    (services.announcements.begin_announcement, (TASK_KEY, 1, Audience.ALL, "Beto's", None)),
    (services.announcements.find_addressed, (TASK_KEY, TELEGRAM_OF_LUIS)),
    (services.announcing.post_some, (TASK_KEY,)),
    (services.announcing.count_sent, (TASK_KEY,)),
    (services.announcing.count_left, (TASK_KEY,)),
    (services.announcing.count_on_their_way, (TASK_KEY,)),
    (services.strangers.require_not_barred, (PROJECT,)),
    (services.quotas.require_room, (BETO, Quota.RAFFLES)),
    (services.quotas.look_at_quotas, (BETO,)),
    (services.opting_out.opt_out, (TELEGRAM_OF_LUIS, RESERVED)),
    (services.opting_out.opt_in, (TELEGRAM_OF_LUIS, RESERVED)),
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
    (services.draw_posts.tell_where_boards_stand, (DRAW._replace(commitment="a"), 0)),
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
    (services.exports.look_at_export, (PROJECT_KEY,)),
    (services.histories.list_history_since, (PROJECT_KEY, 3, 100)),
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
    (services.organizers.meet, (BETO, "Beto", "en")),
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
    (services.operators.tell_of_failed_task, ([BETO], TASK_KEY, "export", "ValueError")),
    (services.operators.tell_of_quarantine, ([BETO], 4711, "message", "ValueError")),
    (services.reach.lose_touch, (4711, BUYER_KEY)),
    (services.reach.find_lost_buyer, (BUYER_KEY,)),
    (services.reach.is_within_reach, (BUYER,)),
    (services.reach.be_in_touch, (BETO,)),
    (services.overviews.look_around, (BETO,)),
    (services.overviews.list_all_projects, (BETO, 1)),
    (services.overviews.look_at_project, (PROJECT_KEY,)),
    (services.paper.look_at_paper_sets, (PROJECT_KEY,)),
    (services.paper.look_at_paper, (PROJECT_KEY, NumberRange(1, 9, 0))),
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
    (services.backdrops.look_at_backdrop, (PROJECT_KEY,)),
    (services.backdrops.send_backdrop, (PROJECT_KEY, "betos", BETO)),
    (services.backdrops.set_backdrop, (SENT_PHOTO, b"Beto's")),
    (services.backdrops.try_again_later, (SENT_PHOTO,)),
    (services.backdrops.refuse_backdrop, (SENT_PHOTO,)),
    (services.backdrops.take_backdrop_away, (PROJECT_KEY, BETO)),
    (services.looks.set_look, (PROJECT_KEY, True, BETO)),
    (services.boards.look_at_page, (PROJECT_KEY, 1)),
    (services.live_boards.ask_for_board, (PROJECT_KEY, Place(-100, "Beto's", None, is_channel=False), BETO)),
    (services.live_boards.settle_asked, (LIVE_BOARD_KEY, Right.LEADS)),
    (services.live_boards.list_live_boards, (PROJECT_KEY,)),
    (services.live_boards.look_at_live_board, (LIVE_BOARD_KEY,)),
    (services.live_boards.note_arrival, (LIVE_BOARD_KEY, "a", 7, "a")),
    (services.live_boards.note_failure, (LIVE_BOARD_KEY, "a")),
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
    (services.projects.active_project_of, (USER,)),
    (services.projects.lock_active_project, (USER,)),
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
    (services.reports.post_report, (PROJECT_KEY, Asked(), BETO)),
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
    (services.reports.report_whole, (PROJECT_KEY, Days())),
    (services.reports.report_methods, (PROJECT_KEY, Days())),
    (services.reports.report_sets, (PROJECT_KEY, Days(NOW.date()))),
    (services.reports.is_quickly_told, (PROJECT_KEY, Asked(View.BUYERS, Days(NOW.date())))),
    (services.rankings.report_buyers, (PROJECT_KEY, Days(), 1)),
    (services.rankings.report_sellers, (PROJECT_KEY, Days(NOW.date()))),
    (services.rankings.add_up, (PROJECT_KEY, "buyer", Days(NOW.date()))),
    (services.report_days.report_days, (PROJECT_KEY, Days())),
    (services.report_days.total_days, (PROJECT_KEY, Days())),
    (services.comparisons.compare, (PROJECT_KEY,)),
    (services.comparisons.has_one_before, (PROJECT_KEY,)),
    (services.comparisons.first_day, (PROJECT_KEY, ZoneInfo("UTC"))),
    (services.charts.post_chart, (PROJECT_KEY, Days(), Measure.MONEY, BETO)),
    (services.charts.look_at_chart, (PROJECT_KEY, Days(), Measure.MONEY)),
    (services.periods.zone_of, (BETO,)),
    (services.periods.orders_made, (PROJECT_KEY, NOW - HOUR, NOW + HOUR)),
    (services.shares.share_link, (PROJECT_KEY, BETO)),
    (services.shares.revoke_share, (PROJECT_KEY, BETO)),
    (services.shares.share_open_projects, (BETO,)),
    (services.cards.post_card, (BETO, BETO, "a" * 26, Occasion.OPENED)),
    (services.strangers.find_known_buyer, (BETO, TELEGRAM_OF_LUIS)),
    (services.strangers.find_or_add_person, (BETO, LUIS_HIMSELF)),
    (services.strangers.find_twin, (BUYER._replace(phone="+57 300 123 4567", phone_e164="+573001234567"),)),
    (services.summaries.find_summary, (BETO, NOW - HOUR, NOW + HOUR)),
    (services.imports.begin_import, (PROJECT_KEY,)),
    (services.imports.add_lines, (IMPORT_KEY, "60 Luis")),
    (services.imports.ask_to_read, (IMPORT_KEY,)),
    (services.imports.cancel_import, (IMPORT_KEY,)),
    (services.imports.store_text, (IMPORT_KEY, "60 Luis")),
    (services.imports.find_text, (IMPORT_KEY,)),
    (services.imports.find_ground, (PROJECT_KEY,)),
    (services.imports.store_findings, (IMPORT_KEY, Counts(), "a" * 16, Shown(), ())),
    (services.imports.look_at_import, (IMPORT_KEY,)),
    (services.imports.list_left_out, (IMPORT_KEY,)),
    (services.imports.post_left_out, (IMPORT_KEY, BETO)),
    (services.imports.forget_lists_of, ([BETO],)),
    (services.surveys.survey, (PROJECT, WANTED)),
    (services.taking_in.take_in, (IMPORT_KEY, PREPARED, BETO)),
    (services.import_undo.undo_import, (IMPORT_KEY, BETO)),
    (services.import_undo.may_be_undone, (IMPORT_KEY,)),
    (services.tickets.post_tickets, ([ORDER._replace(order_number=3)], {3: BETO + 1}, BETO)),
    (services.tasks.begin_task, (PROJECT_KEY, TaskKind.EXPORT, BETO)),
    (services.tasks.start_task, (TASK_KEY,)),
    (services.tasks.note_progress, (TASK_KEY, 1, 2)),
    (services.tasks.end_task, (TASK_KEY,)),
    (services.tasks.cancel_task, (TASK_KEY,)),
    (services.tasks.fail_task, (TASK_KEY,)),
    (services.tasks.store_file, (TASK_KEY, 9, b"names")),
    (services.tasks.look_at_task, (TASK_KEY,)),
    (services.tasks.find_progress_message, (TASK_KEY,)),
    (services.tasks.forget_files_of, ([BETO],)),
    (services.tickets.find_ticket, (SOLD,)),
    (services.tickets.post_ticket, (ORDER._replace(order_number=3), BUYER, BETO)),
    (services.tickets.send_again, (SOLD,)),
    (services.totals.glance_at, (PROJECT_KEY,)),
    (services.totals.stand_of, (PROJECT_KEY,)),
    (services.totals.stand_of_sets, (PROJECT_KEY,)),
    (services.totals.stand_among, (PROJECT_KEY, [])),
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
        (
            "db.inbox",
            "db.outbox",
            "db.edits",
            "db.dialogs",
            "db.data_keys",
            "db.files",
            "db.leases",
            "db.forgetting",
            "db.revisions",
            "db.sizes",
        ),
        "the machinery's: no tenant's rows",
    ),
    **dict.fromkeys(
        (
            *("db.anywhere", "db.erasing.erase_what_was_said", "db.muting.unmute_orders_anywhere"),
            *("db.announcements.drop_every_opt_out", "db.announcements.list_opted_out_of"),
            *("services.opting_out.opt_in_everywhere", "services.opting_out.list_unwanted"),
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
    **dict.fromkeys(
        (
            *("db.tasks.list_under_way", "db.tasks.stop_every_task", "db.task_files.list_over_with_file"),
            *("db.task_files.drop_every_file", "db.task_files.drop_unfinished_files"),
            *("services.tasks.forget_sent_files", "db.announcements.forget_texts"),
        ),
        "the clock's and the operator's: of everybody, see tests/services/test_tasks.py",
    ),
    **dict.fromkeys(
        ("db.imports.list_left_lying", "services.imports.forget_left_lying"),
        "the clock's: of everybody, see tests/services/test_imports.py",
    ),
    "db.many_orders.prepare_for_many": "looks at nothing: it says how the unit is carried out",
    "db.slices": "is given rows that carry their tenant",
    **dict.fromkeys(
        (
            *("db.bars", "db.faults", "db.quarantine", "services.alerts", "services.operations"),
            *("services.bars.bar_organizer", "services.bars.unbar_organizer", "services.bars.look_at_suspect"),
            *("services.bars.look_at_barred", "services.bars.report_abuse", "services.bars.find_reported"),
            "services.bars.set_level",
        ),
        "the operators': of everybody, see tests/services/test_operations.py",
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
    **dict.fromkeys(
        ("db.live_boards.lock_live_board_at", "services.live_boards.turn_board"),
        "whoever is in that chat may turn its board, see tests/bot/test_boards_in_groups.py",
    ),
    **dict.fromkeys(
        (
            *("db.live_boards.lock_live_boards_in", "db.live_boards.remove_live_boards_in"),
            *("services.live_boards.leave_chat", "services.live_boards.follow_group"),
        ),
        "what happens to a chat happens to the boards of all who have one there, see tests/bot/test_live_boards.py",
    ),
    **dict.fromkeys(
        (
            *("db.live_boards.list_asked", "db.live_boards.is_any_changed", "db.live_boards.claim_changed"),
            *("db.live_boards.list_unnoted", "services.live_boards.refresh_changed", "services.noted_posts"),
        ),
        "the clock's: of everybody, see tests/bot/test_live_boards.py",
    ),
    "db.backdrops.list_sent_photos": "the clock's: of everybody, see tests/bot/test_backdrops.py",
    "services.shares.link_kind": "whoever knows the code is meant, see tests/services/test_shares.py",
    "db.links.find_link_if_any": "whoever knows the code is meant, see tests/services/test_links.py",
    **dict.fromkeys(("db.copying", "db.held_letters"), "the operator's: all rows, or letters of everybody"),
    "db.invariants": "looks at the rows of everybody for the operator",
}
