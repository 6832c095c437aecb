"""The table of the photos that organizers put behind the numbers of their boards."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from db.declaring import Base, Dated, link, number_column, rule


class Backdrops(Dated, Base):
    """What was sent and waits to be loaded, what is kept, or both: the old one is shown until the new one is there."""

    __tablename__ = "backdrops"

    user_id: Mapped[int] = number_column()
    project_number: Mapped[int] = number_column()
    file_id: Mapped[str | None]
    """What waits, as Telegram knows it."""
    chat_id: Mapped[int]
    """Where its organizer waits for it."""
    answers: Mapped[int | None]
    attempts: Mapped[int]
    due_at: Mapped[datetime | None]
    content: Mapped[bytes | None]

    __table_args__ = (
        link("user_id project_number", "projects.user_id project_number"),
        rule("waits", "(file_id IS NULL) = (due_at IS NULL)"),
        rule("not_empty", "file_id IS NOT NULL OR content IS NOT NULL"),
        rule("attempts", "attempts >= 0"),
        rule("content", "length(content) BETWEEN 1 AND 300000"),
        Index(
            "ix_backdrops_due",
            "due_at",
            sqlite_where=text("file_id IS NOT NULL"),
            postgresql_where=text("file_id IS NOT NULL"),
        ),
    )
