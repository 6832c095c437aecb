"""The screens of messages to the buyers of a raffle: to whom, what it says, how it looks, and how buyers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.actions import Action
from bot.buttons import button, keyboard, link
from bot.screen import Screen
from bot.screens.pages import in_pairs
from bot.screens.tasks import titled
from bot.texts import announcements as texts
from bot.texts import home, selling
from bot.texts import tasks as task_texts
from bot.texts.say import Said, Say, joined, lines
from bot.texts.shown import so_many
from bot.whatsapp import link_to
from rules.announcements import TEXT_LIMIT, Audience
from rules.numbers import MOST_COUNTED
from rules.tasks import TaskState

if TYPE_CHECKING:
    from db.audiences import Meant
    from services.announcements import Addressed, Audiences
    from services.announcing import Sent
    from services.tasks import TaskView

_LABELS = {Audience.ALL: texts.to_all, Audience.UNPAID: texts.to_unpaid, Audience.WINNERS: texts.to_winners}


def to_whom(say: Say, found: Audiences) -> Screen:
    """Only those of whom there are some."""
    number, name = found.project.project_number, found.project.name
    back = [button(home.back(say), Action.MORE, number)]
    everybody = {audience: meant for audience, meant in found.meant.items() if sum(meant)}
    if not everybody:
        return Screen(texts.nobody_yet(say, name), keyboard(back))
    choices = [
        button(_LABELS[one](say, so_many(say, sum(meant))), Action.ANNOUNCE_TO, number, one)
        for one, meant in everybody.items()
    ]
    return Screen(texts.to_whom(say, name), keyboard(*in_pairs(choices), back))


def which_text(say: Say, found: Audiences, audience: Audience) -> Screen:
    asked = lines(
        *_counts(say, found, found.meant[audience]),
        "",
        texts.which_text(say, TEXT_LIMIT),
        texts.example(say),
    )
    return Screen(asked, keyboard([_elsewhere(say, home.back(say), found), button(selling.cancel(say), Action.CANCEL)]))


def sample(say: Say, organizer_name: str, project_name: str, text: str) -> Screen:
    """As its buyers will see it; its buttons only look so."""
    return Screen(_body(say, organizer_name, project_name, text), _below(say, ""))


def preview(say: Say, found: Audiences, audience: Audience, text: str) -> Screen:
    meant = found.meant[audience]
    told = lines(texts.so_it_looks(say), "", *_counts(say, found, meant))
    number = found.project.project_number
    may_go = meant.within_reach and not found.project.practice
    send = [button(texts.send_to(say, meant.within_reach), Action.ANNOUNCED, number)] if may_go else []
    change = [button(texts.change_text(say), Action.ANNOUNCE_TO, number, audience)]
    return Screen(
        told,
        keyboard(
            send,
            [*change, _elsewhere(say, texts.change_audience(say), found)],
            _to_pass_on(say, found, meant, text),
            [button(selling.cancel(say), Action.CANCEL)],
        ),
    )


def to_buyer(say: Say, one: Addressed) -> Screen:
    return Screen(_body(say, one.organizer_name, one.project.name, one.text), _below(say, one.code))


def came_of_it(say: Say, view: TaskView, sent: Sent) -> Screen | None:
    """None where the usual words say it."""
    if view.task.state not in (TaskState.DONE, TaskState.CANCELLED):
        return None
    stopped = view.task.state == TaskState.CANCELLED
    people = max(sent.people, sent.sent + sent.on_their_way)
    missed = 0 if stopped else people - sent.sent - sent.on_their_way
    return Screen(
        lines(
            titled(say, task_texts.announcement(say), view.project),
            texts.stopped(say) if stopped else None,
            texts.got_it(say, sent.sent, people),
            texts.still_on_their_way(say, sent.on_their_way) if sent.on_their_way and not stopped else None,
            texts.missed(say, missed) if missed else None,
            texts.opted_out(say, sent.opted_out) if sent.opted_out else None,
        )
    )


def without_more(say: Say, code: str) -> InlineKeyboardMarkup:
    """Under an announcement, once they want no more of them."""
    return keyboard([_mine(say, code)], [button(texts.once_more(say), Action.OPT_IN, code)])


def with_more(say: Say, code: str) -> InlineKeyboardMarkup:
    return _below(say, code)


def _body(say: Say, organizer_name: str, project_name: str, text: str) -> Said:
    return lines(texts.from_organizer(say, organizer_name, project_name), "", joined([text], ""))


def _below(say: Say, code: str) -> InlineKeyboardMarkup:
    """Without a code they say that they only look like buttons."""
    mine = _mine(say, code) if code else button(texts.my_numbers(say), Action.OPT_OUT)
    return keyboard([mine], [button(texts.no_more(say), Action.OPT_OUT, code)])


def _mine(say: Say, code: str) -> InlineKeyboardButton:
    return button(texts.my_numbers(say), Action.MINE, code)


def _counts(say: Say, found: Audiences, meant: Meant) -> list[Said]:
    if found.project.practice:
        return [texts.of_practice(say)]
    if sum(meant) > MOST_COUNTED:
        return [texts.more_than(say, say.count(MOST_COUNTED))]
    return [
        texts.reached(say, meant.within_reach) if meant.within_reach else texts.nobody_within_reach(say),
        *([texts.out_of_reach(say, meant.out_of_reach)] if meant.out_of_reach else []),
        *([texts.opted_out(say, meant.opted_out)] if meant.opted_out else []),
    ]


def _to_pass_on(say: Say, found: Audiences, meant: Meant, text: str) -> list[InlineKeyboardButton]:
    if found.project.practice or not meant.out_of_reach:
        return []
    words = _body(say, found.organizer_name, found.project.name, text)
    return [link(texts.pass_on(say), link_to(None, words))]


def _elsewhere(say: Say, label: Said, found: Audiences) -> InlineKeyboardButton:
    return button(label, Action.ANNOUNCE, found.project.project_number)
