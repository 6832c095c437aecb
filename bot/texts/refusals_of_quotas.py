"""What is said to a "no" because somebody did as much in a day as anybody may here."""

from bot.texts.say import Said, Say, joined
from rules.quotas import Quota, QuotaReached
from rules.refusals import Refusal


def of_quotas(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case QuotaReached(quota=quota, most=most, until=until, now=now, user_id=user_id):
            again = say(
                "It is possible again {moment}. For more, tell those who run this bot your number: {number}.",
                moment=say.moment(until, now),
                number=str(user_id),
            )
            return joined([_so_much(say, quota, say.count(most)), again], " ")
    return None


def _so_much(say: Say, quota: str, most: str) -> Said:
    match quota:
        case Quota.RAFFLES:
            return say("At most {most} raffles can be made in 24 hours.", most=most)
        case Quota.NUMBERS:
            return say("At most {most} numbers can be taken in 24 hours.", most=most)
        case Quota.LISTS:
            return say("At most {most} lists can be taken in within 24 hours.", most=most)
        case Quota.FILES:
            return say("At most {most} files can be made in 24 hours.", most=most)
        case Quota.BOARDS:
            return say("At most {most} boards can be posted in 24 hours.", most=most)
    return say("At most {most} announcements can be sent in 24 hours.", most=most)
