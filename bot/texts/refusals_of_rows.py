"""What is said when the rows stand against it: the number first, how it stands, and what is possible instead."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts import words
from bot.texts.refusals_of_moves import not_moved
from bot.texts.say import Said, Say, lines
from bot.texts.shown import few, numbers, of_range, short
from rules import refusals as no
from rules.numbers import NumberRange, show_number
from rules.refusals import NumbersTaken, Refusal, TakenAs


def of_numbers(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case NumbersTaken():
            return _taken(refusal, say)
        case no.NumbersOutside(numbers=outside, ranges=ranges):
            return say.many(
                len(outside),
                "{numbers} is not in this raffle.\nIts numbers: {ranges}.",
                "Not in this raffle: {numbers}.\nIts numbers: {ranges}.",
                numbers=numbers(outside, ranges),
                ranges=few(map(of_range, ranges)),
            )
        case no.NotEnoughFree(wanted=wanted, free=0):
            return say("No number is free any more.")
        case no.NotEnoughFree(wanted=wanted, free=free):
            return say.many(
                free,
                "Only {count} number is free, and you asked for {wanted}. Try: random {free}",
                "Only {count} numbers are free, and you asked for {wanted}. Try: random {free}",
                wanted=say.count(wanted),
                free=free,
            )
        case no.NumbersNotHeld(numbers=free_ones, ranges=ranges):
            return say(
                "Nobody holds {numbers}: there is nothing to pay or to give back.\nWho holds what: /find reserved",
                numbers=numbers(free_ones, ranges),
            )
        case no.NumbersAlreadyPaid(numbers=paid, ranges=ranges):
            return say.many(
                len(paid),
                "{numbers} is paid. Only unpaid numbers can be given back.\nNothing was changed.",
                "Paid: {numbers}. Only unpaid numbers can be given back.\nNothing was changed.",
                numbers=numbers(paid, ranges),
            )
    return None


def of_raffles(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.ProjectNotOpen(state=state):
            return _not_open(state, say)
        case no.NoNumbersYet():
            return say("This raffle has no numbers yet. Add some: /set 1-100 10")
        case no.RangesOverlap(wanted=wanted, other=other, free_from=free_from):
            return say(
                "{wanted} runs into {other}, which this raffle has already.\nFree for new numbers: from {first} on.",
                wanted=of_range(wanted),
                other=of_range(other),
                first=show_number(free_from, other.width),
            )
        case no.ProjectTooLarge(size=size, limit=limit):
            return say(
                "That would make {size} numbers; a raffle has at most {limit}. Try: /set 1-100 10",
                size=say.count(size),
                limit=say.count(limit),
            )
        case no.SetOnlyGrows(final=final, width=width):
            return say(
                "These numbers end at {last} already, and they can only grow. Try: {next}",
                last=show_number(final, width),
                next=show_number(final + 1, width),
            )
        case no.NoProjectYet():
            return say("You have no raffle yet. Make one: /new Spring trip")
        case no.ProjectUnclear(open_numbers=open_ones):
            return say(
                "Several raffles are open: {numbers}.\nChoose one first: /projects {first}",
                numbers=few(map(str, open_ones)),
                first=next(iter(open_ones), 1),
            )
        case no.AlreadyPromised():
            return say("Somebody has taken a number on these terms, so they stay as they are.")
        case no.NotPractice():
            return say("Real people are in this raffle, so it cannot be deleted. Only a practice raffle can.")
        case no.CurrencyFixed(currency=currency):
            return say("Numbers were taken at prices in {currency}, so it stays {currency}.", currency=short(currency))
    return None


def of_rows_at_all(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.MoveNotAllowed(noun=noun, state=state, wanted=wanted):
            return not_moved(noun, state, is_already=state == wanted, say=say)
        case no.NotFound(noun=noun, number=number):
            return _not_found(noun, short(str(number)), say)
    return None


def _taken(refusal: NumbersTaken, say: Say) -> Said:
    nearby = few(numbers([one], refusal.ranges) for one in refusal.free_nearby)
    return lines(
        *_which_taken(refusal, say),
        say("Free nearby: {numbers}.", numbers=nearby) if nearby else None,
        say("Nothing was changed."),
    )


def _which_taken(refusal: NumbersTaken, say: Say) -> list[Said]:
    """How each of them stands, if they are few."""
    if len(refusal.first) == len(refusal.taken):
        return [_taken_as(one, refusal.ranges, refusal.now, say) for one in refusal.first]
    count = len(refusal.taken)
    shown = numbers(refusal.taken, refusal.ranges)
    return [say.many(count, "{numbers} is taken.", "Taken: {numbers}.", numbers=shown)]


def _taken_as(one: TakenAs, ranges: Sequence[NumberRange], now: datetime, say: Say) -> Said:
    number = numbers([one.number], ranges)
    if one.until is not None:
        return say("{number} is taken (reserved until {moment}).", number=number, moment=say.moment(one.until, now))
    return say("{number} is taken ({state}).", number=number, state=words.raffle_state(say, one.state))


def _not_open(state: str, say: Say) -> Said:
    match state:
        case "drawn":
            return say("This raffle is drawn, and the result stands. /projects shows the others.")
        case "cancelled":
            return say("This raffle is called off. /projects shows the others.")
    return say("This raffle is closed: nothing new can be sold, reserved or added. Payments go on.")


def _not_found(noun: str, number: str, say: Say) -> Said:
    match noun:
        case "buyer":
            return say("You have no buyer #{number}. /buyers shows them.", number=number)
        case "project":
            return say("You have no raffle {number}. /projects shows them.", number=number)
        case "order":
            return say("There is no order {number} here. /find reserved shows who holds what.", number=number)
        case "set":
            return say("This raffle has no run of numbers {number}. Try: /find set:1", number=number)
        case "page":
            return say("There is no page {number}. Try: /find page:1", number=number)
        case "draw":
            return say("There is no draw {number} of this raffle.", number=number)
        case "winner":
            return say("Nobody won at this place.")
        case "user":
            return say("I do not know you yet. Begin with /start")
    return say("I do not find {number} among what is yours.", number=number)
