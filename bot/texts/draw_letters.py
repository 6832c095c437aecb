"""What is told of a draw by itself: to buyers and winners, to the organizer, and what is passed on for us."""

from bot.texts.say import Said, Say


def of_project(say: Say, project: str, organizer: str) -> Said:
    return say("<b>{project}</b> · {organizer}", project=project, organizer=organizer)


# The list is closed


def closed(say: Say, numbers: int) -> Said:
    return say.many(
        numbers,
        "🔒 The list for the draw is closed: {count} number.",
        "🔒 The list for the draw is closed: {count} numbers.",
    )


def yours(say: Say, count: int, numbers: str) -> Said:
    return say.many(count, "🎟 Yours: <b>{numbers}</b>", "🎟 Yours: <b>{numbers}</b>", numbers=numbers)


def drawn_again(say: Say, number: int, reason: str) -> Said:
    return say("🔁 It is drawn again, after draw {number}. Why: {reason}", number=str(number), reason=reason)


def fingerprint(say: Say, digits: str) -> Said:
    return say("Fingerprint of the list:\n<code>{digits}</code>", digits=digits)


def keep_it(say: Say) -> Said:
    return say("Keep this message. After the draw anybody can check that the list is still the same.")


def see_the_page(say: Say) -> Said:
    return say("🌐 See how it works")


def check_the_draw(say: Say) -> Said:
    return say("🔎 Check the draw")


# The moment comes nearer


def draw_in(say: Say, span: str, moment: str) -> Said:
    return say("⏳ The draw is in {span}: {moment}.", span=span, moment=moment)


def draw_at(say: Say, moment: str) -> Said:
    return say("⏳ The draw is {moment}.", moment=moment)


def forward_it(say: Say) -> Said:
    return say("Forward the message above to your group now: whoever has seen its fingerprint can check the draw.")


def moment_has_come(say: Say) -> Said:
    return say("🥁 The moment has come. What happened follows below.")


def no_longer_awaited(say: Say) -> Said:
    return say("↩️ This draw was taken back.")


# It is drawn


def drawn(say: Say, project: str) -> Said:
    return say("🏆 <b>{project}</b> is drawn", project=project)


def being_drawn(say: Say, project: str) -> Said:
    return say("🥁 <b>{project}</b> is being drawn…", project=project)


def and_now(say: Say) -> Said:
    return say("🥁 And now…")


def last_first(say: Say, prizes: int) -> Said:
    return say.many(prizes, "There is {count} prize.", "There are {count} prizes. The last one comes first.")


def prize_goes_to(say: Say, prize: str, number: str) -> Said:
    return say("🏆 {prize}: <b>{number}</b>", prize=prize, number=number)


def prize_goes_to_whom(say: Say, prize: str, number: str, name: str) -> Said:
    return say("🏆 {prize}: <b>{number}</b> · {name}", prize=prize, number=number, name=name)


def prize_goes_to_nobody(say: Say, prize: str) -> Said:
    return say("▫️ {prize}: nobody, that number was not sold", prize=prize)


def more_prizes(say: Say, count: int) -> Said:
    return say.many(count, "… and {count} more prize", "… and {count} more prizes")


def you_won(say: Say, numbers: str, prize: str) -> Said:
    return say("🎉 Your number <b>{numbers}</b> won: {prize}", numbers=numbers, prize=prize)


def code_comes_apart(say: Say) -> Said:
    return say("How to claim it stands in a message of its own.")


def you_did_not_win(say: Say, count: int, numbers: str) -> Said:
    return say.many(
        count,
        "Your number <b>{numbers}</b> did not win this time.",
        "Your numbers <b>{numbers}</b> did not win this time.",
        numbers=numbers,
    )


def you_stand_in_line(say: Say, number: str) -> Said:
    return say("Your number <b>{number}</b> stands in line: if a prize is not claimed it may be yours.", number=number)


def winning_numbers(say: Say) -> Said:
    return say("Who won:")


def came_from_round(say: Say, number: int) -> Said:
    return say("By public beacon round {round}.", round=say.count(number))


def came_from_figure(say: Say, lottery: str, figure: str) -> Said:
    return say("By the figure of {lottery}: <b>{figure}</b>", lottery=lottery, figure=figure)


def came_from_secret(say: Say) -> Said:
    return say("By the secret that was sealed before.")


def corrected(say: Say, before: str, reason: str) -> Said:
    return say(
        "✏️ The figure {before} had been typed wrongly. Why it is corrected: {reason}", before=before, reason=reason
    )


def same_fingerprint(say: Say, digits: str) -> Said:
    return say("It is the list with this fingerprint, as before:\n<code>{digits}</code>", digits=digits)


def ask_for_proof(say: Say, organizer: str) -> Said:
    return say("{organizer} has the proof: with it anybody can recompute who won.", organizer=organizer)


def see_winners(say: Say) -> Said:
    return say("🏆 Winners")


def see_draw(say: Say) -> Said:
    return say("🏆 To the draw")


# It is void


def void(say: Say, project: str) -> Said:
    return say("↩️ The draw of <b>{project}</b> was taken back.", project=project)


def why(say: Say, reason: str) -> Said:
    return say("Why: {reason}", reason=reason)


def beacon_was_silent(say: Say) -> Said:
    return say("Why: the public beacon was not heard for 7 days.")


def still_yours(say: Say, count: int, numbers: str) -> Said:
    return say.many(
        count,
        "🎟 Your number stays yours: <b>{numbers}</b>",
        "🎟 Your numbers stay yours: <b>{numbers}</b>",
        numbers=numbers,
    )


def new_one_is_announced(say: Say) -> Said:
    return say("A new draw is announced before it takes place.")


def close_it_again(say: Say) -> Said:
    return say("The raffle is open to changes again. When you are ready, close its list anew.")


# The official figure


def figure_is_wanted(say: Say, project: str) -> Said:
    return say("🔢 <b>{project}</b>: the moment of the draw has come.", project=project)


def look_it_up(say: Say, lottery: str) -> Said:
    return say("Look up the figure of {lottery}, and enter it. The winners follow from it.", lottery=lottery)
