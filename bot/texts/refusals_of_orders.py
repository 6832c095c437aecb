"""What is said when an order stands otherwise than somebody thought: what is owed, what is over, what is undone."""

from bot.texts import reminders, words
from bot.texts.say import Said, Say
from rules import more_time, reminding
from rules import refusals as no
from rules.refusals import Refusal


def of_orders(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.AmountAboveOwed(amount=amount, owed=owed, currency=currency):
            return say(
                "{owed} is left to pay, and {amount} is more.\n"
                "Nothing was changed. Without an amount, all of it is paid: /pay 7",
                owed=say.money(owed, currency),
                amount=say.money(amount, currency),
            )
        case no.PaidMoreThanRemains(paid=paid, new_total=new_total, currency=currency):
            return say(
                "{paid} is paid on these already, and what stays would cost only {total}.\n"
                "Nothing was changed. Give back fewer numbers.",
                paid=say.money(paid, currency),
                total=say.money(new_total, currency),
            )
        case no.OrderNotPayable(state=state):
            return _not_payable(state, say)
        case no.OrderNotPaid(state="reserved"):
            return say("This order is not paid yet. Its ticket comes with the payment.")
        case no.OrderNotPaid():
            return say("This order holds no numbers any more, so it has no ticket.")
        case no.NotAsShown():
            return say("This order has changed since this was shown. Nothing was done. Please look at it again.")
        case no.RemindedLately(at=at, now=now, minutes=minutes):
            return say(
                "This reminder went out {moment}. The next one can go {span} later. Nothing was sent.",
                moment=say.moment(at, now),
                span=words.span(say, minutes),
            )
        case no.TooLateToUndo(minutes=minutes):
            span = words.span(say, minutes)
            return say("Too late: undoing is possible for {span}. Nothing was changed.", span=span)
        case no.AlreadyUndone():
            return say("That is undone already.")
        case no.ChangedSince():
            return say("Something else happened to this order since, so it cannot be undone. Nothing was changed.")
    return None


def of_reminders(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case reminding.NobodyToRemind():
            return reminders.nobody_to_remind(say)
        case reminding.TooManyReminders(limit=limit):
            return reminders.too_many(say, limit)
        case more_time.MoreTimeAsked():
            return say("The organizer was asked for more time already. You hear from me as soon as there is an answer.")
        case more_time.MoreTimeRefused():
            return say("The organizer cannot give more time for this order. Nothing was changed.")
        case more_time.MoreTimeAnswered(more_time=more_time.MoreTime.REFUSED):
            return say("You said no already. With “More time” at the order you can still give some.")
        case more_time.MoreTimeAnswered():
            return say("Nobody waits for an answer here any more. Nothing was done twice.")
    return None


def _not_payable(state: str, say: Say) -> Said:
    match state:
        case "paid":
            return say("This order is paid already. Nothing is left to pay.")
        case "expired":
            return say("This order has expired, and its numbers are free again. Take them anew: /sell 7 Luis")
    return say("This order is cancelled: there is nothing to pay.")
