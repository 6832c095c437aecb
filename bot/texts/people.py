"""What is said of buyers: all of them, one with what they hold, what is asked about them, and the link for them."""

from bot.texts.say import Said, Say


def title(say: Say) -> Said:
    return say("👤 <b>Buyers</b>")


def practice_title(say: Say) -> Said:
    return say("👤 <b>Buyers</b> · 🧪 practice")


def line(say: Say, number: int, name: str) -> Said:
    return say("#{number} {name}", number=number, name=name)


def line_with_phone(say: Say, number: int, name: str, phone: str) -> Said:
    return say("#{number} {name} · {phone}", number=number, name=name, phone=phone)


def how_to_search(say: Say) -> Said:
    return say("Tap one, or type a part of a name, a phone or its last 4 digits.")


def none_yet(say: Say) -> Said:
    return say("Nobody yet. Each sale adds its buyer. Or type a name, and a phone if you like: Luis +57 300 123 4567")


def nobody_on_this_page(say: Say) -> Said:
    return say("Nobody is on this page any more.")


def nobody_found(say: Say, words: str) -> Said:
    return say("Nobody found for “{words}”.", words=words)


def is_it_one_of_these(say: Say, name: str) -> Said:
    return say("{name} is known already. Is it somebody of these?", name=name)


def phone_known(say: Say, name: str) -> Said:
    return say("This is {name}'s phone already.", name=name)


def added(say: Say) -> Said:
    return say("✅ Added.")


# One buyer


def heading(say: Say, name: str, number: int) -> Said:
    return say("👤 <b>{name}</b> · #{number}", name=name, number=number)


def practice(say: Say) -> Said:
    return say("🧪 Made up for practice")


def phone(say: Say, phone: str) -> Said:
    return say("Phone: {phone}", phone=phone)


def email(say: Say, email: str) -> Said:
    return say("E-mail: {email}", email=email)


def notes(say: Say, notes: str) -> Said:
    return say("Notes: {notes}", notes=notes)


def on_telegram(say: Say) -> Said:
    return say("On Telegram with me")


def not_on_telegram(say: Say) -> Said:
    return say("Not on Telegram with me yet")


def holds_nothing(say: Say) -> Said:
    return say("Holds no numbers now.")


def holds(say: Say, project: str, orders: str) -> Said:
    return say("🏆 {project} · {orders}", project=project, orders=orders)


def orders(say: Say, count: int) -> Said:
    return say.many(count, "{count} order", "{count} orders")


def all_paid(say: Say, paid: str) -> Said:
    return say("✅ {paid} paid", paid=paid)


def paid_and_owed(say: Say, paid: str, owed: str) -> Said:
    return say("✅ {paid} paid · ⏳ {owed} owed", paid=paid, owed=owed)


def and_more(say: Say) -> Said:
    return say("… and more")


# Buttons


def name_button(say: Say) -> Said:
    return say("Name")


def phone_button(say: Say) -> Said:
    return say("Phone")


def email_button(say: Say) -> Said:
    return say("E-mail")


def notes_button(say: Say) -> Said:
    return say("Notes")


def orders_button(say: Say) -> Said:
    return say("🎟 Orders")


def history_button(say: Say) -> Said:
    return say("History")


def link_button(say: Say) -> Said:
    return say("Invite by link")


def sell_button(say: Say) -> Said:
    return say("🎟 Sell to them")


def join_button(say: Say) -> Said:
    return say("Join with another")


def all_button(say: Say) -> Said:
    return say("👤 Buyers")


def remove(say: Say) -> Said:
    return say("Remove it")


# Questions


def right_name(say: Say, name: str) -> Said:
    return say("Now: {name}\nWhat are they called? Type it.", name=name)


def right_phone(say: Say, phone: str) -> Said:
    return say("Now: {phone}\nWhich phone is right? Like: +57 300 123 4567", phone=phone)


def right_email(say: Say, email: str) -> Said:
    return say("Now: {email}\nWhich e-mail is right? Like: luis@example.com", email=email)


def right_notes(say: Say, notes: str) -> Said:
    return say("Now: {notes}\nWhat is to be noted? Only you see it.", notes=notes)


def nothing_known(say: Say) -> Said:
    return say("nothing")


def corrected(say: Say) -> Said:
    return say("✅ Corrected.")


def who_is_the_same(say: Say, name: str) -> Said:
    return say(
        "Who is the same person as {name}? Tap, or type a part of the name, a phone or its last 4 digits.", name=name
    )


def really_join(say: Say, gone: str, gone_number: int, keep: str, keep_number: int) -> Said:
    return say(
        "Join <b>{gone}</b> (#{gone_number}) with <b>{keep}</b> (#{keep_number})?\n"
        "All that both hold is then {keep}'s, and there is no way back.",
        gone=gone,
        gone_number=gone_number,
        keep=keep,
        keep_number=keep_number,
    )


def yes_join(say: Say) -> Said:
    return say("Yes, join them")


def joined_now(say: Say, number: int) -> Said:
    return say("✅ #{number} is one with this buyer now.", number=number)


# The link


def link_above(say: Say, name: str) -> Said:
    return say(
        "<b>Link for {name}</b>\n"
        "Whoever opens it first is {name} here: tickets and reminders go to them. So give it to {name} alone.\n\n"
        "Forward the message below, or send it by WhatsApp.",
        name=name,
    )


def invitation(say: Say, name: str, organizer: str, url: str) -> Said:
    return say(
        "{name}, open this link and your numbers with {organizer} come to your Telegram, with tickets and reminders:\n"
        "{url}",
        name=name,
        organizer=organizer,
        url=url,
    )


def take_back(say: Say) -> Said:
    return say("Cancel the link")


def taken_back(say: Say) -> Said:
    return say("The link is no longer good.")


# Orders


def orders_of(say: Say, name: str) -> Said:
    return say("🎟 <b>Orders</b> · {name}", name=name)


def no_orders(say: Say) -> Said:
    return say("No orders yet.")


def order_line(say: Say, sign: str, numbers: str, project: str, total: str) -> Said:
    return say(
        "{sign} <b>{numbers}</b> · {project} · {total}", sign=sign, numbers=numbers, project=project, total=total
    )


def empty_order_line(say: Say, sign: str, code: str, project: str) -> Said:
    return say("{sign} {code} · {project} · no numbers any more", sign=sign, code=code, project=project)
