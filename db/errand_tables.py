"""The table of errands: what happens by itself, of an organizer or of a project, each a row until it is done."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from db.declaring import CLUSTERED, Base, Dated, link, number_column, rule


class Errands(Dated, Base):
    __tablename__ = "errands"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    """0 where it is about all that the organizer has."""
    kind: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    since: Mapped[datetime | None]
    """What is told begins then."""

    __table_args__ = (
        link("user_id", "users.id"),
        rule("number", "project_number >= 0"),
        Index(None, "due_at"),
        CLUSTERED,
    )
