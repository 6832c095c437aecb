"""What those who run the bot read of an organizer: whom they bar, and how much they let them do in a day."""

from bot.texts.say import Said, Say, joined


def nobody_barred(say: Say) -> Said:
    return say("⛔ Nobody is barred.")


def these_are_barred(say: Say) -> Said:
    return say("⛔ They organize nothing for now. What their buyers hold stays theirs.")


def barred_row(say: Say, name: str, moment: str) -> Said:
    return say("{name} · {moment}", name=name, moment=moment)


def raffle(say: Say, project: str) -> Said:
    return say("🏆 <b>{project}</b>", project=project)


def suspect(say: Say, organizer: str, number: str, running: int) -> Said:
    return say.many(
        running,
        "👤 {organizer} · {number}\nRuns {count} raffle",
        "👤 {organizer} · {number}\nRuns {count} raffles",
        organizer=organizer,
        number=number,
    )


def stand(say: Say, state: str, sold: int, reserved: int, size: int) -> Said:
    return say(
        "{state} · ✅ {sold} · ⏳ {reserved} of {size}",
        state=state,
        sold=say.count(sold),
        reserved=say.count(reserved),
        size=say.count(size),
    )


def barred_since(say: Say, moment: str) -> Said:
    return say("⛔ Barred since {moment}", moment=moment)


def bar(say: Say) -> Said:
    return say("⛔ Bar the organizer")


def unbar(say: Say) -> Said:
    return say("✅ Let them organize again")


def silence(say: Say) -> Said:
    return say("🔇 No messages to buyers")


def unsilence(say: Say) -> Said:
    return say("📣 Let them write again")


def silent_since(say: Say, moment: str) -> Said:
    return say("🔇 No messages to buyers since {moment}", moment=moment)


def to_limits(say: Say) -> Said:
    return say("📏 Limits")


def in_a_day(say: Say, level: str) -> Said:
    return say("📏 In 24 hours · {level}", level=level)


def used(say: Say, what: str, so_far: int, most: int | None) -> Said:
    if most is None:
        return say("· {what}: {count}", what=what, count=say.count(so_far))
    words = {"what": what, "count": say.count(so_far), "most": say.count(most)}
    return (
        say("⚠️ {what}: {count} of {most}", **words) if so_far >= most else say("· {what}: {count} of {most}", **words)
    )


def quota(say: Say, quota: str) -> Said:
    known = {
        "raffles": say("raffles made"),
        "numbers": say("numbers taken"),
        "lists": say("lists taken in"),
        "files": say("files made"),
        "boards": say("boards posted"),
        "announcements": say("announcements"),
    }
    return known.get(quota) or joined([quota], "")


def level(say: Say, level: str) -> Said:
    known = {
        "less": say("Low limits"),
        "usual": say("Usual limits"),
        "more": say("10 × the limits"),
        "boundless": say("No limits"),
    }
    return known.get(level) or joined([level], "")


def this_level(say: Say, level: str) -> Said:
    return say("✅ {level}", level=level)


def limits(say: Say, organizer: str, number: str) -> Said:
    return say(
        "👤 <b>{organizer}</b> · {number}\nHow much may they do in a day? Low is a tenth of the usual.",
        organizer=organizer,
        number=number,
    )
