"""What is said when a raffle is locked, cannot be locked yet, or its draw cannot go on as was asked."""

from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import short
from rules import locking as no
from rules.refusals import Refusal


def of_draws(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.ProjectLocked():
            return say("This raffle is locked for its draw: until that is over its numbers stay as they are.")
        case no.NotReadyToDraw(lacks=lacks):
            missing = joined([lacking(say, lack) for lack in lacks], ", ")
            return say("This raffle cannot be drawn yet. Missing: {what}.", what=missing)
        case no.DrawTooSoon(earliest=earliest, now=now):
            moment = say.moment(earliest, now)
            return say(
                "Everybody shall see the list before the draw. It can be at {moment} at the soonest.", moment=moment
            )
        case no.DrawnAlready(draw_number=number):
            return say("Draw {number} has its result, and it stands. Drawing again needs a reason.", number=str(number))
        case no.NothingToRedraw():
            return say("Nothing was drawn yet, so there is nothing to draw again.")
        case no.DrawOver(state=state):
            return _over(state, say)
        case no.StillListing():
            return say("The list of numbers is being written just now. Please try again in a moment.")
        case no.DrawNotDue(due_at=due_at, now=now):
            return say("The draw is at {moment}, not before.", moment=say.moment(due_at, now))
        case no.ChanceIsKnown():
            return say("Anybody could know the result by now, so this draw is not taken back any more.")
        case no.DrawnOtherwise():
            return say("This draw finds its winners another way. Nothing was changed.")
    return _of_what_was_brought(refusal, say)


def lacking(say: Say, lack: str) -> Said:
    match lack:
        case no.Lack.PRIZES:
            return say("a prize")
        case no.Lack.SOLD:
            return say("a number that is sold")
        case no.Lack.METHOD:
            return say("how winners are found")
        case no.Lack.LOTTERY:
            return say("which lottery decides")
        case no.Lack.FIGURES:
            return say("a lottery with more figures")
    return say("fewer prizes, each needs its own figure")


def _of_what_was_brought(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.SignatureWrong(round=number):
            return say("This is not what the beacon said in round {number}.", number=str(number))
        case no.FigureUnreadable(text=text, groups=groups, digits=digits):
            return _figure(text, groups, digits, say)
        case no.FigureAsBefore(value=value):
            return say("{figure} is what stands there already.", figure=short(value))
        case no.LotteryUnreadable(field=field):
            return _lottery(field, say)
        case no.CountUnreadable(least=least, most=most):
            return say("Write a number between {least} and {most}.", least=str(least), most=str(most))
        case no.PrizeNotWaiting(place=place):
            return say("The prize of {place} does not wait to be handed over any more.", place=short(place))
        case no.ClaimCodeWrong():
            return say("This is not the winner's code. They have it in their message.")
        case no.PrizesHandedOver():
            return say("A prize was handed over already, so the figure stays as it is.")
    return None


def _over(state: str, say: Say) -> Said:
    match state:
        case "drawn":
            return say("The draw is over already.")
        case "void":
            return say("This draw was taken back. Lock the raffle again.")
    return say("This draw waits for its moment.")


def _figure(text: str, groups: int, digits: int, say: Say) -> Said:
    example = " ".join(
        ["1207", "9950", "0301", "4407"][place % 4].ljust(digits, "3")[:digits] for place in range(min(groups, 4))
    )
    asked = say.many(
        groups,
        "{count} figure of {digits} digits is asked for, like: {example}",
        "{count} figures of {digits} digits each are asked for, like: {example}",
        digits=str(digits),
        example=example,
    )
    return lines(say("I cannot read “{text}” as the official figure.", text=short(text)), asked)


def _lottery(field: str, say: Say) -> Said:
    match field:
        case "name":
            return say("Write the lottery's name, like: Lotería de Bogotá")
        case "what":
            return say("Write which of its figures decide, like: the last two of the first prize")
        case "url":
            return say("Write where anybody can look the figure up, like: https://www.loteriadebogota.com")
        case "digits":
            return say("A figure has between 1 and 12 digits.")
    return say("Choose how many digits decide, and what happens if that number was not sold.")
