"""What is said to buyers who want more than they may, and to whoever tries too many links."""

from bot.texts import words
from bot.texts.say import Said, Say
from bot.texts.shown import numbers, short
from rules import buying as no
from rules.refusals import Refusal


def of_buying(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.MoreThanPerOrder(limit=limit):
            return say.many(
                limit,
                "At most {count} number at a time can be taken in this raffle. Nothing was reserved.",
                "At most {count} numbers at a time can be taken in this raffle. Nothing was reserved.",
            )
        case no.MoreThanPerBuyer(left=left, limit=limit):
            return say.many(
                limit,
                "Each person gets at most {count} number of this raffle. Left for you: {left}. Nothing was reserved.",
                "Each person gets at most {count} numbers of this raffle. Left for you: {left}. Nothing was reserved.",
                left=say.count(left),
            )
        case no.TooManyUnpaid(limit=limit):
            return say.many(
                limit,
                "You have {count} reservation here that is not paid. Pay it or give it back first.",
                "You have {count} reservations here that are not paid. Pay one or give it back first.",
            )
        case no.OrderedTooOften(minutes=minutes):
            return say("You reserved very often within {span}. Please try again later.", span=words.span(say, minutes))
        case no.NumbersKept(numbers=kept, ranges=ranges, until=until, now=now):
            return say.many(
                len(kept),
                "{numbers} is kept until {moment} for somebody who waited for it. Choose another.",
                "Kept until {moment} for people who waited for them: {numbers}. Choose others.",
                numbers=numbers(kept, ranges),
                moment=say.moment(until, now),
            )
        case no.LimitOutOfBounds(most=most):
            return say("A limit is between 1 and {most}, like: 5. Or: no limit", most=say.count(most))
        case no.LimitUnreadable(text=text):
            return say("I cannot read “{text}” as a limit. Write a number, like: 5. Or: no limit", text=short(text))
        case no.TriedTooOften(minutes=minutes):
            return say("Too many links were wrong. Please try again in {span}.", span=words.span(say, minutes))
    return None
