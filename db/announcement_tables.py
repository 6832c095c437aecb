"""The tables of announcements: what an organizer writes to the buyers of a project, and who wants none of it."""

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped

from db.declaring import CLUSTERED, Base, Dated, link, number_column, one_of, rule


class Announcements(Dated, Base):
    __tablename__ = "announcements"

    user_id: Mapped[int] = number_column()
    task_number: Mapped[int] = number_column()
    """Of the task by which it is sent: its state says whether it is still wanted."""
    project_number: Mapped[int]
    audience: Mapped[str]
    text: Mapped[str | None]
    """None some days later: it was written by a person, and nobody needs it any more."""
    file_id: Mapped[str | None]
    """Of a photo, as Telegram knows it."""
    people: Mapped[int]
    """To whom it was to go when it was begun."""
    opted_out: Mapped[int]
    """Who else was meant, and wants no announcements."""
    posted: Mapped[int]
    """So many letters, up to the buyer with the next number."""
    posted_buyer: Mapped[int]
    behind_letter: Mapped[int]
    """All of its letters come behind this one."""

    __table_args__ = (
        link("user_id task_number", "tasks.user_id task_number"),
        link("user_id project_number", "projects.user_id project_number"),
        one_of("audience", "all", "unpaid", "winners"),
        rule("counts", "people > 0 AND opted_out >= 0 AND posted >= 0 AND posted_buyer >= 0 AND behind_letter >= 0"),
        Index(
            "ix_announcements_worded",
            "created_at",
            sqlite_where=sql("text IS NOT NULL"),
            postgresql_where=sql("text IS NOT NULL"),
        ),
        CLUSTERED,
    )


class OptOuts(Dated, Base):
    """A person who wants no announcements of an organizer, whoever they are to them as a buyer."""

    __tablename__ = "opt_outs"

    user_id: Mapped[int] = number_column()
    telegram_id: Mapped[int] = number_column()

    __table_args__ = (
        link("user_id", "users.id"),
        # Across organizers: a person sees whose announcements they turned off.
        Index(None, "telegram_id"),
        CLUSTERED,
    )
