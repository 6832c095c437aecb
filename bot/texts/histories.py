"""What happened to a raffle or a buyer, a line each."""

from bot.texts.say import Said, Say, joined


def title(say: Say, name: str) -> Said:
    return say("<b>History</b> · {name}", name=name)


def day(say: Say, day: str) -> Said:
    return say("<b>{day}</b>", day=day)


def line(say: Say, clock: str, what: str) -> Said:
    return say("{clock} {what}", clock=clock, what=what)


def nothing(say: Say) -> Said:
    return say("Nothing is on this page.")


def somebody(say: Say) -> Said:
    return say("somebody")


def paid(say: Say, buyer: str, amount: str, method: str) -> Said:
    return say("✅ {buyer} paid {amount} {method}: all is paid", buyer=buyer, amount=amount, method=method)


def paid_in_part(say: Say, buyer: str, amount: str, method: str, owed: str) -> Said:
    return say(
        "💰 {buyer} paid {amount} {method}, {owed} still owed", buyer=buyer, amount=amount, method=method, owed=owed
    )


def released(say: Say, buyer: str, numbers: str) -> Said:
    return say("▫️ Released: {numbers} of {buyer}", buyer=buyer, numbers=numbers)


def voided(say: Say, buyer: str, numbers: str) -> Said:
    return say("▫️ Voided: {numbers} of {buyer}", buyer=buyer, numbers=numbers)


def expired(say: Say, buyer: str, numbers: str) -> Said:
    return say("▫️ Expired: {numbers} of {buyer}", buyer=buyer, numbers=numbers)


def taken_back(say: Say, buyer: str, numbers: str) -> Said:
    return say("⏳ {buyer} took {numbers} again", buyer=buyer, numbers=numbers)


def proof_sent(say: Say, buyer: str) -> Said:
    return say("📎 {buyer} sent a proof of payment", buyer=buyer)


def proof_not_accepted(say: Say, buyer: str) -> Said:
    return say("📎 The proof of {buyer} was not accepted", buyer=buyer)


def extended(say: Say, buyer: str, until: str) -> Said:
    return say("⏳ More time for {buyer}: until {until}", buyer=buyer, until=until)


def of_buyer(say: Say, what: str, buyer: str) -> Said:
    return say("{what}, {buyer}", what=what, buyer=buyer)


def made(say: Say) -> Said:
    return say("🏆 The raffle was made")


def taken_over(say: Say, number: int) -> Said:
    return say("🏆 Everything was taken over from raffle {number}", number=number)


def changed(say: Say, fields: str) -> Said:
    return say("Changed: {fields}", fields=fields)


def field(say: Say, name: str) -> Said:
    """Of a raffle or a buyer, by the name of what was changed."""
    known = {
        "name": say("the name"),
        "description": say("the description"),
        "draw_at": say("the draw date"),
        "draw_method": say("how winners are found"),
        "currency": say("the currency"),
        "hold_minutes": say("how long numbers are reserved"),
        "grace_minutes": say("when they are released"),
        "closing": say("when sales close"),
        "alternates": say("how many step in"),
        "per_holder": say("whether somebody wins twice"),
        "claim_days": say("how long a prize waits"),
        "dark": say("light or dark pictures"),
        **dict.fromkeys(_OF_THE_LOTTERY, say("which lottery decides")),
        "phone": say("the phone"),
        "email": say("the e-mail"),
        "notes": say("the notes"),
    }
    return known.get(name) or joined([name], "")


_OF_THE_LOTTERY = tuple(f"lottery_{name}" for name in ("name", "what", "url", "groups", "digits", "take", "unsold"))


def locked(say: Say, number: int) -> Said:
    return say("🔒 Locked for draw {number}", number=number)


def committed(say: Say, sold: int) -> Said:
    return say.many(sold, "🔒 The list of {count} number was published", "🔒 The list of {count} numbers was published")


def draw_voided(say: Say, number: int) -> Said:
    return say("Draw {number} was taken back", number=number)


def drawn(say: Say, number: int) -> Said:
    return say("🏆 Draw {number} has its result", number=number)


def draw_corrected(say: Say, number: int) -> Said:
    return say("The figure of draw {number} was corrected", number=number)


def prize_handed_over(say: Say, place: str, buyer: str) -> Said:
    return say("🏆 Prize of {place} handed over to {buyer}", place=place, buyer=buyer)


def prize_confirmed(say: Say, place: str, buyer: str) -> Said:
    return say("🏆 {buyer} confirmed the prize of {place}", place=place, buyer=buyer)


def prize_passed(say: Say, place: str, buyer: str) -> Said:
    return say("🏆 {buyer} did not claim the prize of {place} in time", place=place, buyer=buyer)


def stepped_in(say: Say, place: str, buyer: str) -> Said:
    return say("🏆 {buyer} ({place}) steps in for a prize", place=place, buyer=buyer)


def closed(say: Say) -> Said:
    return say("Sales were closed")


def opened(say: Say) -> Said:
    return say("Sales were opened again")


def called_off(say: Say, ended: int) -> Said:
    return say.many(
        ended,
        "The raffle was called off, {count} reservation ended",
        "The raffle was called off, {count} reservations ended",
    )


def barred(say: Say) -> Said:
    return say("Your raffles were stopped by those who run this bot")


def unbarred(say: Say) -> Said:
    return say("You may organize again")


def silenced(say: Say) -> Said:
    return say("Your messages to buyers were stopped by those who run this bot")


def unsilenced(say: Say) -> Said:
    return say("You may write to buyers again")


def level_set(say: Say) -> Said:
    return say("Those who run this bot changed how much you may do in a day")


def announced(say: Say, people: int) -> Said:
    return say.many(people, "A message was sent to {count} buyer", "A message was sent to {count} buyers")


def deleted(say: Say) -> Said:
    return say("The practice raffle was deleted")


def numbers_added(say: Say, numbers: str, price: str) -> Said:
    return say("🎟 Numbers added: {numbers} · {price} each", numbers=numbers, price=price)


def numbers_grown(say: Say, numbers: str) -> Said:
    return say("🎟 More numbers: now {numbers}", numbers=numbers)


def repriced(say: Say, numbers: str, before: str, after: str) -> Said:
    return say("🎟 New price of {numbers}: {after} instead of {before}", numbers=numbers, before=before, after=after)


def numbers_removed(say: Say, numbers: str) -> Said:
    return say("🎟 Numbers removed: {numbers}", numbers=numbers)


def prize_added(say: Say, number: int) -> Said:
    return say("🏆 Prize {number} added", number=number)


def prize_renamed(say: Say, number: int) -> Said:
    return say("🏆 Prize {number} renamed", number=number)


def prize_removed(say: Say, number: int) -> Said:
    return say("🏆 Prize {number} removed", number=number)


def buyer_added(say: Say, buyer: str) -> Said:
    return say("👤 {buyer} was added", buyer=buyer)


def buyer_corrected(say: Say, buyer: str, fields: str) -> Said:
    return say("👤 {buyer}, corrected: {fields}", buyer=buyer, fields=fields)


def buyer_merged(say: Say, number: int, buyer: str) -> Said:
    return say("👤 #{number} was joined with {buyer}", number=number, buyer=buyer)


def buyer_connected(say: Say, buyer: str) -> Said:
    return say("👤 {buyer} opened the link and is on Telegram", buyer=buyer)


def buyer_erased(say: Say, buyer: str) -> Said:
    return say("👤 {buyer} had everything about them erased", buyer=buyer)


def share_made(say: Say) -> Said:
    return say("A link to share the raffle was made")


def share_taken_back(say: Say) -> Said:
    return say("The link to share the raffle was cancelled")


def link_made(say: Say, buyer: str) -> Said:
    return say("A link was made for {buyer}", buyer=buyer)


def link_taken_back(say: Say, buyer: str) -> Said:
    return say("The link for {buyer} was cancelled", buyer=buyer)


def photo_behind(say: Say) -> Said:
    return say("🌄 A photo stands behind the board")


def photo_taken_away(say: Say) -> Said:
    return say("The photo behind the board was taken away")
