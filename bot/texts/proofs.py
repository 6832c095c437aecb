"""What is said of proofs: to the buyer who shows that they paid, and to the organizer who looks at it."""

from bot.texts.say import Said, Say

# To the buyer


def send_it(say: Say, numbers: str, owed: str) -> Said:
    return say("🎟 <b>{numbers}</b> · {owed}\n📎 Send me the photo or PDF of your payment.", numbers=numbers, owed=owed)


def only_a_file(say: Say) -> Said:
    return say("📎 I am waiting for a photo or PDF of your payment. /cancel to leave it.")


def sent(say: Say, numbers: str, organizer: str) -> Said:
    return say(
        "📎 Your proof for <b>{numbers}</b> is with {organizer}. Your numbers stay yours meanwhile.",
        numbers=numbers,
        organizer=organizer,
    )


def for_which(say: Say, count: int) -> Said:
    return say.many(count, "📎 Is this the proof of payment for it?", "📎 Which one is this the proof of payment for?")


def label(say: Say, numbers: str, project: str) -> Said:
    return say("{numbers} · {project}", numbers=numbers, project=project)


def for_none(say: Say) -> Said:
    return say("None of them")


def dismissed(say: Say) -> Said:
    return say("All right. Nothing was sent.")


def rejected(say: Say, organizer: str, numbers: str, project: str) -> Said:
    return say(
        "📎 {organizer} did not accept your proof for <b>{numbers}</b> of “{project}”.",
        organizer=organizer,
        numbers=numbers,
        project=project,
    )


def reason(say: Say, reason: str) -> Said:
    return say("Why: {reason}", reason=reason)


def again(say: Say, organizer: str, numbers: str, project: str) -> Said:
    return say(
        "📎 {organizer} asks you for another picture of your payment for <b>{numbers}</b> of “{project}”.",
        organizer=organizer,
        numbers=numbers,
        project=project,
    )


def left_to_pay(say: Say, owed: str, until: str) -> Said:
    return say("⏳ {owed} · until {until}", owed=owed, until=until)


# To the organizer


def proof(say: Say, numbers: str, buyer: str) -> Said:
    return say("📎 <b>{numbers}</b> · {buyer}", numbers=numbers, buyer=buyer)


def owed(say: Say, owed: str, code: str) -> Said:
    return say("💰 {owed} to pay · order {code}", owed=owed, code=code)


def seen_before(say: Say) -> Said:
    return say("⚠️ This same picture was sent before.")


def seen_there(say: Say, number: int) -> Said:
    return say("⚠️ Also order {number}", number=number)


def decided(say: Say, state: str) -> Said:
    known = {
        "accepted": say("Accepted already."),
        "rejected": say("Rejected already."),
        "again": say("Another picture was asked for already."),
    }
    return known.get(state) or say("Decided already.")


def without_picture(say: Say) -> Said:
    return say("The picture is not kept any more.")


def accept(say: Say) -> Said:
    return say("✅ Accept")


def reject(say: Say) -> Said:
    return say("Reject")


def ask_again(say: Say) -> Said:
    return say("Ask again")


def why_reject(say: Say, buyer: str) -> Said:
    return say("Why is it rejected? {buyer} reads it. Choose, or type it.", buyer=buyer)


def no_money(say: Say) -> Said:
    return say("The money has not arrived")


def other_amount(say: Say) -> Said:
    return say("The amount is another one")


def not_readable(say: Say) -> Said:
    return say("It cannot be read")


def told_rejected(say: Say, buyer: str, reason: str) -> Said:
    return say("📎 Rejected. {buyer} was told why: {reason}", buyer=buyer, reason=reason)


def told_again(say: Say, buyer: str) -> Said:
    return say("📎 {buyer} was asked for another picture.", buyer=buyer)


def row(say: Say, numbers: str, buyer: str, owed: str) -> Said:
    return say("📎 <b>{numbers}</b> · {buyer}\n{owed} · a proof waits for you", numbers=numbers, buyer=buyer, owed=owed)


def to_proof(say: Say) -> Said:
    return say("📎 Look at the proof")


def waiting(say: Say, project: str) -> Said:
    return say("📎 <b>Proofs</b> · {project}", project=project)


def none_waits(say: Say) -> Said:
    return say("No proof waits for you.")


def to_all(say: Say) -> Said:
    return say("📎 More proofs")
