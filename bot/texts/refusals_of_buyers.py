"""What is said when it is not clear who is meant, or when somebody cannot be who was meant."""

from bot.texts.say import Said, Say
from bot.texts.shown import few, short
from rules import refusals as no
from rules.refusals import Refusal


def of_buyers(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.AlreadyHeldBy(buyer_number=buyer):
            return say("These numbers are buyer #{buyer}'s already. Choose another buyer.", buyer=buyer)
        case no.BuyerAmbiguous(name=name, buyer_numbers=known):
            return say(
                "Several buyers are called {name}: {buyers}.\n"
                "Write the number instead of the name. Try: /sell 7 #{first}",
                name=short(name),
                buyers=few(f"#{number}" for number in known),
                first=known[0],
            )
        case no.BuyerNotOnTelegram(buyer_number=buyer):
            return say("Buyer #{buyer} is not on Telegram with me, so I cannot write to them.", buyer=buyer)
        case no.AlreadyConnected(buyer_number=buyer):
            return say("Buyer #{buyer} is connected with a Telegram account already.", buyer=buyer)
        case no.LinkNotUsable():
            return say("This link is no longer good. Ask whoever sent it for a new one.")
        case no.CannotMerge(why=why):
            return _not_merged(why, say)
    return None


def _not_merged(why: str, say: Say) -> Said:
    match why:
        case "same":
            return say("That is one and the same buyer. Choose two different ones.")
        case "merged":
            return say("One of these two was joined with another buyer already. /buyers shows who is left.")
        case "telegram":
            return say("Both are on Telegram, each with an account of their own, so they stay two buyers.")
        case "erased":
            return say("One of these two had their data deleted, so they stay two buyers.")
    return say("One of these two is made up for practice, so they stay two buyers.")
