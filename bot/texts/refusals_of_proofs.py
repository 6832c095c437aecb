"""What is said to a "no" about proofs, waiting for numbers, and people who had themselves erased."""

from bot.texts import words
from bot.texts.say import Said, Say
from bot.texts.shown import few, numbers
from rules import buying as no
from rules import misreadings as misread
from rules.refusals import Refusal


def of_proofs(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case misread.FileNotUsable():
            return say("I can take a photo or a PDF of your payment, nothing else. Please send one of them.")
        case misread.FileTooLarge(limit=limit):
            return say(
                "This file is too large: {most} MB at most. A photo of it is enough.", most=say.count(limit // 10**6)
            )
        case no.NothingToProve(state="paid"):
            return say("This order is paid already: no proof is needed any more.")
        case no.NothingToProve():
            return say("The time to pay was over, and the numbers are free again. Take them back first.")
        case no.TooManyProofs(limit=limit):
            return say.many(
                limit,
                "{count} proof was sent for this order already. Please write to the organizer.",
                "{count} proofs were sent for this order already. Please write to the organizer.",
            )
        case no.ProvedTooOften(limit=limit, minutes=minutes):
            span = words.span(say, minutes)
            return say.many(
                limit,
                "You sent {count} proof within {span}. Please wait until the organizer has looked at it.",
                "You sent {count} proofs within {span}. Please wait until the organizer has looked at them.",
                span=span,
            )
        case no.ProofDecided(state="accepted"):
            return say("This proof was accepted already. Nothing was done twice.")
        case no.ProofDecided(state="again"):
            return say("Another proof was asked for already. Nothing was changed.")
        case no.ProofDecided():
            return say("This proof was rejected already. Nothing was changed.")
        case no.ProofWaits():
            return say(
                "A proof of payment waits for the organizer to look at it. Until then the numbers stay as they are."
            )
        case no.NotDueYet():
            return say("The time to pay is not over yet. Nothing was changed.")
    return None


def of_waiting(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.NumberIsFree(number=number, ranges=ranges):
            return say("{number} is free: you can take it now.", number=numbers([number], ranges))
        case no.NumberIsYours(number=number, ranges=ranges):
            return say("{number} is yours already.", number=numbers([number], ranges))
        case no.TooManyWaitedFor(limit=limit):
            return say.many(
                limit,
                "You wait for {count} number here already. Give one up first.",
                "You wait for {count} numbers here already. Give one up first.",
            )
    return None


def of_privacy(refusal: Refusal, say: Say) -> Said | None:
    match refusal:
        case no.RemindersOff(buyer_number=buyer):
            return say("Buyer #{buyer} does not want reminders. Nothing was sent.", buyer=buyer)
        case no.BuyerErased(buyer_number=buyer):
            return say("Buyer #{buyer} had their data deleted, and nothing new can be kept about them.", buyer=buyer)
        case no.ProjectsStillRunning(project_numbers=running):
            return say(
                "People still hold numbers of your raffles: {projects}. Draw them or call them off first."
                " Nothing was deleted.",
                projects=few(map(str, running)),
            )
    return None
