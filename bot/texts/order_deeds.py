"""What is said when something was done with an order: paid, prolonged, given back, handed on, told again."""

from bot.texts.say import Said, Say


def paid(say: Say, buyer: str, numbers: str) -> Said:
    return say("✅ {buyer} has paid: <b>{numbers}</b>", buyer=buyer, numbers=numbers)


def paid_in_part(say: Say, buyer: str, numbers: str) -> Said:
    return say("💰 {buyer} has paid a part: <b>{numbers}</b>", buyer=buyer, numbers=numbers)


def still_owed(say: Say, amount: str, method: str, owed: str) -> Said:
    return say("💰 {amount} {method} · {owed} still owed", amount=amount, method=method, owed=owed)


def due(say: Say, when: str, code: str) -> Said:
    return say("⏳ {when} · order {code}", when=when, code=code)


def extended(say: Say, buyer: str, numbers: str) -> Said:
    return say("⏳ More time for {buyer}: <b>{numbers}</b>", buyer=buyer, numbers=numbers)


def until(say: Say, owed: str, until: str, code: str) -> Said:
    return say("💰 {total} by {until} · order {code}", total=owed, until=until, code=code)


def released(say: Say, buyer: str, numbers: str) -> Said:
    return say("▫️ Released by {buyer}: <b>{numbers}</b>", buyer=buyer, numbers=numbers)


def nothing_left(say: Say, code: str) -> Said:
    return say("Nothing is left of order {code}.", code=code)


def left(say: Say, numbers: str, owed: str, code: str) -> Said:
    return say("What stays: {numbers} · {owed} to pay · order {code}", numbers=numbers, owed=owed, code=code)


def left_is_paid(say: Say, numbers: str, code: str) -> Said:
    return say("What stays is paid: {numbers} · order {code}", numbers=numbers, code=code)


def handed_on(say: Say, buyer: str, numbers: str) -> Said:
    return say("👤 Now held by {buyer}: <b>{numbers}</b>", buyer=buyer, numbers=numbers)


def voided(say: Say, buyer: str, numbers: str) -> Said:
    return say("▫️ Voided, free again: <b>{numbers}</b> · {buyer}", buyer=buyer, numbers=numbers)


def give_back(say: Say, paid: str, buyer: str) -> Said:
    return say("↩️ Give {paid} back to {buyer}.", paid=paid, buyer=buyer)


def corrected(say: Say) -> Said:
    return say("Corrected.")


def ticket_on_its_way(say: Say, buyer: str) -> Said:
    return say("🎟 The ticket is on its way to {buyer}.", buyer=buyer)


def copy_on_its_way(say: Say) -> Said:
    return say("🎟 The ticket is on its way to you.")


def reminder_on_its_way(say: Say, buyer: str) -> Said:
    return say("⏳ The reminder is on its way to {buyer}.", buyer=buyer)


def not_within_reach(say: Say, buyer: str) -> Said:
    return say("I cannot write to {buyer}. Forward the next message, or send it by WhatsApp.", buyer=buyer)
