"""What a buyer reads of their own orders, with whatever organizer: all of them, and each of them."""

from bot.texts.say import Said, Say


def heading(say: Say) -> Said:
    return say("🎟 <b>My tickets</b>")


def none(say: Say) -> Said:
    return say("You hold no numbers. Open the link of a raffle to choose some.")


def reserved_row(say: Say, numbers: str, project: str, until: str) -> Said:
    return say("⏳ <b>{numbers}</b> · {project}\nto pay until {until}", numbers=numbers, project=project, until=until)


def waiting_row(say: Say, numbers: str, project: str, organizer: str) -> Said:
    return say(
        "📎 <b>{numbers}</b> · {project}\nyour proof is with {organizer}",
        numbers=numbers,
        project=project,
        organizer=organizer,
    )


def paid_row(say: Say, numbers: str, project: str) -> Said:
    return say("✅ <b>{numbers}</b> · {project}", numbers=numbers, project=project)


def ended_row(say: Say, state: str, project: str, code: str) -> Said:
    return say("▫️ {state} · {project} · {code}", state=state, project=project, code=code)


def draw_at(say: Say, moment: str) -> Said:
    return say("📅 {moment}", moment=moment)


def back(say: Say) -> Said:
    return say("🎟 My tickets")


# One order


def numbers(say: Say, numbers: str) -> Said:
    return say("🎟 <b>{numbers}</b>", numbers=numbers)


def no_numbers(say: Say) -> Said:
    return say("🎟 No numbers any more")


def of_project(say: Say, project: str, organizer: str) -> Said:
    return say("{project} · {organizer}", project=project, organizer=organizer)


def holder(say: Say, holder: str) -> Said:
    return say("In the name of {holder}", holder=holder)


def to_pay(say: Say, owed: str, until: str) -> Said:
    return say("⏳ <b>{owed}</b> to pay until {until}", owed=owed, until=until)


def time_is_over(say: Say, owed: str, until: str) -> Said:
    return say("⏳ <b>{owed}</b> to pay. The time for it was until {until}.", owed=owed, until=until)


def proof_waits(say: Say, organizer: str) -> Said:
    return say("📎 Your proof is with {organizer}. Your numbers stay yours meanwhile.", organizer=organizer)


def paid(say: Say, total: str, code: str) -> Said:
    return say("✅ {total} paid · order {code}", total=total, code=code)


def expired(say: Say, code: str) -> Said:
    return say("▫️ The time to pay order {code} is over. While its numbers are free you can take them back.", code=code)


def cancelled(say: Say, code: str) -> Said:
    return say("▫️ Order {code} is cancelled.", code=code)


def reminders_are_off(say: Say) -> Said:
    return say("You get no reminders of this raffle.")


def release(say: Say) -> Said:
    return say("▫️ Release")


def release_all(say: Say, count: int) -> Said:
    return say.many(count, "All of them ({count})", "All of them ({count})")


def which_to_release(say: Say) -> Said:
    return say("Which one do you give back?")


def really_release(say: Say, numbers: str) -> Said:
    return say("Give <b>{numbers}</b> back? Anybody can take them then.", numbers=numbers)


def yes_release(say: Say) -> Said:
    return say("Yes, release")


def released(say: Say, numbers: str) -> Said:
    return say("▫️ Given back: <b>{numbers}</b>", numbers=numbers)


def ticket_again(say: Say) -> Said:
    return say("🎟 Ticket again")


def ticket_on_its_way(say: Say) -> Said:
    return say("🎟 Your ticket is on its way.")


def take_back(say: Say) -> Said:
    return say("↩️ Take them back")


def taken_back(say: Say, numbers: str) -> Said:
    return say("⏳ Yours again: <b>{numbers}</b>", numbers=numbers)


def cannot_take_back(say: Say, gone: str) -> Said:
    return say("Taken by somebody else meanwhile: <b>{gone}</b>. Nothing was changed.", gone=gone)


def free_nearby(say: Say, numbers: str) -> Said:
    return say("Free nearby: {numbers}", numbers=numbers)


def stop_reminders(say: Say) -> Said:
    return say("Stop reminders")


def stop_which(say: Say) -> Said:
    return say("No reminders any more: of this raffle, or of all?")


def of_this_one(say: Say) -> Said:
    return say("Of this raffle")


def of_all(say: Say) -> Said:
    return say("Of all raffles")


def allow_reminders(say: Say) -> Said:
    return say("Allow reminders")


def reminders_stopped(say: Say) -> Said:
    return say("You get no reminders any more.")


def reminders_allowed(say: Say) -> Said:
    return say("You are reminded again.")


# Whether a ticket is valid


def valid(say: Say) -> Said:
    return say("✅ <b>This ticket is valid</b>")


def not_valid(say: Say) -> Said:
    return say("❌ <b>This ticket is not valid</b>\nIts numbers were given back or the raffle was called off.")


def held_by(say: Say, hint: str) -> Said:
    return say("👤 {hint}", hint=hint)


def organizer(say: Say, organizer: str) -> Said:
    return say("Organizer: {organizer}", organizer=organizer)
