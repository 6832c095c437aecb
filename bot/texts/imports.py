"""What is said of a list that is to be taken in: how to send it, how it was understood, and what came of it."""

from bot.texts.say import Said, Say
from rules.imports.entries import States
from rules.imports.vocabulary import Role


def to_import(say: Say) -> Said:
    return say("📥 Import a list")


def title(say: Say, project: str) -> Said:
    return say("📥 List · <b>{project}</b>", project=project)


def ask(say: Say, project: str) -> Said:
    return say(
        "📥 A list for <b>{project}</b>\n\n"
        "Send it as a file (CSV, or a sheet saved as CSV), or paste it here, a line for each buyer:\n\n"
        "07 Ana Gomez 5512345678 paid\n"
        "12, 13 Luis owes\n"
        "14 - Marta ✅\n\n"
        "I show you what I understood before anything is written.",
        project=project,
    )


def so_far(say: Say, count: int) -> Said:
    return say.many(
        count, "📥 {count} line so far. Paste more, or tap:", "📥 {count} lines so far. Paste more, or tap:"
    )


def that_is_all(say: Say) -> Said:
    return say("✅ That is all")


def cancel(say: Say) -> Said:
    return say("✖️ Cancel")


def being_read(say: Say) -> Said:
    return say("I read the list.")


def as_understood(say: Say) -> Said:
    return say("This is how I read it:")


def example(say: Say, numbers: str, name: str, *, paid: bool) -> Said:
    if paid:
        return say("✅ {numbers} · {name}", numbers=numbers, name=name)
    return say("⏳ {numbers} · {name}", numbers=numbers, name=name)


def with_phone(say: Say, name: str, phone: str) -> Said:
    return say("{name} · {phone}", name=name, phone=phone)


def and_so_on(say: Say) -> Said:
    return say("…")


def moved(say: Say) -> Said:
    return say("Something changed meanwhile, so nothing was written. This is how it stands now:")


def paid(say: Say, count: int, amount: str) -> Said:
    return say.many(
        count, "✅ <b>{count}</b> number paid · {amount}", "✅ <b>{count}</b> numbers paid · {amount}", amount=amount
    )


def reserved(say: Say, count: int, amount: str) -> Said:
    return say.many(
        count,
        "⏳ <b>{count}</b> number reserved · {amount}",
        "⏳ <b>{count}</b> numbers reserved · {amount}",
        amount=amount,
    )


def newcomers(say: Say, count: int) -> Said:
    return say.many(count, "👤 {count} new buyer", "👤 {count} new buyers")


def known(say: Say, count: int) -> Said:
    return say.many(count, "👤 {count} buyer you know already", "👤 {count} buyers you know already")


def free(say: Say, count: int) -> Said:
    return say.many(count, "▫️ {count} line is of a free number", "▫️ {count} lines are of free numbers")


def nothing(say: Say) -> Said:
    return say("There is nothing in it that can be taken in.")


def left_out(say: Say, count: int) -> Said:
    return say.many(count, "⚠️ {count} line is left out:", "⚠️ {count} lines are left out:")


def quietly(say: Say) -> Said:
    return say("🎟 Only buyers on Telegram get a ticket.")


def take_in(say: Say, count: int) -> Said:
    return say.many(count, "Take in {count} number", "Take in {count} numbers")


def take_in_without(say: Say, count: int, lines: int) -> Said:
    return say.many(
        count,
        "Take in {count} number, leave out {lines}",
        "Take in {count} numbers, leave out {lines}",
        lines=say.count(lines),
    )


def how(say: Say) -> Said:
    return say("How I read it")


def all_left_out(say: Say, count: int) -> Said:
    return say("Left out ({count})", count=say.count(count))


def back(say: Say) -> Said:
    return say("⬅️ Back")


def how_title(say: Say) -> Said:
    return say("What is wrong? I read the list again as you say.")


def who_paid(say: Say, states: str) -> Said:
    if states == States.PAID:
        return say("All are read as paid.")
    if states == States.RESERVED:
        return say("All are read as reserved.")
    return say("Paid are those that are marked so, the others are reserved.")


def choose_states(say: Say, states: str) -> Said:
    if states == States.PAID:
        return say("All paid")
    if states == States.RESERVED:
        return say("All reserved")
    return say("As it is marked")


def column(say: Say, heading: str, role: str, sample: str) -> Said:
    return say("{heading}: {role} ({sample})", heading=heading, role=role, sample=sample)


def nameless(say: Say, place: int) -> Said:
    return say("Column {place}", place=place)


def column_button(say: Say, heading: str, role: str) -> Said:
    return say("{heading}: {role}", heading=heading, role=role)


def which_role(say: Say, heading: str, sample: str) -> Said:
    return say("What stands in «{heading}»?\nFor example: {sample}", heading=heading, sample=sample)


def role(say: Say, which: str) -> Said:
    match which:
        case Role.NUMBERS:
            return say("number")
        case Role.NAME:
            return say("name")
        case Role.PHONE:
            return say("phone")
        case Role.STATE:
            return say("paid or not")
        case Role.METHOD:
            return say("how they paid")
        case Role.AMOUNT:
            return say("amount paid")
    return say("not used")


def being_taken_in(say: Say, count: int) -> Said:
    return say.many(count, "📥 I take in {count} number.", "📥 I take in {count} numbers.")


def taken_in(say: Say, project: str) -> Said:
    return say("📥 The list is in · <b>{project}</b>", project=project)


def undo_until(say: Say, clock: str) -> Said:
    return say("You can undo all of it until {clock}, as long as nothing happens to any of it.", clock=clock)


def undo(say: Say) -> Said:
    return say("↩️ Undo all of it")


def being_undone(say: Say) -> Said:
    return say("↩️ I undo the list.")


def undone(say: Say, project: str) -> Said:
    return say(
        "↩️ The list was undone · <b>{project}</b>\nIts numbers are as they were before. New buyers stay among yours.",
        project=project,
    )


def cancelled(say: Say) -> Said:
    return say("The list was put away. Nothing was written, and nothing of it is kept.")


def under_way(say: Say) -> Said:
    return say("The list is being read.")


def another(say: Say) -> Said:
    return say("📥 Another list")


def look_again(say: Say) -> Said:
    return say("📥 See the list")


def file_title(say: Say, project: str) -> Said:
    return say("📥 What is left out · <b>{project}</b>", project=project)


def file_name(say: Say) -> Said:
    return say("left-out.txt")


def in_history(say: Say, orders: int, numbers: int) -> Said:
    return say.many(
        numbers,
        "📥 A list was taken in: {count} number, {orders} orders",
        "📥 A list was taken in: {count} numbers, {orders} orders",
        orders=say.count(orders),
    )


def undone_in_history(say: Say, numbers: int) -> Said:
    return say.many(numbers, "↩️ A list was undone: {count} number", "↩️ A list was undone: {count} numbers")
