"""What is said when something cannot become what was wanted, because of the state it is in."""

from bot.texts.say import Said, Say


def not_moved(noun: str, state: str, *, is_already: bool, say: Say) -> Said:
    match noun:
        case "order":
            return _order(state, is_already=is_already, say=say)
        case "project":
            return _project(state, is_already=is_already, say=say)
        case "raffle":
            return _number(state, is_already=is_already, say=say)
        case "reminder":
            return _reminder(state, is_already=is_already, say=say)
    return say("That is not possible any more. Nothing was changed.")


def _order(state: str, *, is_already: bool, say: Say) -> Said:
    match state, is_already:
        case "reserved", True:
            return say("This order is reserved already.")
        case "reserved", False:
            return say("This order is reserved: it waits for its payment.")
        case "paid", True:
            return say("This order is paid already.")
        case "paid", False:
            return say("This order is paid: its numbers stay sold unless it is cancelled.")
        case "expired", True:
            return say("This order has expired already.")
        case "expired", False:
            return say("This order has expired: its numbers are free again.")
        case _, True:
            return say("This order is cancelled already.")
    return say("This order is cancelled: its numbers are free again.")


def _project(state: str, *, is_already: bool, say: Say) -> Said:
    match state, is_already:
        case "open", True:
            return say("This raffle is open already.")
        case "open", False:
            return say("This raffle is still open: numbers are being sold.")
        case "closed", True:
            return say("This raffle is closed already.")
        case "closed", False:
            return say("This raffle is closed. It can be opened again.")
        case "drawn", True:
            return say("This raffle is drawn already. The result stands.")
        case "drawn", False:
            return say("This raffle is drawn: the result stands, and nothing else can happen to it.")
        case _, True:
            return say("This raffle is called off already.")
    return say("This raffle is called off: nothing else can happen to it.")


def _number(state: str, *, is_already: bool, say: Say) -> Said:
    match state, is_already:
        case "available", True:
            return say("This number is free already.")
        case "available", False:
            return say("This number is free: nobody holds it.")
        case "reserved", True:
            return say("This number is reserved already.")
        case "reserved", False:
            return say("This number is reserved: it waits for its payment.")
        case _, True:
            return say("This number is sold already.")
    return say("This number is sold.")


def _reminder(state: str, *, is_already: bool, say: Say) -> Said:
    match state, is_already:
        case "planned", True:
            return say("This reminder is planned already.")
        case "planned", False:
            return say("This reminder is planned and will still be sent.")
        case "sent", True:
            return say("This reminder was sent already.")
        case "sent", False:
            return say("This reminder was sent: it cannot be called back.")
        case _, True:
            return say("This reminder was dropped already.")
    return say("This reminder was dropped: it will not be sent.")
