"""What a project's card says: its name, how far it is sold, its money and its date."""

from bot.texts.say import Said, Say, joined


def title(say: Say, name: str) -> Said:
    return say("🏆 <b>{name}</b>", name=name)


def practice_title(say: Say, name: str) -> Said:
    return say("🧪 <b>{name}</b> · practice", name=name)


def label(say: Say, name: str) -> Said:
    return joined(["🏆", name], " ")


def practice_label(say: Say, name: str) -> Said:
    return say("🧪 {name} · practice", name=name)


def nothing_is_real(say: Say) -> Said:
    return say("🧪 A practice raffle: nobody here is real, and nothing is sent to anybody.")


def date(say: Say, day: str) -> Said:
    return say("📅 {day}", day=day)


def filled(say: Say, bar: str, taken: int, size: int) -> Said:
    return say("{bar} <b>{taken}</b> of {size}", bar=bar, taken=say.count(taken), size=say.count(size))


def paid(say: Say, count: int) -> Said:
    return say.many(count, "✅ {count} paid", "✅ {count} paid")


def reserved(say: Say, count: int) -> Said:
    return say.many(count, "⏳ {count} reserved", "⏳ {count} reserved")


def free(say: Say, count: int) -> Said:
    return say.many(count, "▫️ {count} free", "▫️ {count} free")


def money_in(say: Say, amount: str) -> Said:
    return say("💰 {amount} collected", amount=amount)


def owed(say: Say, amount: str) -> Said:
    return say("{amount} owed", amount=amount)


def to_refund(say: Say, amount: str) -> Said:
    return say("↩️ {amount} to give back", amount=amount)


def no_numbers_yet(say: Say) -> Said:
    return say("No numbers yet.")
