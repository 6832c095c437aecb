"""What a report says: how many numbers and how much money, by set, method, buyer, seller and day."""

from bot.texts.say import Said, Say


def title(say: Say) -> Said:
    return say("<b>Report</b>")


def titled(say: Say, what: str, days: str | None) -> Said:
    if days is None:
        return say("<b>{what}</b>", what=what)
    return say("<b>{what}</b> · {days}", what=what, days=days)


def report(say: Say) -> Said:
    return say("Report")


def from_to(say: Say, first: str, last: str) -> Said:
    return say("{first} to {last}", first=first, last=last)


def from_on(say: Say, first: str) -> Said:
    return say("from {day}", day=first)


def up_to(say: Say, last: str) -> Said:
    return say("to {day}", day=last)


def taken_then(say: Say) -> Said:
    return say("Of what was taken in these days:")


def sold(say: Say, count: int, price: str) -> Said:
    return say.many(count, "✅ {count} paid · {price}", "✅ {count} paid · {price}", price=price)


def reserved(say: Say, count: int, price: str) -> Said:
    return say.many(count, "⏳ {count} reserved · {price}", "⏳ {count} reserved · {price}", price=price)


def came_in(say: Say, amount: str) -> Said:
    return say("💰 {amount} came in", amount=amount)


def nothing_then(say: Say) -> Said:
    return say("Nothing was taken or paid in these days.")


def by_set(say: Say) -> Said:
    return say("By numbers")


def set_line(say: Say, numbers: str, price: str) -> Said:
    return say("🎟 {numbers} · {price} each", numbers=numbers, price=price)


def set_counts(say: Say, sold: str, reserved: str, free: str) -> Said:
    return say("✅ {sold}   ⏳ {reserved}   ▫️ {free}", sold=sold, reserved=reserved, free=free)


def set_counts_then(say: Say, sold: str, reserved: str) -> Said:
    return say("✅ {sold}   ⏳ {reserved}", sold=sold, reserved=reserved)


def more_sets(say: Say, count: int) -> Said:
    return say.many(count, "… and {count} more", "… and {count} more")


def by_method(say: Say) -> Said:
    return say("How it was paid")


def method_line(say: Say, amount: str, method: str, payments: int) -> Said:
    return say("💰 <b>{amount}</b> {method} ({count})", amount=amount, method=method, count=say.count(payments))


def by_buyer(say: Say) -> Said:
    return say("By buyer")


def ranked(say: Say, place: int, name: str) -> Said:
    return say("{place}. {name}", place=place, name=name)


def sold_for(say: Say, count: str, price: str) -> Said:
    return say("✅ {count} · {price}", count=count, price=price)


def reserved_for(say: Say, count: str, price: str) -> Said:
    return say("⏳ {count} · {price}", count=count, price=price)


def by_seller(say: Say) -> Said:
    return say("Who sold")


def you(say: Say) -> Said:
    return say("👤 You")


def seller(say: Say, name: str) -> Said:
    return say("👤 {name}", name=name)


def by_link(say: Say) -> Said:
    return say("🔗 By the link, by themselves")


def by_day(say: Say) -> Said:
    return say("By day")


def day_line(say: Say, bar: str, day: str) -> Said:
    return say("{bar} <b>{day}</b>", bar=bar, day=day)


def paid_on(say: Say, amount: str) -> Said:
    return say("💰 {amount}", amount=amount)


def sold_on(say: Say, count: str) -> Said:
    return say("✅ {count}", count=count)


def reserved_on(say: Say, count: str) -> Said:
    return say("⏳ {count}", count=count)


def nothing_paid(say: Say) -> Said:
    return say("Nothing is paid yet.")


def nobody_yet(say: Say) -> Said:
    return say("Nobody has taken a number yet.")


def page(say: Say, number: int) -> Said:
    return say("Page {number}", number=number)


def being_added_up(say: Say, project: str) -> Said:
    return say("There is a lot to add up in “{project}”. The report comes in a moment.", project=project)


def again(say: Say) -> Said:
    return say("As it is now")


def to_history(say: Say) -> Said:
    return say("History")


def to_find(say: Say) -> Said:
    return say("Find numbers")


def to_report(say: Say) -> Said:
    return say("Report")


def back(say: Say) -> Said:
    return say("⬅️ Report")


def newest(say: Say) -> Said:
    return say("« Newest")


def earlier(say: Say) -> Said:
    return say("Earlier ›")


def to_days(say: Say) -> Said:
    return say("📅 Days")


def all_days(say: Say) -> Said:
    return say("All days")


def today(say: Say) -> Said:
    return say("Today")


def last_seven(say: Say) -> Said:
    return say("Last 7 days")


def this_month(say: Say) -> Said:
    return say("This month")


def which_days(say: Say) -> Said:
    return say("Which days? Or type it:\n/report from:2026-03-01 to:2026-03-31")
