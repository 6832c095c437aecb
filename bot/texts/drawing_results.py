"""What is said of a draw that is over: who won, who stands in line, what was handed over, and all draws of a raffle."""

from bot.texts.say import Said, Say


def title(say: Say, project: str) -> Said:
    return say("🏆 <b>{project}</b> is drawn", project=project)


def numbered(say: Say, number: int) -> Said:
    return say("Draw {number}", number=str(number))


def winning(say: Say, number: str, name: str) -> Said:
    return say("<b>{number}</b> · {name}", number=number, name=name)


def bought_for(say: Say, name: str, holder: str) -> Said:
    return say("{holder} (bought by {name})", holder=holder, name=name)


def nobody(say: Say) -> Said:
    return say("nobody won it")


def waiting(say: Say) -> Said:
    return say("⏳ not handed over")


def waiting_until(say: Say, day: str) -> Said:
    return say("⏳ not handed over, can be claimed until {day}", day=day)


def handed(say: Say) -> Said:
    return say("✔️ handed over")


def confirmed(say: Say) -> Said:
    return say("✅ handed over and confirmed")


def passed(say: Say) -> Said:
    return say("➡️ not claimed in time")


def stepped_in(say: Say) -> Said:
    return say("stepped in")


def in_line(say: Say) -> Said:
    return say("Who steps in if a prize is not claimed:")


def line(say: Say, place: int, number: str, name: str) -> Said:
    return say("{place}. <b>{number}</b> · {name}", place=str(place), number=number, name=name)


def from_round(say: Say, number: int) -> Said:
    return say("From public beacon round {round}.", round=say.count(number))


def from_figure(say: Say, figure: str, lottery: str) -> Said:
    return say("From the figure {figure} of {lottery}.", figure=figure, lottery=lottery)


def from_secret(say: Say) -> Said:
    return say("From the sealed secret: for practice, it proves nothing against whoever runs this bot.")


def corrected(say: Say, figure: str, reason: str) -> Said:
    return say("Before, {figure} stood there. Corrected because: {reason}", figure=figure, reason=reason)


def drawn_again(say: Say, before: int, reason: str) -> Said:
    return say("Drawn again after draw {before}, because: {reason}", before=str(before), reason=reason)


def of_winner(say: Say, number: str, name: str) -> Said:
    return say("🏆 {number} · {name}", number=number, name=name)


def phone(say: Say, phone: str) -> Said:
    return say("📞 {phone}", phone=phone)


def has_code(say: Say) -> Said:
    return say("The winner has a code in their message: whoever shows it to you is the winner.")


def has_no_telegram(say: Say) -> Said:
    return say("The winner is not on Telegram. Call them.")


def hand_over(say: Say) -> Said:
    return say("✔️ Handed over")


def enter_code(say: Say) -> Said:
    return say("🔑 Enter their code")


def which_code(say: Say) -> Said:
    return say("Write the code that the winner shows you.")


def proof_file(say: Say) -> Said:
    return say("📄 Proof file")


def proof_comes(say: Say) -> Said:
    return say("The proof file comes below.")


def proof_attached(say: Say, project: str, number: int) -> Said:
    return say(
        "📄 The proof of draw {number} of <b>{project}</b>. With it anybody can find the winners again.",
        project=project,
        number=str(number),
    )


def no_proof_yet(say: Say) -> Said:
    return say("Nothing is drawn yet, so there is no proof file.")


def correct_figure(say: Say) -> Said:
    return say("Correct the figure")


def why_correct(say: Say, figure: str) -> Said:
    return say("<b>{figure}</b>: why was the other one wrong? Everybody can read your reason.", figure=figure)


def surely_correct(say: Say, before: str, figure: str, reason: str) -> Said:
    return say(
        "Instead of {before} the figure is <b>{figure}</b>, because: {reason}\n"
        "The winners are found anew. Both figures stay to be seen.",
        before=before,
        figure=figure,
        reason=reason,
    )


def yes_correct(say: Say) -> Said:
    return say("✅ It is right, correct")


def draw_again(say: Say) -> Said:
    return say("🔁 Draw again")


def why_again(say: Say) -> Said:
    return say(
        "The first result stays to be seen. A second draw needs a reason, and everybody can read it. Why draw again?"
    )


def surely_again(say: Say, reason: str) -> Said:
    return say("Draw again, because: {reason}", reason=reason)


def stays_visible(say: Say) -> Said:
    return say("The list is closed and published anew, and the first draw stays to be seen beside it.")


def yes_again(say: Say) -> Said:
    return say("Yes, draw again")


def all_draws(say: Say) -> Said:
    return say("All draws")


def draws_of(say: Say, project: str) -> Said:
    return say("All draws of <b>{project}</b>. None is ever taken out.", project=project)


def drawn(say: Say, number: int, moment: str) -> Said:
    return say("🏆 <b>{number}</b> · drawn {moment}", number=str(number), moment=moment)


def locked(say: Say, number: int, moment: str) -> Said:
    return say("🔒 <b>{number}</b> · waits until {moment}", number=str(number), moment=moment)


def void(say: Say, number: int, moment: str) -> Said:
    return say("↩️ <b>{number}</b> · taken back {moment}", number=str(number), moment=moment)


def because(say: Say, reason: str) -> Said:
    return say("Because: {reason}", reason=reason)


def beacon_silent(say: Say) -> Said:
    return say("Because the beacon was not heard for 7 days.")


def one_draw(say: Say, number: int) -> Said:
    return say("Draw {number}", number=str(number))
