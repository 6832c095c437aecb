"""What is said of orders: who owes, how one stands, and what is asked before something is done with it."""

from bot.texts.say import Said, Say
from rules.numbers import MOST_COUNTED


def who_owes(say: Say, project: str) -> Said:
    return say("⏳ <b>Who owes</b> · {project}", project=project)


def owing(say: Say, count: int, amount: str) -> Said:
    return say.many(count, "{count} reservation · {amount}", "{count} reservations · {amount}", amount=amount)


def overdue(say: Say, count: int) -> Said:
    if count > MOST_COUNTED:
        return say("more than {count} overdue", count=say.count(MOST_COUNTED))
    return say.many(count, "{count} overdue", "{count} overdue")


def nobody_owes(say: Say) -> Said:
    return say("Nobody owes you anything. Whatever is reserved shows up here.")


def paid_orders(say: Say, project: str) -> Said:
    return say("✅ <b>Paid</b> · {project}", project=project)


def nothing_paid(say: Say) -> Said:
    return say("Nothing is paid yet.")


def owing_row(say: Say, numbers: str, buyer: str, owed: str, when: str) -> Said:
    return say("⏳ <b>{numbers}</b> · {buyer}\n{owed} · {when}", numbers=numbers, buyer=buyer, owed=owed, when=when)


def paid_row(say: Say, numbers: str, buyer: str, total: str, code: str) -> Said:
    return say("✅ <b>{numbers}</b> · {buyer}\n{total} · {code}", numbers=numbers, buyer=buyer, total=total, code=code)


def due(say: Say, moment: str) -> Said:
    return say("due {moment}", moment=moment)


def due_with_code(say: Say, when: str, code: str) -> Said:
    return say("⏳ {when} · order {code}", when=when, code=code)


def was_due(say: Say, moment: str) -> Said:
    return say("was due {moment}", moment=moment)


def to_who_owes(say: Say) -> Said:
    return say("⏳ Who owes")


def to_paid(say: Say) -> Said:
    return say("✅ Paid ones")


# One order


def title(say: Say, numbers: str, buyer: str) -> Said:
    return say("🎟 <b>{numbers}</b>\n👤 {buyer}", numbers=numbers, buyer=buyer)


def title_without_numbers(say: Say, buyer: str) -> Said:
    return say("🎟 No numbers any more\n👤 {buyer}", buyer=buyer)


def on_telegram(say: Say, buyer: str) -> Said:
    return say("{buyer} · on Telegram", buyer=buyer)


def with_phone(say: Say, buyer: str, phone: str) -> Said:
    return say("{buyer} · {phone}", buyer=buyer, phone=phone)


def state(say: Say, sign: str, state: str) -> Said:
    return say("{sign} {state}", sign=sign, state=state)


def state_and_when(say: Say, sign: str, state: str, when: str) -> Said:
    return say("{sign} {state} · {when}", sign=sign, state=state, when=when)


def owed(say: Say, owed: str, total: str) -> Said:
    return say("💰 <b>{owed}</b> to pay of {total}", owed=owed, total=total)


def total(say: Say, total: str) -> Said:
    return say("💰 {total}", total=total)


def paid_so_far(say: Say, payments: str) -> Said:
    return say("Paid: {payments}", payments=payments)


def to_give_back(say: Say, paid: str) -> Said:
    return say("↩️ {paid} to give back", paid=paid)


def reason(say: Say, reason: str) -> Said:
    return say("Why: {reason}", reason=reason)


def code_and_project(say: Say, code: str, project: str) -> Said:
    return say("Order {code} · {project}", code=code, project=project)


# Buttons


def paid_by(say: Say, method: str) -> Said:
    return say("✅ Paid, {method}", method=method)


def part(say: Say) -> Said:
    return say("💰 A part")


def more_time(say: Say) -> Said:
    return say("⏳ More time")


def remind(say: Say) -> Said:
    return say("Remind now")


def release(say: Say) -> Said:
    return say("▫️ Release")


def hand_on(say: Say) -> Said:
    return say("👤 Change holder")


def correct(say: Say) -> Said:
    return say("Correct buyer")


def ticket_again(say: Say) -> Said:
    return say("🎟 Ticket again")


def ticket_to_me(say: Say) -> Said:
    return say("🎟 Ticket to me")


def history(say: Say) -> Said:
    return say("History")


def void(say: Say) -> Said:
    return say("Void")


def whatsapp(say: Say) -> Said:
    return say("Send by WhatsApp")


# Questions


def which_part(say: Say, owed: str) -> Said:
    return say("{owed} is owed. How much is paid now? Type the amount.", owed=owed)


def how_part_is_paid(say: Say, amount: str, rest: str) -> Said:
    return say("💰 <b>{amount}</b> now, {rest} stays owed.\nHow is it paid?", amount=amount, rest=rest)


def how_rest_is_paid(say: Say, amount: str) -> Said:
    return say("💰 <b>{amount}</b>, that is all of it.\nHow is it paid?", amount=amount)


def how_much_time(say: Say) -> Said:
    return say("How much more time? Choose, or type it: 30m, 48h, 3d")


def which_to_release(say: Say) -> Said:
    return say("Which ones are given back? Tap or type them.")


def which_to_release_typed(say: Say) -> Said:
    return say("Which numbers are given back? Type them, like: 7, 8")


def release_all(say: Say, count: int) -> Said:
    return say.many(count, "All of them ({count})", "All of them ({count})")


def release_these(say: Say, numbers: str) -> Said:
    return say("▫️ Release {numbers}", numbers=numbers)


def really_release(say: Say, numbers: str, buyer: str) -> Said:
    return say("Release <b>{numbers}</b> of {buyer}? Anybody can take them then.", numbers=numbers, buyer=buyer)


def really_release_typed(say: Say, numbers: str) -> Said:
    return say("Release <b>{numbers}</b>? Anybody can take them then.", numbers=numbers)


def yes_release(say: Say) -> Said:
    return say("Yes, release")


def who_holds(say: Say) -> Said:
    return say("Whose is it from now on? Choose, or type a name, a phone or its last 4 digits.")


def really_new_holder(say: Say, name: str) -> Said:
    return say("Whose is it from now on? Tap to confirm: {name}", name=name)


def what_to_correct(say: Say) -> Said:
    return say("What is wrong?")


def name(say: Say) -> Said:
    return say("Name")


def phone(say: Say) -> Said:
    return say("Phone")


def right_name(say: Say, name: str) -> Said:
    return say("👤 {name}\nType the right name.", name=name)


def right_phone(say: Say, phone: str | None) -> Said:
    if phone is None:
        return say("No phone yet. Type it, like: +57 300 123 4567")
    return say("{phone}\nType the right phone, like: +57 300 123 4567", phone=phone)


def why_void(say: Say, code: str) -> Said:
    return say("Void order {code}: its numbers are free for anybody then. Type the reason.", code=code)


def really_void(say: Say, code: str, reason: str) -> Said:
    return say("Void order {code}? This cannot be undone.\nWhy: {reason}", code=code, reason=reason)


def really_void_paid(say: Say, code: str, reason: str, paid: str) -> Said:
    return say(
        "Void order {code}? This cannot be undone. {paid} is to be given back.\nWhy: {reason}",
        code=code,
        reason=reason,
        paid=paid,
    )


def yes_void(say: Say) -> Said:
    return say("Yes, void it")


def changed_meanwhile(say: Say) -> Said:
    return say("It has changed meanwhile: this is how it stands. Nothing was done.")
