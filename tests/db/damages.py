"""Single damages to a sound store, each with the invariant that must tell of it."""

from typing import NamedTuple


class Damage(NamedTuple):
    invariant: str
    statement: str
    only: str = ""
    """The one engine on which it can be done."""


def _on(table: str, change: str, where: str) -> str:
    return f"UPDATE {table} SET {change} WHERE user_id = 1001 AND project_number = 1 AND {where}"


def _gone(table: str, where: str) -> str:
    return f"DELETE FROM {table} WHERE user_id = 1001 AND {where}"


RAFFLES = (
    Damage("total", _on("raffles", "state = 'available', order_number = NULL, buyer_number = NULL, unit_price = NULL, payment_method = NULL, receipt = NULL", "raffle_number = 1")),
    Damage("reserved-or-sold", _on("raffles", "state = 'reserved', payment_method = NULL, receipt = NULL", "raffle_number = 1")),
    Damage("reserved-or-sold", _on("raffles", "state = 'sold', payment_method = 'cash'", "raffle_number = 3")),
    Damage("receipt", _on("raffles", "receipt = NULL", "raffle_number = 1")),
    Damage("receipt", _on("raffles", "receipt = 'short'", "raffle_number = 1")),
    Damage("receipt", _on("raffles", "receipt = upper(receipt)", "raffle_number = 1")),
    Damage("receipts-differ", _on("raffles", "receipt = 'aaaaaaaaaaaaaaaaaaaaaaaaaa'", "raffle_number IN (1, 2)")),
    Damage("checks", _on("raffles", "receipt = 'aaaaaaaaaaaaaaaaaaaaaaaaaa'", "raffle_number = 3")),
    Damage("total", _on("raffles", "unit_price = 1", "raffle_number = 1")),
    Damage("checks", _on("raffles", "unit_price = -5", "raffle_number = 1")),
    Damage("checks", _on("raffles", "unit_price = NULL", "raffle_number = 1")),
    Damage("method", _on("raffles", "payment_method = 'card'", "raffle_number = 1")),
    Damage("checks", _on("raffles", "payment_method = 'barter'", "raffle_number = 1")),
    Damage("checks", _on("raffles", "state = 'lost'", "raffle_number = 1")),
    Damage("held-by-an-order", _on("raffles", "buyer_number = 2", "raffle_number = 1")),
    Damage("buyer-there", _on("raffles", "buyer_number = 99", "raffle_number = 1")),
    Damage("held-by-an-order", _on("raffles", "order_number = 99", "raffle_number = 1")),
    Damage("total", _on("raffles", "order_number = 3, buyer_number = 2", "raffle_number = 3")),
    Damage("live-order-holds", _on("raffles", "order_number = 4", "raffle_number = 1")),
    Damage("number-in-its-set", _on("raffles", "set_number = 2", "raffle_number = 1")),
    Damage("number-in-its-set", _on("raffles", "set_number = 77", "raffle_number = 1")),
    Damage("block-agrees", _on("raffles", "raffle_number = 55", "raffle_number = 1")),
    Damage("number-in-its-set", _on("raffles", "raffle_number = 77777", "raffle_number = 1")),
    Damage("checks", _on("raffles", "raffle_number = -1", "raffle_number = 1")),
    Damage("block-agrees", _gone("raffles", "project_number = 1 AND raffle_number = 1")),
    Damage("live-order-holds", _gone("raffles", "project_number = 1 AND raffle_number = 6")),
    Damage("block-agrees", "INSERT INTO raffles SELECT user_id, project_number, 60, set_number, order_number, buyer_number, state, payment_method, unit_price, 'bbbbbbbbbbbbbbbbbbbbbbbbbb', created_at, updated_at FROM raffles WHERE user_id = 1001 AND project_number = 1 AND raffle_number = 1"),
    Damage("types", _on("raffles", "unit_price = 'much'", "raffle_number = 1"), "sqlite"),
)  # fmt: skip

ORDERS = (
    Damage("total", _on("orders", "total = total + 1", "order_number = 2")),
    Damage("paid", _on("orders", "paid = paid - 1", "order_number = 2")),
    Damage("paid", _on("orders", "paid = 0", "order_number = 4")),
    Damage("checks", _on("orders", "paid = total + 5", "order_number = 2")),
    Damage("reserved-or-sold", _on("orders", "state = 'paid', paid = total", "order_number = 3")),
    Damage("reserved-or-sold", _on("orders", "state = 'reserved', release_at = created_at, told_deadline_at = created_at, paid = 0", "order_number = 1")),
    Damage("live-order-holds", _on("orders", "state = 'cancelled'", "order_number = 3")),
    Damage("live-order-holds", _on("orders", "state = 'reserved', release_at = created_at, told_deadline_at = created_at", "order_number = 5")),
    Damage("order-as-told", _on("orders", "state = 'expired'", "order_number = 5")),
    Damage("checks", _on("orders", "state = 'forgotten'", "order_number = 3")),
    Damage("held-by-an-order", _on("orders", "buyer_number = 1", "order_number = 2")),
    Damage("order-as-told", _on("orders", "buyer_number = 1", "order_number = 5")),
    Damage("parents", _on("orders", "buyer_number = 99", "order_number = 2")),
    Damage("order-as-told", _on("orders", "made_by = 5", "order_number = 2")),
    Damage("order-as-told", _on("orders", "release_at = '2031-01-01 00:00:00'", "order_number = 2")),
    Damage("order-as-told", _on("orders", "told_deadline_at = '2001-01-01 00:00:00'", "order_number = 2")),
    Damage("checks", _on("orders", "told_deadline_at = '2031-01-01 00:00:00'", "order_number = 2")),
    Damage("checks", _on("orders", "release_at = NULL", "order_number = 2")),
    Damage("code", _on("orders", "code = 'O0'", "order_number = 2")),
    Damage("sealed", _on("orders", "void_reason = 'in clear'", "order_number = 4")),
    Damage("no-gap", _on("orders", "order_number = 50", "order_number = 5")),
    Damage("held-by-an-order", _gone("orders", "project_number = 1 AND order_number = 1")),
    Damage("no-gap", _gone("orders", "project_number = 1 AND order_number = 5")),
    Damage("total", _on("orders", "total = total + 100", "order_number = 1")),
    Damage("parents", _on("orders", "project_number = 9", "order_number = 5")),
)  # fmt: skip

PAYMENTS = (
    Damage("paid", _on("payments", "amount = amount + 1", "payment_number = 1")),
    Damage("payment-as-told", _on("payments", "made_by = 5", "payment_number = 1")),
    Damage("payment-as-told", _on("payments", "method = 'transfer'", "payment_number = 2")),
    Damage("checks", _on("payments", "method = 'barter'", "payment_number = 2")),
    Damage("paid", _on("payments", "order_number = 2", "payment_number = 1")),
    Damage("paid", _gone("payments", "project_number = 1 AND payment_number = 2")),
    Damage("parents", _on("payments", "order_number = 99", "payment_number = 1")),
    Damage("paid", _on("payments", "undone_at = created_at", "payment_number = 1")),
    Damage("paid", _on("payments", "undone_at = NULL", "payment_number = 7")),
    Damage("payment-as-told", _on("payments", "undone_at = '2031-01-01 00:00:00'", "payment_number = 7")),
    Damage("payment-as-told", _on("payments", "amount = amount + 1", "payment_number = 7")),
    Damage("method", _on("payments", "method = CASE payment_number WHEN 9 THEN 'card' ELSE 'transfer' END", "payment_number IN (8, 9)")),
    Damage("paid", "INSERT INTO payments (user_id, project_number, order_number, payment_number, amount, method, made_by, created_at, updated_at) SELECT user_id, project_number, order_number, 99, amount, method, made_by, created_at, updated_at FROM payments WHERE user_id = 1001 AND project_number = 1 AND payment_number = 1"),
)  # fmt: skip

BLOCKS = (
    Damage("block-counts", _on("blocks", "taken = taken + 1", "set_number = 1")),
    Damage("block-agrees", _on("blocks", "bits = X'FF'", "set_number = 1"), "sqlite"),
    Damage("block-agrees", _on("blocks", r"bits = '\xff'::bytea", "set_number = 1"), "postgresql"),
    Damage("block-agrees", _gone("blocks", "project_number = 1 AND set_number = 1")),
    Damage("block-agrees", _on("blocks", "block_number = 1", "set_number = 1")),
    Damage("block-inside", _on("blocks", "block_number = 3", "set_number = 2 AND block_number = 1")),
    Damage("parents", _on("blocks", "set_number = 9", "set_number = 1")),
)

SETS_AND_PROJECTS = (
    Damage("sets-apart", _on("raffle_sets", "init = 50", "set_number = 2")),
    Damage("number-in-its-set", _on("raffle_sets", "init = 2", "set_number = 1")),
    Damage("set-as-told", _on("raffle_sets", "final = 98", "set_number = 1")),
    Damage("set-as-told", _on("raffle_sets", "unit_price = 1", "set_number = 1")),
    Damage("set-as-told", _on("raffle_sets", "type = 'physical'", "set_number = 1")),
    Damage("set-as-told", _on("raffle_sets", "width = 4", "set_number = 1")),
    Damage("checks", _on("raffle_sets", "init = 9999, final = 1", "set_number = 2")),
    Damage("no-gap", _gone("raffle_sets", "project_number = 1 AND set_number = 1")),
    Damage("project-as-told", "UPDATE projects SET state = 'closed' WHERE user_id = 1001 AND project_number = 1"),
    Damage("project-as-told", "UPDATE projects SET currency = 'EUR' WHERE user_id = 1001 AND project_number = 1"),
    Damage("project-as-told", "UPDATE projects SET hold_minutes = 1 WHERE user_id = 1001 AND project_number = 1"),
    Damage("parents", "DELETE FROM projects WHERE user_id = 1001 AND project_number = 2"),
    Damage("parents", "UPDATE projects SET user_id = 777 WHERE user_id = 1001 AND project_number = 2"),
    Damage("active-project", "UPDATE users SET active_project = 99 WHERE id = 1001"),
    Damage("organizer-as-told", "UPDATE users SET currency = 'EUR' WHERE id = 1001"),
    Damage("parents", "DELETE FROM users WHERE id = 1001"),
    Damage("counter", "DELETE FROM prizes WHERE user_id = 1001 AND prize_number = 1"),
    Damage(
        "parents",
        "UPDATE prizes SET project_number = 9 WHERE user_id = 1001 AND project_number = 1 AND prize_number = 1",
    ),
)

COUNTERS = (
    Damage("counter", "UPDATE counters SET value = value + 1 WHERE user_id = 1001 AND scope = 'project:1:order'"),
    Damage("counter", "UPDATE counters SET value = value - 1 WHERE user_id = 1001 AND scope = 'buyer'"),
    Damage("counter", "UPDATE counters SET value = value + 1 WHERE user_id = 1001 AND scope = 'project'"),
    Damage("counter", "UPDATE counters SET value = value + 1 WHERE user_id = 1001 AND scope = 'event'"),
    Damage("counter", "UPDATE counters SET value = value + 1 WHERE user_id = 1001 AND scope = 'project:1:payment'"),
    Damage("counter", "DELETE FROM counters WHERE user_id = 1001 AND scope = 'project:1:set'"),
    Damage("counter-scope", "UPDATE counters SET scope = 'unheard-of' WHERE user_id = 1001 AND scope = 'buyer'"),
    Damage("parents", "UPDATE counters SET user_id = 777 WHERE user_id = 1001 AND scope = 'buyer'"),
)

EVENTS = (
    Damage("event-hash", "UPDATE events SET kind = 'order.sold' WHERE user_id = 1001 AND event_number = 1"),
    Damage("event-hash", "UPDATE events SET made_by = 5 WHERE user_id = 1001 AND event_number = 5"),
    Damage("event-hash", "UPDATE events SET after = '{}' WHERE user_id = 1001 AND event_number = 6"),
    Damage("event-hash", "UPDATE events SET before = 'nonsense' WHERE user_id = 1001 AND event_number = 6"),
    Damage("event-hash", "UPDATE events SET created_at = '2026-01-01 00:00:00', updated_at = '2026-01-01 00:00:00' WHERE user_id = 1001 AND event_number = 6"),
    Damage("event-hash", "UPDATE events SET order_number = 99 WHERE user_id = 1001 AND event_number = 9"),
    Damage("event-hash", "UPDATE events SET hash = previous_hash WHERE user_id = 1001 AND event_number = 6"),
    Damage("order-moves", "UPDATE events SET after = replace(after, 'cancelled', 'expired') WHERE user_id = 1001 AND kind = 'order.undone'"),
    Damage("order-moves", "UPDATE events SET kind = 'order.released' WHERE user_id = 1001 AND kind = 'order.undone'"),
    Damage("event-chain", "UPDATE events SET previous_hash = hash WHERE user_id = 1001 AND event_number = 6"),
    Damage("event-time", "UPDATE events SET updated_at = '2031-01-01 00:00:00' WHERE user_id = 1001 AND event_number = 6"),
    Damage("event-chain", _gone("events", "event_number = 6")),
    Damage("event-chain", _gone("events", "event_number = 1")),
    Damage("counter", "DELETE FROM events WHERE user_id = 1001 AND event_number = (SELECT max(event_number) FROM events WHERE user_id = 1001)"),
    Damage("event-hash", "UPDATE events SET user_id = 1002, event_number = 900 WHERE user_id = 1001 AND event_number = 6"),
)  # fmt: skip

PEOPLE = (
    Damage("sealed", "UPDATE buyers SET phone = '3001234567' WHERE user_id = 1001 AND buyer_number = 1"),
    Damage("sealed", "UPDATE buyers SET email = 'luis@example.org' WHERE user_id = 1001 AND buyer_number = 1"),
    Damage("sealed", "UPDATE buyers SET notes = 'tall' WHERE user_id = 1001 AND buyer_number = 1"),
    Damage("phone-findable", "UPDATE buyers SET phone_print = 'x' WHERE user_id = 1001 AND buyer_number = 1"),
    Damage("phone-findable", "UPDATE buyers SET phone_tail_print = 'x' WHERE user_id = 1001 AND buyer_number = 1"),
    Damage("checks", "UPDATE buyers SET phone = NULL WHERE user_id = 1001 AND buyer_number = 1"),
    Damage("name-findable", "UPDATE buyers SET name = 'Somebody' WHERE user_id = 1001 AND buyer_number = 1"),
    Damage("name-findable", "UPDATE buyers SET name_key = 'somebody' WHERE user_id = 1001 AND buyer_number = 1"),
    Damage("no-gap", _gone("buyers", "buyer_number = 1")),
    Damage("no-gap", "UPDATE buyers SET user_id = 1002, buyer_number = 9 WHERE user_id = 1001 AND buyer_number = 1"),
)

MERGES_AND_PRACTICE = (
    Damage("merged-holds-nothing", "UPDATE buyers SET merged_into = 2 WHERE user_id = 1001 AND buyer_number = 1"),
    Damage("merged-into", "UPDATE buyers SET merged_into = 99 WHERE user_id = 1002 AND buyer_number = 6"),
    Damage("merged-into", "UPDATE buyers SET merged_into = 5 WHERE user_id = 1002 AND buyer_number = 6"),
    Damage("order-as-told", "UPDATE orders SET buyer_number = 6 WHERE user_id = 1002 AND state = 'cancelled'"),
    Damage("practice-apart", "UPDATE buyers SET practice = true WHERE user_id = 1001 AND buyer_number = 1"),
    Damage("practice-apart", "UPDATE projects SET practice = true WHERE user_id = 1001 AND project_number = 2"),
    Damage("practice-over", "UPDATE buyers SET practice = true WHERE user_id = 1002 AND buyer_number = 6"),
    Damage("practice-over", "UPDATE projects SET hidden_at = created_at WHERE user_id = 1001 AND project_number = 2"),
    Damage("project-as-told", "UPDATE projects SET hidden_at = NULL WHERE user_id = 1002 AND project_number = 3"),
    Damage("project-as-told", "UPDATE projects SET draw_method = 'number' WHERE user_id = 1001 AND project_number = 1"),
    Damage("active-project", "UPDATE users SET active_project = 3 WHERE id = 1002"),
    Damage("counter", "UPDATE counters SET value = 1 WHERE user_id = 1002 AND scope = 'link'"),
    Damage("counter", "UPDATE counters SET value = 3 WHERE user_id = 1002 AND scope = 'project:1:set'"),
    Damage("live-order-holds", "UPDATE orders SET state = 'reserved' WHERE user_id = 1002 AND state = 'cancelled'"),
    Damage("no-gap", "DELETE FROM prizes WHERE user_id = 1002 AND project_number = 1 AND prize_number = 1"),
    Damage("sealed", "UPDATE links SET code = 'in clear' WHERE user_id = 1002"),
)

BUYING = (
    Damage("proof-waits", "UPDATE proofs SET state = 'waiting' WHERE user_id = 1001 AND order_number = 1 AND state = 'accepted'"),
    Damage("proof-waits", "UPDATE orders SET state = 'expired' WHERE user_id = 1001 AND project_number = 3 AND order_number = 2"),
    Damage("checks", "UPDATE proofs SET file_id = NULL WHERE user_id = 1001 AND state = 'waiting'"),
    Damage("checks", "UPDATE proofs SET state = 'lost' WHERE user_id = 1001 AND state = 'waiting'"),
    Damage("checks", "UPDATE proofs SET kind = 'song' WHERE user_id = 1001 AND state = 'waiting'"),
    Damage("sealed", "UPDATE proofs SET reason = 'in clear' WHERE user_id = 1001 AND state = 'rejected'"),
    Damage("no-gap", "UPDATE proofs SET proof_number = 9 WHERE user_id = 1001 AND state = 'accepted'"),
    Damage("counter", "DELETE FROM proofs WHERE user_id = 1001 AND proof_number = (SELECT max(proof_number) FROM proofs)"),
    Damage("parents", "UPDATE proofs SET order_number = 99 WHERE user_id = 1001 AND state = 'accepted'"),
    Damage("checks", "UPDATE waiting SET offered_until = created_at WHERE user_id = 1001 AND state = 'waiting'"),
    Damage("counter", "DELETE FROM waiting WHERE user_id = 1001 AND state = 'waiting'"),
    Damage("parents", "UPDATE waiting SET buyer_number = 99 WHERE user_id = 1001 AND state = 'offered'"),
    Damage("merged-holds-nothing", "UPDATE waiting SET user_id = 1002, project_number = 1, buyer_number = 6 WHERE user_id = 1001 AND state = 'offered'"),
    Damage("erased", "UPDATE buyers SET erased_at = created_at, phone = NULL, phone_e164 = NULL, phone_print = NULL, phone_tail_print = NULL, email = NULL, notes = NULL, telegram_id = NULL WHERE user_id = 1001 AND telegram_id = 72"),
    Damage("erased", "UPDATE orders SET holder_name = 'Rosa' WHERE user_id = 1001 AND buyer_number = (SELECT buyer_number FROM buyers WHERE user_id = 1001 AND erased_at IS NOT NULL)"),
    Damage("erased", "UPDATE proofs SET file_id = 'f', file_unique_id = 'u' WHERE user_id = 1001 AND file_id IS NULL"),
    Damage("checks", "UPDATE buyers SET email = 's1.x' WHERE user_id = 1001 AND erased_at IS NOT NULL"),
    Damage("checks", "UPDATE buyers SET telegram_id = 74 WHERE user_id = 1001 AND erased_at IS NOT NULL"),
    Damage("checks", "UPDATE projects SET most_per_order = 0 WHERE user_id = 1001 AND project_number = 3"),
    Damage("project-as-told", "UPDATE projects SET most_per_buyer = 1 WHERE user_id = 1001 AND project_number = 3"),
    Damage("checks", "UPDATE orders SET check_code = 'short' WHERE user_id = 1001 AND project_number = 3 AND order_number = 1"),
)  # fmt: skip

ERRANDS = (
    Damage("errand-of-project", "UPDATE errands SET project_number = 99 WHERE user_id = 1001 AND kind = 'day-before'"),
    Damage("closing-planned", "DELETE FROM errands WHERE user_id = 1001 AND kind = 'closing'"),
    Damage("closing-planned", "UPDATE errands SET due_at = created_at WHERE user_id = 1001 AND kind = 'closing'"),
    Damage("closing-planned", "UPDATE projects SET closes_at = created_at WHERE user_id = 1001 AND project_number = 1"),
    Damage("project-as-told", "UPDATE projects SET closing = '' WHERE user_id = 1001 AND project_number = 1"),
    Damage("organizer-as-told", "UPDATE users SET summary_off_at = created_at WHERE id = 1001"),
    Damage("proofs-asked-for", "DELETE FROM errands WHERE user_id = 1001 AND kind = 'proofs'"),
    Damage("checks", "UPDATE errands SET project_number = -1 WHERE user_id = 1001 AND kind = 'closing'"),
    Damage("parents", "UPDATE errands SET user_id = 777 WHERE user_id = 1001 AND kind = 'summary'"),
)


def _of_draw(table: str, change: str, project: int, where: str = "draw_number > 0") -> str:
    return f"UPDATE {table} SET {change} WHERE user_id = 1001 AND project_number = {project} AND {where}"


# Project 4 is drawn, with a figure that was corrected; project 5 waits, after a draw that was void; 6 was practice.
DRAWS = (
    Damage("locked", "UPDATE projects SET locked_at = NULL WHERE user_id = 1001 AND project_number = 5"),
    Damage("locked", "UPDATE projects SET locked_at = created_at WHERE user_id = 1001 AND project_number = 4"),
    Damage("locked", _of_draw("draws", "state = 'void', voided_at = created_at, void_reason = 'None'", 5, "state = 'locked'")),
    Damage("project-as-told", "UPDATE projects SET locked_at = '2031-01-01 00:00:00' WHERE user_id = 1001 AND project_number = 5"),
    Damage("project-as-told", "UPDATE projects SET claim_days = 1 WHERE user_id = 1001 AND project_number = 4"),
    Damage("commitment", _of_draw("draws", "prizes = prizes + 1", 4)),
    Damage("commitment", _of_draw("draws", "commitment = replace(commitment, 'prizes=1', 'prizes=2')", 4)),
    Damage("commitment", _of_draw("draws", "commitment_hash = entries_hash", 5, "state = 'locked'")),
    Damage("commitment", _of_draw("draws", "lottery_rule = replace(lottery_rule, 'void', 'next_sold')", 4)),
    Damage("draw-chain", _of_draw("draws", "seq = 9", 5, "state = 'locked'")),
    Damage("draw-chain", _of_draw("draws", "previous_hash = entries_hash", 5, "state = 'locked'")),
    Damage("draw-chain", "DELETE FROM draws WHERE user_id = 1001 AND project_number = 5 AND state = 'void'"),
    Damage("no-gap", _of_draw("draws", "draw_number = 8", 5, "state = 'locked'")),
    Damage("counter", "UPDATE counters SET value = value + 1 WHERE user_id = 1001 AND scope = 'draw'"),
    Damage("counter", "UPDATE counters SET value = value + 1 WHERE user_id = 1001 AND scope = 'project:5:draw'"),
    Damage("list", "DELETE FROM draw_entries WHERE user_id = 1001 AND project_number = 4"),
    Damage("list", _of_draw("draw_entries", "body = X'00'", 4), "sqlite"),
    Damage("list", _of_draw("draw_entries", r"body = '\x00'::bytea", 4), "postgresql"),
    Damage("list-sold", "DELETE FROM raffles WHERE user_id = 1001 AND project_number = 5 AND raffle_number = 7"),
    Damage("list-sold", "UPDATE raffles SET raffle_number = 10 WHERE user_id = 1001 AND project_number = 5 AND raffle_number = 9"),
    Damage("list-sold", "UPDATE raffles SET buyer_number = 2 WHERE user_id = 1001 AND project_number = 4 AND raffle_number = 7"),
    Damage("result", _of_draw("draw_results", "value = '1209'", 4, "result_number = 2")),
    Damage("result", _of_draw("draw_results", "result_hash = seed", 6)),
    Damage("result", _of_draw("draw_results", "result = replace(result, 'P1 8', 'P1 9')", 4, "result_number = 1")),
    Damage("result", "DELETE FROM draw_results WHERE user_id = 1001 AND project_number = 6"),
    Damage("winners", _of_draw("winners", "raffle_number = 9", 4, "result_number = 2")),
    Damage("winners", "DELETE FROM winners WHERE user_id = 1001 AND project_number = 6 AND place_number = 1"),
    Damage("winners", _of_draw("winners", "state = 'waiting'", 4, "result_number = 1")),
    Damage("sealed", _of_draw("winners", "claim_code = 'ABCDEFG'", 4, "result_number = 2")),
    Damage("sealed", _of_draw("draws", "secret = 'in clear'", 6)),
    Damage("checks", _of_draw("winners", "state = 'lost'", 4)),
    Damage("checks", _of_draw("winners", "claim_until = NULL", 4, "state = 'waiting'")),
    Damage("checks", _of_draw("draws", "state = 'over'", 5)),
    Damage("checks", _of_draw("draws", "drawn_at = NULL", 4)),
    Damage("checks", _of_draw("published", "message_id = NULL", 4)),
    Damage("parents", _of_draw("winners", "order_number = 99", 4)),
    Damage("parents", _of_draw("published", "draw_number = 9", 4)),
)  # fmt: skip

TOTALS = (
    Damage("numbers-held", _on("orders", "numbers = numbers + 1", "order_number = 2")),
    Damage("numbers-held", _gone("raffles", "project_number = 1 AND order_number = 2")),
    Damage("totals", _on("number_totals", "sold = sold + 1", "kind = 'set' AND member = 1")),
    Damage("totals", _on("number_totals", "reserved_price = 1", "kind = 'buyer' AND member = 2")),
    Damage("totals", _on("number_totals", "member = member + 1", "kind = 'taken'")),
    Damage("totals", _gone("number_totals", "project_number = 1 AND kind = 'seller'")),
    Damage("totals", _on("order_totals", "paid = paid - 1", "state = 'cancelled'")),
    Damage("totals", _on("payment_totals", "amount = amount + 1", "method = 'card'")),
    Damage("totals", _gone("payment_totals", "project_number = 1")),
)

LISTS = (
    Damage("list-kept", _on("imports", "state = 'cancelled'", "import_number = 2")),
    Damage("list-kept", _on("import_parts", "import_number = 1", "import_number = 2")),
    Damage("list-orders", _on("imports", "last_order = last_order + 99", "import_number = 1")),
    Damage("no-gap", _on("imports", "import_number = 9", "import_number = 1")),
)

TASKS = (
    Damage("task-file", _gone("task_files", "task_number = 1 AND part_number = 1")),
    Damage("task-file", "UPDATE tasks SET state = 'cancelled' WHERE user_id = 1001 AND task_number = 1"),
    Damage("task-file", "UPDATE tasks SET file_name = NULL WHERE user_id = 1001 AND task_number = 1"),
    Damage("counter", "UPDATE counters SET value = value + 1 WHERE user_id = 1001 AND scope = 'task'"),
)

SCHEMA = (Damage("revision", "UPDATE alembic_version SET version_num = '0000'"),)

DAMAGES = (
    *RAFFLES,
    *ORDERS,
    *PAYMENTS,
    *BLOCKS,
    *SETS_AND_PROJECTS,
    *COUNTERS,
    *EVENTS,
    *PEOPLE,
    *MERGES_AND_PRACTICE,
    *BUYING,
    *ERRANDS,
    *DRAWS,
    *TOTALS,
    *LISTS,
    *TASKS,
    *SCHEMA,
)
