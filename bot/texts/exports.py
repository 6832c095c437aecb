"""What is said of files with a whole raffle, and what stands in them: the names of sheets and columns."""

from bot.texts.say import Said, Say


def to_export(say: Say) -> Said:
    return say("📄 Export")


def which_format(say: Say) -> Said:
    return say(
        "A file with all numbers, orders, buyers, payments and the history.\n\n"
        "<b>XLSX</b>: for Excel, Google Sheets and the like\n"
        "<b>CSV</b>: for other programs, packed in a zip"
    )


def names_inside(say: Say) -> Said:
    return say("There are names and phones in it: keep it to yourself.")


def xlsx(say: Say) -> Said:
    return say("XLSX")


def csv(say: Say) -> Said:
    return say("CSV")


def being_made(say: Say) -> Said:
    return say("The file is being made.")


def made(say: Say, numbers: int, moment: str) -> Said:
    return say.many(
        numbers,
        "✅ {count} number, as of {moment}. The file follows.",
        "✅ {count} numbers, as of {moment}. The file follows.",
        moment=moment,
    )


def file_name(say: Say) -> Said:
    return say("raffle")


def sheets(say: Say) -> dict[str, Said]:
    return {
        "summary": say("Summary"),
        "numbers": say("Numbers"),
        "orders": say("Orders"),
        "buyers": say("Buyers"),
        "payments": say("Payments"),
        "history": say("History"),
    }


def headers(say: Say) -> dict[str, Said]:
    return {
        "amount": say("Amount"),
        "at": say("When"),
        "buyer": say("Buyer"),
        "by": say("Recorded by"),
        "code": say("Order"),
        "count": say("How many"),
        "email": say("E-mail"),
        "fact": say("What"),
        "for": say("Bought for"),
        "happened": say("What happened"),
        "made_at": say("Made"),
        "method": say("Method"),
        "name": say("Name"),
        "notes": say("Notes"),
        "number": say("Number"),
        "numbers": say("Numbers"),
        "owed": say("Owed"),
        "paid": say("Paid"),
        "phone": say("Phone"),
        "price": say("Price"),
        "reason": say("Reason"),
        "reserved": say("Reserved"),
        "set": say("Series"),
        "sold": say("Sold"),
        "state": say("State"),
        "telegram": say("Telegram"),
        "total": say("Total"),
        "undone": say("Undone"),
        "until": say("Pay until"),
        "value": say("Value"),
    }


def facts(say: Say) -> dict[str, Said]:
    return {
        "raffle": say("Raffle"),
        "at": say("Date of this file"),
        "zone": say("Times are those of"),
        "currency": say("Currency"),
        "size": say("Numbers"),
        "sold": say("Sold"),
        "reserved": say("Reserved"),
        "free": say("Free"),
        "money_in": say("Collected"),
        "owed": say("Owed"),
        "to_refund": say("To give back"),
    }


def collected_by(say: Say, method: str) -> Said:
    return say("Collected: {method}", method=method)


def free_left_out(say: Say) -> Said:
    return say("Free numbers are not listed: there are too many.")


def somebody_else(say: Say) -> Said:
    return say("somebody else")
