"""What a raffle's public page says to anybody who has its address."""

from bot.texts.say import Said, Say, joined


def prizes(say: Say) -> Said:
    return say("Prizes")


def numbers(say: Say) -> Said:
    return say("Numbers")


def winners(say: Say) -> Said:
    return say("Winners")


def the_draw(say: Say) -> Said:
    return say("The draw")


def closed_list(say: Say) -> Said:
    return say("The list is closed")


def every_draw(say: Say) -> Said:
    return say("All draws of this raffle")


def moment(say: Say, moment: str, zone: str) -> Said:
    """Where the organizer lives, whoever reads it."""
    return say("{moment}, time of {zone}", moment=moment, zone=zone)


def free_of(say: Say, free: int, size: int) -> Said:
    return say("<b>{free}</b> of {size} free", free=say.count(free), size=say.count(size))


def in_short(say: Say, free: int, price: str | None) -> Said:
    """Under the name, where a chat shows what a link leads to."""
    left = say.many(free, "{count} number free", "{count} numbers free")
    return left if price is None else joined([left, price], " · ")


def each(say: Say, price: str) -> Said:
    return say("{price} each", price=price)


def each_between(say: Say, lowest: str, highest: str) -> Said:
    return say("{lowest} to {highest} each", lowest=lowest, highest=highest)


def stretch_free(say: Say, free: int) -> Said:
    return say.many(free, "{count} free", "{count} free")


def called_off(say: Say) -> Said:
    return say("This raffle was called off.")


def only_practice(say: Say) -> Said:
    return say("🧪 For practice only: it proves nothing against whoever runs this service.")


def alternates(say: Say, count: int, days: int) -> Said:
    """Who steps in."""
    within = say.many(days, "{count} day", "{count} days")
    return say.many(
        count,
        "{count} alternate is drawn too: whoever does not claim a prize within {within} passes it on.",
        "{count} alternates are drawn too: whoever does not claim a prize within {within} passes it on.",
        within=within,
    )


def one_prize_each(say: Say) -> Said:
    return say("Nobody wins twice.")


def lottery(say: Say, name: str, what: str) -> Said:
    return say("🎱 {name}: {what}", name=name, what=what)


def what_it_proves(say: Say) -> Said:
    return say("What this proves")


def what_it_does_not_prove(say: Say) -> Said:
    return say("What it does not prove")


def listed(say: Say, count: int) -> Said:
    return say.many(count, "{count} number is in the draw.", "{count} numbers are in the draw.")


def list_is_written(say: Say) -> Said:
    return say("The list is being written. Its fingerprint is here in a moment.")


def fingerprint(say: Say) -> Said:
    return say("Fingerprint of what was fixed")


def compare(say: Say) -> Said:
    return say("All 64 digits must be those you were sent before the draw.")


def what_was_fixed(say: Say) -> Said:
    return say("What was fixed, word by word")


def beacon_round(say: Say, number: int, moment: str) -> Said:
    return say(
        "🌐 Round {number} of the public beacon decides. It is known at this moment, not before: {moment}",
        number=say.count(number),
        moment=moment,
    )


def drawn_on(say: Say, moment: str) -> Said:
    return say("📅 Drawn: {moment}", moment=moment)


def draw_due(say: Say, moment: str) -> Said:
    return say("📅 Draw: {moment}", moment=moment)


def see_list(say: Say) -> Said:
    return say("Download the list")


def take_proof(say: Say) -> Said:
    return say("Download the proof")


def check_it(say: Say) -> Said:
    return say("Check it yourself")


def how_to_check(say: Say) -> Said:
    return say("Drop the proof on the checking page: your own device works out again who won.")


def alternate(say: Say, number: int) -> Said:
    return say("Alternate {number}", number=number)


def holder(say: Say, number: str) -> Said:
    return say("Holder {number}", number=number)


def who_holds(say: Say) -> Said:
    return say("Names are not shown here. Holders are numbered in the list; winners were written to.")


def nobody_won(say: Say) -> Said:
    return say("Not sold: nobody won it")


def figure(say: Say, figure: str) -> Said:
    return say("🎱 Official figure: <b>{figure}</b>", figure=figure)


def corrected(say: Say, before: str, after: str, reason: str) -> Said:
    return say("✏️ Corrected from {before} to {after}. Reason: {reason}", before=before, after=after, reason=reason)


def draw_number(say: Say, number: int, state: str) -> Said:
    return joined([say("Draw {number}", number=number), state], " · ")


def waits(say: Say) -> Said:
    return say("waits for its moment")


def drawn(say: Say) -> Said:
    # Not "drawn" again: a raffle and a draw are of different genders elsewhere.
    return say("done")


def void(say: Say) -> Said:
    return say("taken back")


def result_is_computed(say: Say) -> Said:
    return say("The winners are being worked out. They are here in a moment.")


def redrawn(say: Say, number: int) -> Said:
    return say("Drawn again after draw {number}.", number=number)


def why(say: Say, reason: str) -> Said:
    return say("Reason: {reason}", reason=reason)


def beacon_was_silent(say: Say) -> Said:
    return say("The beacon was not heard for a week.")


def in_a_row(say: Say, number: int) -> Said:
    return say("Number {number} in the organizer's row of draws, in which none may be missing.", number=number)


def posted(say: Say, place: str, moment: str) -> Said:
    return say("Published: {place}, {moment}", place=place, moment=moment)


def nothing_here(say: Say) -> Said:
    return say("There is nothing here")


def why_nothing(say: Say) -> Said:
    return say("The address may be mistyped, or the raffle is gone. Ask whoever sent it to you.")


def to_page(say: Say) -> Said:
    return say("🔎 Public page")


def page_of(say: Say, url: str) -> Said:
    return say("🔎 For anybody to look at, with the draw:\n{url}", url=url)


def report(say: Say) -> Said:
    return say("🚩 Report this raffle")


def busy(say: Say) -> Said:
    return say("Many people are downloading just now. Please try again in a moment.")
