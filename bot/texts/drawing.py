"""What is said on the way to a draw: what is open, what the lock means, and what everybody waits for."""

from bot.texts.say import Said, Say, lines
from bot.texts.shown import so_many_people
from rules.locking import Lack


def draw(say: Say) -> Said:
    return say("🏆 Draw")


def list_of(say: Say, numbers: int, people: int) -> Said:
    return say(
        "List for the draw: {numbers} of {people}.", numbers=_numbers(say, numbers), people=so_many_people(say, people)
    )


def prizes(say: Say, count: int) -> Said:
    return say.many(count, "{count} prize", "{count} prizes")


def alternates(say: Say, count: int) -> Said:
    return say.many(count, "{count} stands in", "{count} stand in")


def once_each(say: Say) -> Said:
    return say("nobody wins twice")


def drawn_at(say: Say, method: str, moment: str) -> Said:
    return say("📅 {moment}, by {method}", moment=moment, method=method)


def drawn_at_once(say: Say) -> Said:
    return say("📅 As soon as the list is closed, for practice")


def left_to_do(say: Say) -> Said:
    return say("Can still be settled:")


def all_settled(say: Say) -> Said:
    return say("✅ Nothing is left to settle.")


def cannot_yet(say: Say) -> Said:
    return say("<b>It cannot be drawn yet:</b>")


def lack(say: Say, lack: str) -> Said:
    """What to do about it."""
    match lack:
        case Lack.PRIZES:
            return say("❗ Say what can be won.")
        case Lack.SOLD:
            return say("❗ No number is sold. Only sold ones take part.")
        case Lack.METHOD:
            return say("❗ Choose how winners are found.")
        case Lack.LOTTERY:
            return say("❗ Say which lottery decides, and which of its figures.")
        case Lack.FIGURES:
            return say("❗ The lottery has too few figures for so many numbers. Choose another way.")
    return say("❗ There are more prizes than figures. Take some away, or choose another way.")


def solve(say: Say, lack: str) -> Said:
    match lack:
        case Lack.PRIZES:
            return say("Add a prize")
        case Lack.SOLD:
            return say("🎟 Sell")
        case Lack.GROUPS:
            return say("Prizes")
    return say("How winners are found")


def release_all(say: Say) -> Said:
    return say("▫️ Release all")


def release_surely(say: Say, count: int) -> Said:
    return say.many(
        count,
        "Release {count} reservation on which nothing was paid? Its numbers are free then.",
        "Release all {count} reservations on which nothing was paid? Their numbers are free then.",
    )


def parts_paid_stay(say: Say) -> Said:
    return say("Those with a payment or a proof stay as they are.")


def yes_release(say: Say) -> Said:
    return say("Yes, release")


def released(say: Say, count: int) -> Said:
    return say.many(count, "↩️ {count} reservation was released.", "↩️ {count} reservations were released.")


def close_the_list(say: Say) -> Said:
    return say("🔒 Close the list and publish")


def close_it(say: Say, numbers: int, people: int) -> Said:
    return say(
        "<b>Close the list?</b> {numbers} of {people} take part.",
        numbers=_numbers(say, numbers),
        people=so_many_people(say, people),
    )


def what_it_means(say: Say) -> Said:
    return say("From then on nothing about the numbers moves: no sale, no payment, no release, no other name.")


def unpaid_stay_out(say: Say, count: int) -> Said:
    return say.many(
        count,
        "{count} reservation is not paid and does not take part.",
        "{count} reservations are not paid and do not take part.",
    )


def everybody_gets_it(say: Say) -> Said:
    return say("Every buyer on Telegram gets the list's fingerprint with their numbers, before chance can be known.")


def known_at(say: Say, moment: str) -> Said:
    return say("The winner is known {moment}, not before.", moment=moment)


def changed_meanwhile(say: Say) -> Said:
    return say("The list has changed meanwhile. Please look again.")


def closed_with_people(say: Say, numbers: int, people: int) -> Said:
    return say(
        "🔒 <b>The list is closed</b>: {numbers} of {people}.",
        numbers=_numbers(say, numbers),
        people=so_many_people(say, people),
    )


def being_written(say: Say) -> Said:
    return say("🔒 The list is closed, and is being written just now. Its fingerprint comes in a moment.")


def fingerprint(say: Say, first: str, whole: str) -> Said:
    return lines(
        say("Fingerprint of the list: <b>{first}</b>", first=first),
        say("<code>{whole}</code>", whole=whole),
    )


def in_public(say: Say, seq: int) -> Said:
    return say("It is number {seq} of your public draws.", seq=say.count(seq))


def by_beacon(say: Say, number: int, moment: str) -> Said:
    return say(
        "The winner comes from public beacon round <b>{round}</b>, known {moment}, not before.",
        round=say.count(number),
        moment=moment,
    )


def by_itself(say: Say) -> Said:
    return say("I draw then by myself, and tell you.")


def beacon_awaited(say: Say) -> Said:
    return say(
        "The moment has come. I ask the beacon again and again, and draw as soon as it answers. Nobody can change"
        " the outcome by waiting. After 7 days without an answer the draw is taken back for all to see."
    )


def beacon_by_hand(say: Say) -> Said:
    return say("Is it online for you? Open the round, copy what it shows, and paste it here.")


def by_lottery(say: Say, name: str, what: str, moment: str) -> Said:
    return say("<b>{name}</b> decides, {moment}: {what}.", name=name, what=what, moment=moment)


def figure_later(say: Say) -> Said:
    return say("When its moment has come, I ask you for the figure.")


def figure_awaited(say: Say) -> Said:
    return say("The moment has come. Look the figure up, and enter it here.")


def sealed_until(say: Say, moment: str) -> Said:
    return say("A sealed secret decides, opened {moment}.", moment=moment)


def sealed_now(say: Say) -> Said:
    return say("A sealed secret decides. It can be opened now.")


def finding_winners(say: Say) -> Said:
    return say("The winners are being found just now. It takes a moment.")


def look_again(say: Say) -> Said:
    return say("🔄 Look again")


def open_round(say: Say) -> Said:
    return say("🌐 Open the round")


def paste(say: Say) -> Said:
    return say("📋 Paste it")


def enter_figure(say: Say) -> Said:
    return say("🔢 Enter the figure")


def open_source(say: Say) -> Said:
    return say("🌐 Look it up")


def draw_now(say: Say) -> Said:
    return say("🏆 Draw now")


def take_back(say: Say) -> Said:
    return say("↩️ Take back")


def public_page(say: Say) -> Said:
    return say("🌐 Public page")


def verify(say: Say) -> Said:
    return say("✅ Check it")


def paste_here(say: Say, number: int) -> Said:
    return say("Paste what the beacon shows for round {round}. Only the true signature is taken.", round=str(number))


def which_figure(say: Say, groups: int, digits: int) -> Said:
    return say.many(
        groups,
        "Write {count} official figure: {digits} digits.",
        "Write {count} official figures, in their order: {digits} digits each.",
        digits=str(digits),
    )


def is_it(say: Say, figure: str) -> Said:
    return say("<b>{figure}</b>", figure=figure)


def compare(say: Say) -> Said:
    return say("Compare it with the source before you go on: the winners follow from it, and everybody can look it up.")


def yes_draw_with_it(say: Say) -> Said:
    return say("✅ It is right, draw")


def other_figure(say: Say) -> Said:
    return say("It is wrong")


def why_take_back(say: Say) -> Said:
    return say("Why is the draw taken back? Everybody can read your reason.")


def surely_take_back(say: Say, reason: str) -> Said:
    return say(
        "Take the draw back, because: {reason}\nIt stays to be seen with its number and this reason.", reason=reason
    )


def yes_take_back(say: Say) -> Said:
    return say("Yes, take back")


def taken_back(say: Say, number: int) -> Said:
    return say("↩️ Draw {number} was taken back.", number=str(number))


def sales_may_go_on(say: Say) -> Said:
    return say("Sales are closed. You may open them again, or close the list anew.")


def back(say: Say) -> Said:
    return say("⬅️ To the draw")


def _numbers(say: Say, count: int) -> Said:
    return say.many(count, "{count} number", "{count} numbers")
