"""Last year's raffle once more: what was set up is taken over, who bought is not."""

from db.counters import take_numbers
from db.events import note_event
from db.prizes import add_prize, list_prizes
from db.projects import Project, change_project, find_project
from db.sets import add_set, list_sets
from db.work import Work
from rules.keys import ProjectKey
from services.projects import create_project

_OF_THE_DRAW = (
    *("alternates", "per_holder", "claim_days", "lottery_name", "lottery_what", "lottery_url"),
    *("lottery_groups", "lottery_digits", "lottery_take", "lottery_unsold"),
)


async def clone_project(work: Work, key: ProjectKey, by: int, name: str | None = None) -> Project:
    """Open, with the same sets, prizes, terms and method, and without a date; it becomes the active one."""
    source = await find_project(work, key)
    made = await create_project(work, key.user_id, source.name if name is None else name)
    clone = made._replace(description=source.description, currency=source.currency, draw_method=source.draw_method)
    clone = clone._replace(reminder_plan=source.reminder_plan, closing=source.closing, dark=source.dark)
    clone = clone._replace(cash_reminder_plan=source.cash_reminder_plan, more_time_minutes=source.more_time_minutes)
    clone = clone._replace(**{name: getattr(source, name) for name in _OF_THE_DRAW})
    if not source.practice:
        clone = clone._replace(hold_minutes=source.hold_minutes, grace_minutes=source.grace_minutes)
    await change_project(work, clone)
    after = clone.facts | {"clone_of": key.project_number}
    note_event(work, "project.cloned", **clone.key._asdict(), made_by=by, before=made.facts, after=after)
    await _clone_sets(work, key, clone, by)
    await _clone_prizes(work, key, clone, by)
    return clone


async def _clone_sets(work: Work, source: ProjectKey, clone: Project, by: int) -> None:
    sets = await list_sets(work, source)
    for number, raffle_set in zip(await _numbers(work, clone, "set", len(sets)), sets, strict=True):
        copy = raffle_set._replace(project_number=clone.project_number, set_number=number)
        await add_set(work, copy)
        note_event(work, "set.added", **clone.key._asdict(), made_by=by, after=copy.facts)


async def _clone_prizes(work: Work, source: ProjectKey, clone: Project, by: int) -> None:
    prizes = await list_prizes(work, source)
    for number, prize in zip(await _numbers(work, clone, "prize", len(prizes)), prizes, strict=True):
        await add_prize(work, prize._replace(project_number=clone.project_number, prize_number=number))
        note_event(work, "prize.added", **clone.key._asdict(), made_by=by, after={"prize": number})


async def _numbers(work: Work, clone: Project, noun: str, count: int) -> range:
    return (
        await take_numbers(work, clone.user_id, f"project:{clone.project_number}:{noun}", count) if count else range(0)
    )
