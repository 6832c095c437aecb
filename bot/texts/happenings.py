"""What happened to an order, a line each."""

from collections.abc import Mapping

from bot.texts.say import Said, Say


def title(say: Say, code: str) -> Said:
    return say("<b>History</b> · order {code}", code=code)


def at(say: Say, moment: str, what: str) -> Said:
    return say("{moment}\n{what}", moment=moment, what=what)


def by_another(say: Say, what: str) -> Said:
    return say("{what} (not by you)", what=what)


def reserved(say: Say, buyer: str, numbers: str, total: str) -> Said:
    return say("⏳ Reserved for {buyer}: {numbers} · {total}", buyer=buyer, numbers=numbers, total=total)


def sold(say: Say, buyer: str, numbers: str, total: str, method: str) -> Said:
    return say(
        "✅ Sold to {buyer}: {numbers} · {total} {method}", buyer=buyer, numbers=numbers, total=total, method=method
    )


def paid(say: Say, amount: str, method: str) -> Said:
    return say("✅ {amount} {method}: all is paid", amount=amount, method=method)


def paid_in_part(say: Say, amount: str, method: str, owed: str) -> Said:
    return say("💰 {amount} {method}, {owed} still owed", amount=amount, method=method, owed=owed)


def released(say: Say, numbers: str) -> Said:
    return say("▫️ Released: {numbers}", numbers=numbers)


def voided(say: Say, numbers: str) -> Said:
    return say("▫️ Voided: {numbers}", numbers=numbers)


def handed_on(say: Say, buyer: str) -> Said:
    return say("👤 Handed on to {buyer}", buyer=buyer)


def extended(say: Say, until: str) -> Said:
    return say("⏳ More time: until {until}", until=until)


def reminded(say: Say, buyer: str) -> Said:
    return say("{buyer} was reminded", buyer=buyer)


def reminded_by_itself(say: Say, moments: str) -> Said:
    return say("🔔 Reminded by itself: {moments}", moments=moments)


def time_asked(say: Say) -> Said:
    return say("🙏 Asked for more time")


def time_refused(say: Say) -> Said:
    return say("More time was not given")


def pays_in_cash(say: Say) -> Said:
    return say("💵 Means to pay in cash")


def not_in_cash(say: Say) -> Said:
    return say("Not in cash after all")


def undone(say: Say, kind: str) -> Said:
    """By the kind of what was undone."""
    known: Mapping[str, Said] = {
        "order.reserved": say("↩️ Undone: the reservation"),
        "order.sold": say("↩️ Undone: the sale"),
        "order.paid": say("↩️ Undone: the payment"),
        "order.paid_in_part": say("↩️ Undone: the payment"),
        "order.released": say("↩️ Undone: the release"),
        "order.handed_on": say("↩️ Undone: the change of holder"),
        "order.extended": say("↩️ Undone: the longer time"),
    }
    return known.get(kind) or say("↩️ Undone")
