"""What is said while numbers are chosen and sold: the grid, the buyer, the summary, and what came of it."""

from bot.texts.say import Said, Say


def choose_numbers(say: Say, project: str, price: str) -> Said:
    return say("<b>{project}</b>\nChoose numbers · {price} each", project=project, price=price)


def choose_numbers_of_several_prices(say: Say, project: str, prices: str) -> Said:
    return say("<b>{project}</b>\nChoose numbers · {prices}", project=project, prices=prices)


def nothing_chosen(say: Say) -> Said:
    return say("You can type them too: 5, 12-20")


def chosen_so_far(say: Say, count: int, numbers: str, total: str) -> Said:
    return say.many(
        count,
        "{count} number: <b>{numbers}</b> · {total}",
        "{count} numbers: <b>{numbers}</b> · {total}",
        numbers=numbers,
        total=total,
    )


def gone_meanwhile(say: Say, count: int, numbers: str) -> Said:
    return say.many(
        count,
        "{numbers} was taken meanwhile.",
        "{numbers} were taken meanwhile.",
        numbers=numbers,
    )


def all_taken(say: Say) -> Said:
    return say("No number is free any more.")


def go_on(say: Say, numbers: str) -> Said:
    return say("Go on with {numbers}", numbers=numbers)


def go_on_with_many(say: Say, count: int) -> Said:
    return say.many(count, "Go on with {count} number", "Go on with {count} numbers")


def free_only(say: Say) -> Said:
    return say("▫️ Free only")


def all_numbers(say: Say) -> Said:
    return say("All numbers")


def clear(say: Say) -> Said:
    return say("Start over")


def cancel(say: Say) -> Said:
    return say("Cancel")


def back(say: Say) -> Said:
    return say("⬅️ Back")


def where_to(say: Say, project: str) -> Said:
    return say("<b>{project}</b>\nWhich numbers?", project=project)


def taken(say: Say, number: str) -> Said:
    return say("{number} is taken.", number=number)


def nothing_to_go_on_with(say: Say) -> Said:
    return say("Choose a number first.")


def which_project(say: Say) -> Said:
    return say("For which raffle?")


def who_buys(say: Say, numbers: str, total: str) -> Said:
    return say("🎟 <b>{numbers}</b> · {total}\nWho is it for?", numbers=numbers, total=total)


def how_to_name_a_buyer(say: Say) -> Said:
    return say("Choose, or type a name, a phone or its last 4 digits. A shared contact works too.")


def found_for(say: Say, words: str) -> Said:
    return say("Found for “{words}”:", words=words)


def new_buyer(say: Say, name: str) -> Said:
    return say("➕ New: {name}", name=name)


def confirm(say: Say, numbers: str, buyer: str, total: str) -> Said:
    return say("🎟 <b>{numbers}</b>\n👤 {buyer}\n💰 {total}", numbers=numbers, buyer=buyer, total=total)


def known_buyer(say: Say, name: str, number: str) -> Said:
    return say("{name} (#{number})", name=name, number=number)


def new_buyer_with_phone(say: Say, name: str, phone: str) -> Said:
    return say("{name}, {phone} (new)", name=name, phone=phone)


def new_buyer_without_phone(say: Say, name: str) -> Said:
    return say("{name} (new)", name=name)


def how_paid(say: Say) -> Said:
    return say("Sold, or reserved?")


def sold_by(say: Say, method: str) -> Said:
    return say("✅ Sold, {method}", method=method)


def reserve_for(say: Say, span: str) -> Said:
    return say("⏳ Reserve {span}", span=span)


def sold(say: Say, buyer: str, numbers: str) -> Said:
    return say("✅ Sold to {buyer}: <b>{numbers}</b>", buyer=buyer, numbers=numbers)


def reserved(say: Say, buyer: str, numbers: str) -> Said:
    return say("⏳ Reserved for {buyer}: <b>{numbers}</b>", buyer=buyer, numbers=numbers)


def paid_with(say: Say, total: str, method: str, code: str) -> Said:
    return say("💰 {total} {method} · order {code}", total=total, method=method, code=code)


def owed_until(say: Say, total: str, until: str, code: str) -> Said:
    return say("💰 {total} by {until} · order {code}", total=total, until=until, code=code)


def of_project(say: Say, project: str) -> Said:
    return say("Raffle: {project}", project=project)


def ticket_sent(say: Say) -> Said:
    return say("🎟 Ticket sent.")


def send_ticket(say: Say) -> Said:
    return say("🎟 Send ticket")


def undo(say: Say) -> Said:
    return say("↩️ Undo")


def sell_more(say: Say) -> Said:
    return say("🎟 Sell more")


def order_of(say: Say, code: str) -> Said:
    return say("Order {code}", code=code)


def undone(say: Say, numbers: str, buyer: str) -> Said:
    return say("↩️ Undone: <b>{numbers}</b> · {buyer}", numbers=numbers, buyer=buyer)


def as_before(say: Say) -> Said:
    return say("Everything is as it was before.")


def row_refused(say: Say, row: str, why: str) -> Said:
    return say("❌ {row}\n{why}", row=row, why=why)


def rows_done(say: Say, done: int, rows: int) -> Said:
    return say("{done} of {rows} lines done.", done=done, rows=rows)
