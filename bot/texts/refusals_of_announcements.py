"""What is said to a "no" about messages to the buyers of a raffle."""

from bot.texts.say import Said, Say
from rules import announcements as no
from rules.bars import BarredFromWriting
from rules.refusals import Refusal


def of_announcements(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.TooManyLinks(count=count, limit=limit):
            return say(
                "There are {count} links in it, and at most {limit} may be. Take some out and send it again.",
                count=say.count(count),
                limit=say.count(limit),
            )
        case no.NobodyToWriteTo():
            return say("Nobody of them can get it here, so nothing was sent.")
        case no.AnnouncedEnough(until=until, now=now):
            return say(
                "You have written to your buyers often enough for a day. It is possible again {moment}."
                " Nothing was sent.",
                moment=say.moment(until, now),
            )
        case BarredFromWriting():
            return say("Those who run this bot do not let you write to all buyers for now. Nothing was sent.")
    return None
