"""The screens of those who run the bot: how it does, and what they can do about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton

from bot.actions import Action
from bot.buttons import button, keyboard
from bot.screen import Screen
from bot.screens.pages import fitting
from bot.texts import operators as texts
from bot.texts import selling, suspects, words
from bot.texts.say import Said, Say, joined, lines
from rules.quotas import Level
from services.operations import age

if TYPE_CHECKING:
    from bot.machine import Condition
    from db.bars import Barred
    from db.faults import Fault
    from db.quarantine import SetAside
    from services.bars import Suspect
    from services.operations import Machinery
    from services.pages import Page
    from services.quotas import Quotas
    from services.totals import Glance

_SILENT = 90
_ROW = 34


def overview(say: Say, seen: Machinery, condition: Condition, now: datetime) -> Screen:
    text = lines(
        texts.title(say, condition.version, condition.engine, condition.revision),
        texts.silent(say, _span(say, condition.silent_seconds)) if condition.silent_seconds > _SILENT else None,
        "",
        texts.updates(say, seen.updates.waiting, _span(say, age(seen.updates, now))),
        texts.letters(say, seen.letters.waiting, _span(say, age(seen.letters, now))),
        texts.held(say, seen.held) if seen.held else None,
        texts.set_aside(say, seen.set_aside),
        texts.faults(say, seen.faults),
        texts.barred(say, seen.barred),
        "",
        _backup(say, condition, now),
        texts.disk(say, _size(condition.free_bytes), _size(condition.all_bytes)),
    )
    return Screen(
        text,
        keyboard(
            [_to(texts.to_set_aside(say), "aside", 1), _to(texts.to_faults(say), "faults")],
            [_to(texts.to_barred(say), "barred", 1), *([_to(texts.to_held(say), "held")] if seen.held else [])],
            [_to(texts.look_again(say))],
        ),
    )


def set_aside(say: Say, page: Page[SetAside], now: datetime) -> Screen:
    if not page.found:
        return Screen(texts.none_set_aside(say), keyboard([_to(texts.back(say))]))
    rows = [
        [_to(texts.update_row(say, str(one.update_id), say.moment(one.created_at, now)), "update", one.inbox_number)]
        for one in page.found
    ]
    return Screen(texts.these_are_set_aside(say), keyboard(*rows, _turning(page, "aside"), [_to(texts.back(say))]))


def one_set_aside(say: Say, one: SetAside, now: datetime) -> Screen:
    told = texts.one_set_aside(say, str(one.update_id), say.moment(one.created_at, now), one.attempts)
    deeds = [
        _to(texts.try_again(say), "retry", one.inbox_number),
        _to(texts.let_go(say), "drop", one.inbox_number),
    ]
    return Screen(told, keyboard(deeds, [_to(texts.back(say), "aside", 1)]))


def faults(say: Say, found: Sequence[Fault], now: datetime) -> Screen:
    rows = [
        texts.fault_row(say, one.fault, one.kind, one.times, say.moment(one.updated_at, now), one.reference)
        for one in found
    ]
    return Screen(joined(rows or [texts.no_faults(say)], "\n\n"), keyboard([_to(texts.back(say))]))


def held(say: Say, count: int) -> Screen:
    if not count:
        return Screen(texts.none_held(say), keyboard([_to(texts.back(say))]))
    deeds = [_to(texts.send_held(say), "send"), _to(texts.drop_held(say), "forget")]
    return Screen(texts.letters_are_held(say, count), keyboard(deeds, [_to(texts.back(say))]))


def barred(say: Say, page: Page[Barred], now: datetime) -> Screen:
    if not page.found:
        return Screen(suspects.nobody_barred(say), keyboard([_to(texts.back(say))]))
    rows = [
        [_to(fitting(suspects.barred_row(say, one.name, say.moment(one.since, now)), _ROW), "look", _of(one))]
        for one in page.found
    ]
    return Screen(suspects.these_are_barred(say), keyboard(*rows, _turning(page, "barred"), [_to(texts.back(say))]))


def _of(barred: Barred) -> str:
    return barred.slug or str(barred.user_id)


def suspect(say: Say, seen: Suspect, now: datetime) -> Screen:
    of, glance = seen.of, seen.glance
    text = lines(
        suspects.raffle(say, glance.project.name) if glance else None,
        suspects.suspect(say, seen.organizer.name, str(seen.organizer.id), seen.running),
        *(_stand(say, glance) if glance else []),
        "" if seen.barred_since or seen.silent_since else None,
        suspects.barred_since(say, say.moment(seen.barred_since, now)) if seen.barred_since else None,
        suspects.silent_since(say, say.moment(seen.silent_since, now)) if seen.silent_since else None,
        "",
        *_used(say, seen.quotas),
    )
    deed = _to(suspects.unbar(say), "unbar", of) if seen.barred_since else _to(suspects.bar(say), "bar", of)
    writing = (
        _to(suspects.unsilence(say), "speak", of) if seen.silent_since else _to(suspects.silence(say), "silence", of)
    )
    return Screen(
        text, keyboard([deed], [writing], [_to(suspects.to_limits(say), "limits", of)], [_to(texts.back(say))])
    )


def _stand(say: Say, glance: Glance) -> list[Said | None]:
    project = glance.project
    return [
        suspects.stand(say, words.project_state(say, project.state), glance.sold, glance.reserved, glance.size),
        joined(["", project.description], "\n") if project.description else None,
    ]


def limits(say: Say, seen: Suspect) -> Screen:
    of, organizer = seen.of, seen.organizer
    levels = [_to(_level(say, one, seen.quotas.level), one.value, of) for one in Level]
    text = lines(suspects.limits(say, organizer.name, str(organizer.id)), "", *_used(say, seen.quotas))
    return Screen(text, keyboard(levels[:2], levels[2:], [_to(texts.back(say), "look", of)]))


def reported(say: Say, seen: Suspect, name: str) -> Screen:
    deeds = [_to(texts.look(say), "look", seen.of)], [_to(suspects.bar(say), "bar", seen.of)]
    return Screen(texts.reported(say, name, seen.organizer.name), keyboard(*deeds))


def really_report(say: Say, project_name: str, code: str) -> Screen:
    yes = button(texts.yes_report(say), Action.REPORT_ABUSE, code, "yes")
    return Screen(
        texts.really_report(say, project_name), keyboard([yes, button(selling.cancel(say), Action.REPORT_ABUSE)])
    )


def alert(say: Say, cause: str, measure: int) -> Said | None:
    match cause:
        case "letters":
            return texts.alert_letters(say, _span(say, measure))
        case "updates":
            return texts.alert_updates(say, _span(say, measure))
        case "disk":
            return texts.alert_disk(say, measure)
        case "held":
            return texts.alert_held(say, measure)
    return None


def over(say: Say, cause: str) -> Said | None:
    words_of = {
        "letters": texts.letters_leave_again,
        "updates": texts.updates_flow_again,
        "disk": texts.disk_has_room,
        "held": texts.nothing_held,
    }
    return words_of[cause](say) if cause in words_of else None


def _used(say: Say, quotas: Quotas) -> list[Said]:
    rows = [suspects.used(say, suspects.quota(say, one), *so_far) for one, so_far in quotas.used.items()]
    return [suspects.in_a_day(say, suspects.level(say, quotas.level)), *rows]


def _level(say: Say, level: Level, present: Level) -> Said:
    told = suspects.level(say, level)
    return suspects.this_level(say, told) if level is present else told


def _backup(say: Say, condition: Condition, now: datetime) -> Said:
    at = condition.last_backup_at
    return texts.no_backup(say) if at is None else texts.last_backup(say, say.moment(at, now))


def _span(say: Say, seconds: float) -> Said:
    whole = int(seconds)
    return texts.seconds(say, whole) if whole < 120 else texts.minutes(say, whole // 60)


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 10**9 else f"{count // 10**6} MB"


def _turning(page: Page[SetAside] | Page[Barred], where: str) -> list[InlineKeyboardButton]:
    before = [_to("‹", where, page.number - 1)] if page.number > 1 else []
    return [*before, *([_to("›", where, page.number + 1)] if page.more else [])]


def _to(label: str, *where: object) -> InlineKeyboardButton:
    return button(label, Action.OPS, *where)
