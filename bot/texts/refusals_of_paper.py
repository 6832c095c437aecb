"""What is said when tickets cannot be printed."""

from bot.texts.say import Said, Say
from bot.texts.shown import few, of_range
from rules import paper as no
from rules.refusals import Refusal


def of_paper(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.NothingOnPaper():
            return say("No numbers of this raffle have paper tickets. Add some: /set 101-200 10 physical")
        case no.NotOnPaper(online=online, on_paper=on_paper):
            return say(
                "{online} are online: whoever takes one gets a picture, not paper.\nOn paper: {ranges}.",
                online=of_range(online),
                ranges=few(map(of_range, on_paper)),
            )
        case no.TooManyToPrint(count=count, limit=limit, first=first):
            return say(
                "That is {count} tickets; at most {limit} go into one file. Try: /print {range}",
                count=say.count(count),
                limit=say.count(limit),
                range=of_range(first),
            )
    return None
