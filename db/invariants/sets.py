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


async def broken(work: Work) -> Broken:
    one, other = aliased(RaffleSets), aliased(RaffleSets)
    overlapping = select(one.user_id, one.project_number, one.set_number, other.set_number).join(
        other,
        and_(
            one.user_id == other.user_id,
            one.project_number == other.project_number,
            one.set_number < other.set_number,
            one.init <= other.final,
            other.init <= one.final,
        ),
    )
    for row in await work.execute(overlapping):
        yield "sets-apart", told("raffle_sets", *row)
    theirs = exists().where(
        Projects.user_id == Users.id, Projects.project_number == Users.active_project, Projects.hidden_at.is_(None)
    )
    for row in await work.execute(select(Users.id).where(Users.active_project.is_not(None), not_(theirs))):
        yield "active-project", told("users", *row)
