"""How winners will be found: which lottery decides, how many step in, how long a prize waits to be claimed."""

from typing import Any

from db.events import note_event
from db.prizes import list_prizes
from db.projects import Project, change_project, find_project, lock_project
from db.sets import list_ranges
from db.work import Work
from rules.buying import LimitOutOfBounds
from rules.keys import ProjectKey
from rules.locking import ALTERNATES, CLAIM_DAYS, MOST_ALTERNATES, MOST_CLAIM_DAYS
from rules.lottery import MOST_WORDS, Chances, Lottery, chances, check_lottery
from rules.states import DrawMethod
from rules.words import clean_line
from services.projects import require_running, require_unpromised


async def set_lottery(work: Work, key: ProjectKey, lottery: Lottery, by: int) -> Project:
    """What buyers have read stays; what was not said yet can be said at any time."""
    project = await lock_project(work, key)
    checked = check_lottery(lottery, DrawMethod(project.draw_method or DrawMethod.NUMBER))
    name, what = (clean_line(words, "name", MOST_WORDS) for words in (checked.name, checked.what))
    checked = checked._replace(name=name, what=what)
    if checked == lottery_of(project):
        return project
    if lottery_of(project) is not None:
        await require_unpromised(work, key, "lottery")
    return await _change(work, project, by, **{f"lottery_{name}": value for name, value in checked._asdict().items()})


async def require_lottery_unpromised(work: Work, key: ProjectKey) -> None:
    """Before somebody is asked for it."""
    project = await lock_project(work, key)
    require_running(project)
    if project.draw_method not in (None, DrawMethod.NUMBER) or lottery_of(project) is not None:
        await require_unpromised(work, key, "lottery")


async def set_draw_terms(
    work: Work, key: ProjectKey, alternates: int, claim_days: int, by: int, per_holder: bool = False
) -> Project:
    """How many step in for winners who do not come, how long these may take, and whether nobody wins twice."""
    for number, most in ((alternates, MOST_ALTERNATES), (claim_days - 1, MOST_CLAIM_DAYS - 1)):
        if not 0 <= number <= most:
            raise LimitOutOfBounds(number, most)
    project = await lock_project(work, key)
    terms = {"alternates": alternates, "per_holder": per_holder, "claim_days": claim_days}
    if (alternates_of(project), per_holder_of(project)) != (alternates, per_holder):
        await require_unpromised(work, key, "draw_terms")
    return await _change(work, project, by, **terms)


async def look_at_chances(work: Work, key: ProjectKey) -> Chances | None:
    """Who could win by the project's lottery, and who never; None when no number wins by itself."""
    project = await find_project(work, key)
    lottery = lottery_of(project)
    if project.draw_method != DrawMethod.NUMBER or lottery is None:
        return None
    return chances(lottery, await list_ranges(work, key))


async def count_groups(work: Work, project: Project) -> int:
    """Of the lottery's figures: one for each prize where a number wins by itself."""
    if project.draw_method == DrawMethod.NUMBER:
        return len(await list_prizes(work, project.key))
    return project.lottery_groups or 1


def lottery_of(project: Project) -> Lottery | None:
    name, what, url, digits = (
        project.lottery_name,
        project.lottery_what,
        project.lottery_url,
        project.lottery_digits,
    )
    if name is None or what is None or url is None or digits is None:
        return None
    return Lottery(name, what, url, digits, project.lottery_take, project.lottery_unsold, project.lottery_groups or 1)


def alternates_of(project: Project) -> int:
    """Where a number wins by itself nobody steps in."""
    if project.draw_method == DrawMethod.NUMBER:
        return 0
    return ALTERNATES if project.alternates is None else project.alternates


def per_holder_of(project: Project) -> bool:
    return bool(project.per_holder) and project.draw_method != DrawMethod.NUMBER


def claim_days_of(project: Project) -> int:
    return project.claim_days or CLAIM_DAYS


async def _change(work: Work, project: Project, by: int, **values: Any) -> Project:
    require_running(project)
    changed = project._replace(**values)
    if changed != project:
        await change_project(work, changed)
        after = changed.facts | {"fields": sorted(values)}
        note_event(work, "project.changed", **project.key._asdict(), made_by=by, before=project.facts, after=after)
    return changed
