"""What those who run the bot read of it: how it does, what went wrong, whom somebody reports."""

from bot.texts.say import Said, Say


def title(say: Say, version: str, engine: str, revision: str) -> Said:
    return say("🛠 <b>{version}</b> · {engine} · {revision}", version=version, engine=engine, revision=revision)


def silent(say: Say, span: str) -> Said:
    return say("⚠️ No updates could be fetched for {span}.", span=span)


def updates(say: Say, count: int, span: str) -> Said:
    return say("📥 Updates waiting: {count} · oldest {span}", count=say.count(count), span=span)


def letters(say: Say, count: int, span: str) -> Said:
    return say("📤 Letters waiting: {count} · oldest {span}", count=say.count(count), span=span)


def held(say: Say, count: int) -> Said:
    return say("✋ Letters held back: {count}", count=say.count(count))


def set_aside(say: Say, count: int) -> Said:
    return say("🧊 Updates set aside: {count}", count=say.count(count))


def faults(say: Say, count: int) -> Said:
    return say("💥 Sorts of faults: {count}", count=say.count(count))


def barred(say: Say, count: int) -> Said:
    return say("⛔ Organizers barred: {count}", count=say.count(count))


def last_backup(say: Say, moment: str) -> Said:
    return say("💾 Last backup: {moment}", moment=moment)


def no_backup(say: Say) -> Said:
    return say("💾 No backup of ours is in its folder.")


def disk(say: Say, free: str, size: str) -> Said:
    return say("🗄 Disk: {free} of {size} free", free=free, size=size)


def seconds(say: Say, count: int) -> Said:
    return say("{count} s", count=count)


def minutes(say: Say, count: int) -> Said:
    return say("{count} min", count=say.count(count))


def look_again(say: Say) -> Said:
    return say("🔄 Look again")


def to_set_aside(say: Say) -> Said:
    return say("🧊 Set aside")


def to_faults(say: Say) -> Said:
    return say("💥 Faults")


def to_barred(say: Say) -> Said:
    return say("⛔ Barred")


def to_held(say: Say) -> Said:
    return say("✋ Held back")


def back(say: Say) -> Said:
    return say("⬅️ Back")


def none_set_aside(say: Say) -> Said:
    return say("🧊 No update is set aside.")


def these_are_set_aside(say: Say) -> Said:
    return say("🧊 These updates could not be worked off. What was written in them is shown to nobody.")


def update_row(say: Say, reference: str, moment: str) -> Said:
    return say("{reference} · {moment}", reference=reference, moment=moment)


def one_set_aside(say: Say, reference: str, moment: str, tries: int) -> Said:
    return say.many(
        tries,
        "🧊 Reference: {reference}\nCame: {moment}\nTried: {count} time",
        "🧊 Reference: {reference}\nCame: {moment}\nTried: {count} times",
        reference=reference,
        moment=moment,
    )


def try_again(say: Say) -> Said:
    return say("🔁 Try again")


def let_go(say: Say) -> Said:
    return say("🗑 Let it go")


def tried_again(say: Say) -> Said:
    return say("It is tried again within seconds.")


def gone(say: Say) -> Said:
    return say("It is let go.")


def no_faults(say: Say) -> Said:
    return say("💥 Nothing went wrong lately.")


def fault_row(say: Say, fault: str, kind: str, times: int, moment: str, reference: str) -> Said:
    return say(
        "💥 <b>{fault}</b> · {kind} · {times}×\n{moment} · reference {reference}",
        fault=fault,
        kind=kind,
        times=say.count(times),
        moment=moment,
        reference=reference,
    )


def letters_are_held(say: Say, count: int) -> Said:
    return say.many(
        count,
        "✋ {count} letter waited when the backup was made that was restored. It may have left since.",
        "✋ {count} letters waited when the backup was made that was restored. They may have left since.",
    )


def none_held(say: Say) -> Said:
    return say("✋ No letter is held back.")


def send_held(say: Say) -> Said:
    return say("📤 Send them all")


def drop_held(say: Say) -> Said:
    return say("🗑 Drop them all")


def held_sent(say: Say, count: int) -> Said:
    return say.many(count, "📤 {count} letter leaves now.", "📤 {count} letters leave now.")


def held_dropped(say: Say, count: int) -> Said:
    return say.many(count, "🗑 {count} letter was dropped.", "🗑 {count} letters were dropped.")


def you_are_barred(say: Say) -> Said:
    return say(
        "⛔ Those who run this bot have stopped your raffles for now. Your buyers keep what they hold."
        " As a buyer: /mytickets, /privacy."
    )


def reported(say: Say, project: str, organizer: str) -> Said:
    return say("🚩 Somebody reports <b>{project}</b> by {organizer}.", project=project, organizer=organizer)


def look(say: Say) -> Said:
    return say("🔎 Look at it")


def report(say: Say) -> Said:
    return say("🚩 Report")


def really_report(say: Say, project: str) -> Said:
    return say(
        "🚩 Report <b>{project}</b> to those who run this bot?\n"
        "For fraud or what is not allowed. Nobody learns that it was you.",
        project=project,
    )


def yes_report(say: Say) -> Said:
    return say("🚩 Yes, report it")


def not_reported(say: Say) -> Said:
    return say("Nothing was reported.")


def thanks(say: Say) -> Said:
    return say("Thank you. Those who run this bot look at it.")


def alert_letters(say: Say, span: str) -> Said:
    return say("⚠️ Letters do not leave: the oldest waits for {span}. /ops", span=span)


def alert_updates(say: Say, span: str) -> Said:
    return say("⚠️ Updates are not worked off: the oldest waits for {span}. /ops", span=span)


def alert_disk(say: Say, megabytes: int) -> Said:
    return say("⚠️ The disk is nearly full: {count} MB are left. /ops", count=say.count(megabytes))


def alert_held(say: Say, count: int) -> Said:
    return say.many(count, "⚠️ {count} letter is held back. /ops", "⚠️ {count} letters are held back. /ops")


def letters_leave_again(say: Say) -> Said:
    return say("✅ Letters leave again.")


def updates_flow_again(say: Say) -> Said:
    return say("✅ Updates are worked off again.")


def disk_has_room(say: Say) -> Said:
    return say("✅ The disk has room again.")


def nothing_held(say: Say) -> Said:
    return say("✅ No letter is held back any more.")
