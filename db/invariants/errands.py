"""Of what happens by itself: that it will, and is about something that is there."""

from sqlalchemy import and_, exists, not_, select

from db.buyer_tables import Proofs
from db.errand_tables import Errands
from db.invariants.telling import Broken, told
from db.tables import Projects
from db.work import Work

INVARIANTS = {
    "errand-of-project": "An errand of a project is of one that is there, of the same organizer.",
    "closing-planned": "Where sales close by themselves, it is planned for that moment.",
    "proofs-asked-for": "Where a proof waits, it is planned that its organizer is asked to look at it.",
}

_its_project = and_(Projects.user_id == Errands.user_id, Projects.project_number == Errands.project_number)
_ASTRAY = select(Errands.user_id, Errands.project_number).where(
    Errands.project_number > 0, ~exists().where(_its_project)
)
_NOT_CLOSING = select(Projects.user_id, Projects.project_number).where(
    Projects.closes_at.is_not(None),
    Projects.state == "open",
    Projects.hidden_at.is_(None),
    ~exists().where(_its_project, Errands.kind == "closing", Errands.due_at == Projects.closes_at),
)
_NOT_ASKED = (
    select(Proofs.user_id)
    .join(Projects, and_(Projects.user_id == Proofs.user_id, Projects.project_number == Proofs.project_number))
    .where(
        Proofs.state == "waiting",
        Projects.state.in_(["open", "closed"]),
        not_(Projects.practice),
        ~exists().where(Errands.user_id == Proofs.user_id, Errands.project_number == 0, Errands.kind == "proofs"),
    )
    .distinct()
)


async def broken(work: Work) -> Broken:
    for invariant, rows in (("errand-of-project", _ASTRAY), ("closing-planned", _NOT_CLOSING)):
        for row in await work.execute(rows):
            yield invariant, told("errands", *row)
    for row in await work.execute(_NOT_ASKED):
        yield "proofs-asked-for", told("errands", *row)
