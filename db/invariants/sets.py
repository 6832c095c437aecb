"""Of sets, prizes and organizers: what their rows say together."""

from sqlalchemy import and_, exists, not_, select
from sqlalchemy.orm import aliased

from db.invariants.telling import Broken, told
from db.tables import Projects, RaffleSets, Users
from db.work import Work

INVARIANTS = {
    "sets-apart": "The ranges of a project's sets never overlap.",
    "active-project": "An organizer's active project is one of theirs, and one that they see.",
}


_one, _other = aliased(RaffleSets), aliased(RaffleSets)
_OVERLAPPING = select(_one.user_id, _one.project_number, _one.set_number, _other.set_number).join(
    _other,
    and_(
        _one.user_id == _other.user_id,
        _one.project_number == _other.project_number,
        _one.set_number < _other.set_number,
        _one.init <= _other.final,
        _other.init <= _one.final,
    ),
)
_theirs = exists().where(
    Projects.user_id == Users.id, Projects.project_number == Users.active_project, Projects.hidden_at.is_(None)
)
_ASTRAY = select(Users.id).where(Users.active_project.is_not(None), not_(_theirs))


async def broken(work: Work) -> Broken:
    for row in await work.execute(_OVERLAPPING):
        yield "sets-apart", told("raffle_sets", *row)
    for row in await work.execute(_ASTRAY):
        yield "active-project", told("users", *row)
